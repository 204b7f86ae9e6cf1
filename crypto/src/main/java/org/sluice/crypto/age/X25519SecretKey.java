package org.sluice.crypto.age;

import java.util.Arrays;
import java.util.Optional;

/** A scalar of X25519. */
final class X25519SecretKey extends AgeSecretKey {

    static final String PREFIX = "age-secret-key-";

    X25519SecretKey(byte[] scalar) {
        super(scalar, new X25519PublicKey(X25519.publicOf(scalar)));
    }

    @Override
    String prefix() {
        return PREFIX;
    }

    @Override
    String kind() {
        return X25519PublicKey.KIND;
    }

    @Override
    Optional<byte[]> unwrap(Stanza stanza) throws AgeRefused {
        if (stanza.arguments().size() != 2) {
            throw new AgeRefused(AgeRefused.Why.HEADER);
        }
        byte[] share = Base64Text.bytes(stanza.arguments().get(1), X25519.LENGTH);
        Optional<byte[]> shared = X25519.agree(secret(), share);
        if (shared.isEmpty()) {
            throw new AgeRefused(AgeRefused.Why.HEADER);
        }
        byte[] key =
                AgeKeys.derive(shared.get(), AgeKeys.join(share, publicKey().encoded()), X25519PublicKey.INFO);
        try {
            return AgeKeys.unwrap(key, stanza.body());
        } finally {
            Arrays.fill(shared.get(), (byte) 0);
            Arrays.fill(key, (byte) 0);
        }
    }
}
