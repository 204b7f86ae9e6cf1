package org.sluice.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

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

    /** As the owner's machine hands it to a running gateway, over TLS: 43 characters of base64url. Rests nowhere. */
    public String reveal() {
        byte[] raw = bytes.exposed();
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
        } finally {
            Arrays.fill(raw, (byte) 0);
        }
    }

    /** The key behind a text as {@link #reveal} gives it; nothing for anything else. */
    public static Optional<DataKey> parse(String text) {
        if (text.length() != 43) {
            return Optional.empty();
        }
        try {
            byte[] raw = Base64.getUrlDecoder().decode(text);
            try {
                return Optional.of(new DataKey(KeyBytes.copyOf(raw)));
            } finally {
                Arrays.fill(raw, (byte) 0);
            }
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
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
