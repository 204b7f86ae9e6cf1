package org.sluice.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The node's root key, 32 bytes, which never rests beside what it protects: it wraps channel keys and seals the node's
 * small secrets. Equal in constant time, printed as redacted, wiped by {@link #close()}. Safe for several threads.
 */
public final class RootKey implements AutoCloseable {

    private final KeyBytes bytes;

    RootKey(KeyBytes bytes) {
        this.bytes = bytes;
    }

    public static RootKey generate(SecureRandom random) {
        return new RootKey(KeyBytes.random(random));
    }

    /**
     * Reads a root key file. Refused with an {@link IOException} that says what to do: a link, a file that anybody but
     * its owner may read or write, text that is no root key, a sample key.
     */
    public static RootKey load(Path file) throws IOException {
        byte[] key = RootKeyFile.read(file);
        try {
            return new RootKey(KeyBytes.copyOf(key));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** Writes a new file with mode 0600, durable with its folder's entry; never overwrites. */
    public void store(Path file) throws IOException {
        byte[] key = bytes.exposed();
        try {
            RootKeyFile.create(file, key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    KeyBytes bytes() {
        return bytes;
    }

    /** A record of 84 bytes, bound to the channel and the key's version. */
    public byte[] wrap(ChannelKeyId id, ChannelKey key, SecureRandom random) {
        byte[] secret = key.bytes().exposed();
        try {
            return KeyRecord.CHANNEL_KEY.seal(bytes, binding(id), secret, random);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    public ChannelKey unwrap(ChannelKeyId id, byte[] record) throws WrapRefused {
        return new ChannelKey(Wraps.key(KeyRecord.CHANNEL_KEY, bytes, binding(id), record));
    }

    /** Seals a small secret of the node (at most 65,536 bytes) under its name, to be kept in the database. */
    public byte[] seal(String name, byte[] secret, SecureRandom random) {
        return KeyRecord.NODE_SECRET.seal(bytes, KeyRecord.text(name), secret, random);
    }

    /** The secret that was sealed under this name; the caller wipes it. */
    public byte[] open(String name, byte[] record) throws WrapRefused {
        return KeyRecord.NODE_SECRET.open(bytes, KeyRecord.text(name), record);
    }

    private static byte[] binding(ChannelKeyId id) {
        byte[] channel = KeyRecord.text(id.channel());
        return ByteBuffer.allocate(channel.length + 4)
                .put(channel)
                .putInt(id.version())
                .array();
    }

    @Override
    public void close() {
        bytes.wipe();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof RootKey that && bytes.same(that.bytes));
    }

    /** The same for all keys: a hash of the key would say something about it. */
    @Override
    public int hashCode() {
        return RootKey.class.hashCode();
    }

    @Override
    public String toString() {
        return "RootKey[redacted]";
    }
}
