package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jdbi.v3.core.Handle;
import org.sluice.crypto.ChannelKey;
import org.sluice.crypto.ChannelKeyId;
import org.sluice.crypto.RootKey;
import org.sluice.crypto.WrapRefused;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.store.Keys;
import org.sluice.gateway.store.Tx;

/** Channel keys, unwrapped by the root key when first needed and kept in memory only. Thread-safe. */
public final class KeyRing implements AutoCloseable {
    private final RootKey root;
    private final ConcurrentHashMap<ChannelKeyId, ChannelKey> open = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<ChannelKey> retired = new ConcurrentLinkedQueue<>();

    public KeyRing(RootKey root) {
        this.root = root;
    }

    /** The first version of a channel's key; made once, at {@code init}. */
    public void create(Tx tx, Channel channel, java.security.SecureRandom random, Instant now) {
        create(tx, new ChannelKeyId(channel.word(), 1), random, now);
    }

    /** A newer version, under which all wraps are made from now on. */
    ChannelKeyId next(Tx tx, Channel channel, java.security.SecureRandom random, Instant now) {
        ChannelKeyId id =
                new ChannelKeyId(channel.word(), current(tx.sql(), channel).version() + 1);
        create(tx, id, random, now);
        return id;
    }

    private void create(Tx tx, ChannelKeyId id, java.security.SecureRandom random, Instant now) {
        try (ChannelKey key = ChannelKey.generate(random)) {
            Keys.addChannelKey(tx, id.channel(), id.version(), root.wrap(id, key, random), now);
        }
    }

    /** The version under which new wraps are made. A channel without a key refuses: nothing is stored unkeyed. */
    public ChannelKeyId current(Handle sql, Channel channel) {
        int version = Keys.newestVersion(sql, channel.word());
        if (version == 0) {
            throw new IllegalStateException("The channel " + channel.word() + " has no key.");
        }
        return new ChannelKeyId(channel.word(), version);
    }

    public ChannelKey key(Handle sql, ChannelKeyId id) {
        ChannelKey known = open.get(id);
        if (known != null) {
            return known;
        }
        byte[] record = Keys.channelKey(sql, id.channel(), id.version())
                .orElseThrow(() -> new IllegalStateException(
                        "The key of " + id.channel() + " in version " + id.version() + " is not on record."));
        return open.computeIfAbsent(id, missing -> unwrap(missing, record));
    }

    /**
     * Takes keys that are on record no more out of memory. They are wiped at the next call only: whoever is about to use
     * one gets an honest failure of its wrap, not one in the middle of a cipher.
     */
    void forgetRetired(Handle sql) {
        for (ChannelKey key = retired.poll(); key != null; key = retired.poll()) {
            key.close();
        }
        for (ChannelKeyId id : open.keySet()) {
            if (Keys.channelKey(sql, id.channel(), id.version()).isEmpty()) {
                ChannelKey key = open.remove(id);
                if (key != null) {
                    retired.add(key);
                }
            }
        }
    }

    private ChannelKey unwrap(ChannelKeyId id, byte[] record) {
        try {
            return root.unwrap(id, record);
        } catch (WrapRefused e) {
            throw new IllegalStateException(
                    "The key of " + id.channel() + " in version " + id.version()
                            + " does not open under this node's root key.",
                    e);
        }
    }

    @Override
    public void close() {
        open.values().forEach(ChannelKey::close);
        open.clear();
        retired.forEach(ChannelKey::close);
        retired.clear();
    }
}
