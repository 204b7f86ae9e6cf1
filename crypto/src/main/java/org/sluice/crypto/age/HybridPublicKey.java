package org.sluice.crypto.age;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * A key of X-Wing, which is ML-KEM-768 and X25519 together, spelled {@code age1pq1…}: a file key for it is safe as long as
 * either holds (C2SP age.md, "The MLKEM768-X25519 hybrid post-quantum recipient type"). Immutable.
 */
final class HybridPublicKey extends AgePublicKey {

    static final String KIND = "mlkem768x25519";
    static final String INFO = "age-encryption.org/mlkem768x25519";
    private static final String PREFIX = "age1pq";

    HybridPublicKey(byte[] encoded) {
        super(encoded);
    }

    static Optional<AgePublicKey> read(String spelled) {
        return Bech32.decode(PREFIX, spelled).filter(XWing::isPublicKey).map(HybridPublicKey::new);
    }

    @Override
    String prefix() {
        return PREFIX;
    }

    @Override
    Stanza wrap(byte[] fileKey, SecureRandom random) {
        try (XWing.Encapsulated made = XWing.encapsulate(encoded(), random);
                HpkeKeys keys = HpkeKeys.of(made.secret(), INFO)) {
            return Stanza.of(List.of(KIND, Base64Text.of(made.encapsulation())), keys.wrap(fileKey));
        }
    }
}
