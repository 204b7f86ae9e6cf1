package org.sluice.crypto.age;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A recipient's X25519 public key, spelled {@code age1…}. Immutable. */
public final class AgePublicKey implements AgeRecipient {

    static final String KIND = "X25519";
    static final String INFO = "age-encryption.org/v1/X25519";
    private static final String PREFIX = "age";

    private final byte[] point;

    AgePublicKey(byte[] point) {
        this.point = point.clone();
    }

    /** Nothing when it is misspelled, or a key that would protect nothing. */
    public static Optional<AgePublicKey> parse(String spelled) {
        return Bech32.decode(PREFIX, spelled.strip())
                .filter(point -> point.length == X25519.LENGTH)
                .filter(point -> X25519.agree(ones(), point).isPresent())
                .map(AgePublicKey::new);
    }

    /** Any scalar shows whether a point has a small order. */
    private static byte[] ones() {
        byte[] scalar = new byte[X25519.LENGTH];
        Arrays.fill(scalar, (byte) 1);
        return scalar;
    }

    Stanza wrap(byte[] fileKey, SecureRandom random) {
        byte[] scalar = new byte[X25519.LENGTH];
        random.nextBytes(scalar);
        byte[] share = X25519.publicOf(scalar);
        byte[] shared = X25519.agree(scalar, point)
                .orElseThrow(() -> new IllegalStateException("a key of small order was let in"));
        byte[] key = AgeKeys.derive(shared, AgeKeys.join(share, point), INFO);
        try {
            return Stanza.of(List.of(KIND, Base64Text.of(share)), AgeKeys.wrap(key, fileKey));
        } finally {
            Arrays.fill(scalar, (byte) 0);
            Arrays.fill(shared, (byte) 0);
            Arrays.fill(key, (byte) 0);
        }
    }

    byte[] point() {
        return point.clone();
    }

    /** As {@code age} spells it. */
    public String spelled() {
        return Bech32.encode(PREFIX, point);
    }

    /**
     * What two people compare by telephone: the first 20 bytes of the SHA-256 of the spelled key, as ten groups of four
     * hexadecimal digits. Nobody finds a second key with the same one.
     */
    public String fingerprint() {
        return Fingerprints.of(AgeKeys.ascii(spelled()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AgePublicKey key && Arrays.equals(point, key.point);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(point);
    }

    @Override
    public String toString() {
        return "AgePublicKey[" + HexFormat.of().formatHex(point, 0, 4) + "…]";
    }
}
