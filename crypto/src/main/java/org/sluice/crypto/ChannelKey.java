package org.sluice.crypto;

import java.security.SecureRandom;

/**
 * One version of a channel's key, 32 bytes: it wraps data keys and rests only wrapped by the root key.
 *
 * <p>Equal in constant time, printed as redacted, wiped by {@link #close()}; using it afterwards is an
 * {@link IllegalStateException}. Safe for use by several threads.
 */
public final class ChannelKey implements AutoCloseable {

    private final KeyBytes bytes;

    ChannelKey(KeyBytes bytes) {
        this.bytes = bytes;
    }

    public static ChannelKey generate(SecureRandom random) {
        return new ChannelKey(KeyBytes.random(random));
    }

    KeyBytes bytes() {
        return bytes;
    }

    @Override
    public void close() {
        bytes.wipe();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof ChannelKey that && bytes.same(that.bytes));
    }

    /** The same for all keys: a hash of the key would say something about it. */
    @Override
    public int hashCode() {
        return ChannelKey.class.hashCode();
    }

    @Override
    public String toString() {
        return "ChannelKey[redacted]";
    }
}
