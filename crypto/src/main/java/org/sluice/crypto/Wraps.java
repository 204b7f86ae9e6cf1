package org.sluice.crypto;

import java.security.SecureRandom;
import java.util.Arrays;

/** Wraps data keys under channel keys (FORMAT.md, "Records that hold a key or a secret"). Wrap records have 84 bytes. */
public final class Wraps {

    private Wraps() {}

    public static byte[] wrap(WrapBinding binding, ChannelKey channelKey, DataKey dataKey, SecureRandom random) {
        byte[] secret = dataKey.bytes().exposed();
        try {
            return KeyRecord.WRAP.seal(channelKey.bytes(), binding.bytes(), secret, random);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    public static DataKey unwrap(WrapBinding binding, ChannelKey channelKey, byte[] record) throws WrapRefused {
        return new DataKey(key(KeyRecord.WRAP, channelKey.bytes(), binding.bytes(), record));
    }

    /**
     * The record for a new label, channel or key version; the body stays untouched. Body and deposit must be the same,
     * and neither the label's version nor, within a channel, the key's version may fall.
     */
    public static byte[] rewrap(
            WrapBinding from, ChannelKey fromKey, byte[] record, WrapBinding to, ChannelKey toKey, SecureRandom random)
            throws WrapRefused {
        if (!from.body().equals(to.body()) || !from.depositId().equals(to.depositId())) {
            throw new IllegalArgumentException("a re-wrap keeps body and deposit; copy into a new body instead");
        }
        boolean sameChannel = from.channelKey().channel().equals(to.channelKey().channel());
        if (to.labelVersion() < from.labelVersion()
                || (sameChannel && to.channelKey().version() < from.channelKey().version())) {
            throw new IllegalArgumentException("a re-wrap never goes back to an older label or key version");
        }
        try (DataKey key = unwrap(from, fromKey, record)) {
            return wrap(to, toKey, key, random);
        }
    }

    /** A record that must hold exactly one key. */
    static KeyBytes key(KeyRecord kind, KeyBytes outer, byte[] binding, byte[] record) throws WrapRefused {
        byte[] secret = kind.open(outer, binding, record);
        try {
            if (secret.length != KeyBytes.LENGTH) {
                throw new WrapRefused();
            }
            return KeyBytes.copyOf(secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }
}
