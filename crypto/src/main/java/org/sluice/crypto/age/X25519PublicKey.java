package org.sluice.crypto.age;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A point of X25519, spelled {@code age1…}. Immutable. */
final class X25519PublicKey extends AgePublicKey {

    static final String KIND = "X25519";
    static final String INFO = "age-encryption.org/v1/X25519";
    private static final String PREFIX = "age";

    X25519PublicKey(byte[] point) {
        super(point);
    }

    static Optional<AgePublicKey> read(String spelled) {
        return Bech32.decode(PREFIX, spelled)
                .filter(point -> point.length == X25519.LENGTH)
                .filter(X25519::isSafe)
                .map(X25519PublicKey::new);
    }

    @Override
    String prefix() {
        return PREFIX;
    }

    @Override
    Stanza wrap(byte[] fileKey, SecureRandom random) {
        byte[] point = encoded();
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
}
