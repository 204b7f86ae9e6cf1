package org.sluice.crypto.age;

import java.util.Arrays;
import java.util.Optional;

/** A seed of X-Wing. */
final class HybridSecretKey extends AgeSecretKey {

    static final String PREFIX = "age-secret-key-pq-";

    HybridSecretKey(byte[] seed) {
        super(seed, new HybridPublicKey(XWing.publicOf(seed)));
    }

    @Override
    String prefix() {
        return PREFIX;
    }

    @Override
    String kind() {
        return HybridPublicKey.KIND;
    }

    @Override
    Optional<byte[]> unwrap(Stanza stanza) throws AgeRefused {
        if (stanza.arguments().size() != 2) {
            throw new AgeRefused(AgeRefused.Why.HEADER);
        }
        byte[] encapsulation = Base64Text.bytes(stanza.arguments().get(1), XWing.ENCAPSULATION);
        byte[] wrapped = stanza.body();
        // For another key ML-KEM gives another secret and no error: only the wrapped key's tag tells.
        Optional<byte[]> shared = XWing.decapsulate(secret(), encapsulation);
        if (shared.isEmpty()) {
            throw new AgeRefused(AgeRefused.Why.HEADER);
        }
        try (HpkeKeys keys = HpkeKeys.of(shared.get(), HybridPublicKey.INFO)) {
            return keys.unwrap(wrapped);
        } finally {
            Arrays.fill(shared.get(), (byte) 0);
        }
    }
}
