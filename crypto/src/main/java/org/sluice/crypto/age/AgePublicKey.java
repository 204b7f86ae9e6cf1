package org.sluice.crypto.age;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** A recipient's public key: X25519, spelled {@code age1…}, or post-quantum hybrid, {@code age1pq1…}. Immutable. */
public abstract sealed class AgePublicKey implements AgeRecipient permits X25519PublicKey, HybridPublicKey {

    private final byte[] encoded;

    AgePublicKey(byte[] encoded) {
        this.encoded = encoded.clone();
    }

    /** Nothing when it is misspelled, or a key that would protect nothing. */
    public static Optional<AgePublicKey> parse(String spelled) {
        String line = spelled.strip();
        return X25519PublicKey.read(line).or(() -> HybridPublicKey.read(line));
    }

    abstract Stanza wrap(byte[] fileKey, SecureRandom random);

    abstract String prefix();

    /** Whether what is sealed for it stays closed to a quantum computer of later years, too. */
    public final boolean postQuantum() {
        return this instanceof HybridPublicKey;
    }

    final byte[] encoded() {
        return encoded.clone();
    }

    /** As {@code age} spells it. */
    public final String spelled() {
        return Bech32.encode(prefix(), encoded);
    }

    /**
     * What two people compare by telephone: the first 20 bytes of the SHA-256 of the spelled key, as ten groups of four
     * hexadecimal digits. Nobody finds a second key with the same one.
     */
    public final String fingerprint() {
        return Fingerprints.of(AgeKeys.ascii(spelled()));
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof AgePublicKey key && Arrays.equals(encoded, key.encoded);
    }

    @Override
    public final int hashCode() {
        return Arrays.hashCode(encoded);
    }

    @Override
    public final String toString() {
        return "AgePublicKey[" + HexFormat.of().formatHex(encoded, 0, 4) + "…]";
    }
}
