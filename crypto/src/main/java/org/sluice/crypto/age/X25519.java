package org.sluice.crypto.age;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.KeyAgreement;

/** X25519 (RFC 7748) over raw bytes, by the JDK. */
final class X25519 {

    static final int LENGTH = 32;

    private X25519() {}

    static byte[] publicOf(byte[] scalar) {
        byte[] base = new byte[LENGTH];
        base[0] = 9;
        return agree(scalar, base).orElseThrow();
    }

    /** Whether a point is none of a small order; any scalar shows it. */
    static boolean isSafe(byte[] point) {
        byte[] ones = new byte[LENGTH];
        Arrays.fill(ones, (byte) 1);
        return agree(ones, point).isPresent();
    }

    /** The shared secret; nothing when the point has a small order, which would make it known to all. */
    static Optional<byte[]> agree(byte[] scalar, byte[] point) {
        try {
            KeyFactory keys = KeyFactory.getInstance("X25519");
            PrivateKey ours = keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, scalar));
            PublicKey theirs = keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, coordinate(point)));
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(ours);
            agreement.doPhase(theirs, true);
            return Optional.of(agreement.generateSecret());
        } catch (InvalidKeyException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw AgeKeys.missing(e);
        }
    }

    /** Little-endian; the highest bit is ignored (RFC 7748 section 5). */
    private static BigInteger coordinate(byte[] point) {
        byte[] big = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            big[i] = point[LENGTH - 1 - i];
        }
        big[0] &= 0x7f;
        return new BigInteger(1, big);
    }
}
