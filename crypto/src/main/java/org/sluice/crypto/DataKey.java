package org.sluice.crypto;

import java.security.SecureRandom;

/**
 * The key of one body: 32 bytes that seal nothing else and rest only inside a wrap record.
 *
 * <p>Equal in constant time, printed as redacted, wiped by {@link #close()}; using it afterwards is an
 * {@link IllegalStateException}. Safe for use by several threads.
 */
public final class DataKey implements AutoCloseable {

    private final KeyBytes bytes;

    DataKey(KeyBytes bytes) {
        this.bytes = bytes;
    }

    public static DataKey random(SecureRandom random) {
        return new DataKey(KeyBytes.random(random));
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
        return this == other || (other instanceof DataKey that && bytes.same(that.bytes));
    }

    /** The same for all keys: a hash of the key would say something about it. */
    @Override
    public int hashCode() {
        return DataKey.class.hashCode();
    }

    @Override
    public String toString() {
        return "DataKey[redacted]";
    }
}
