package org.sluice.crypto.age;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;

/**
 * X-Wing, a KEM of ML-KEM-768 (FIPS 203) and X25519 (draft-connolly-cfrg-xwing-kem; "MLKEM768-X25519" in draft-ietf-hpke-pq):
 * its secret stays one as long as either of the two holds. ML-KEM and SHAKE are Bouncy Castle's, since the ML-KEM of
 * JDK 25 reads no key from its seed, and its SHAKE256 ends at 64 bytes; the rest is the JDK's.
 */
final class XWing {

    static final int ENCAPSULATION = 1120;
    private static final int LATTICE_KEY = 1184;
    private static final int LATTICE_CIPHERTEXT = ENCAPSULATION - X25519.LENGTH;
    private static final int LATTICE_SEED = 64;
    private static final byte[] LABEL = AgeKeys.ascii("\\.//^\\");

    private XWing() {}

    /** A fresh secret of 32 bytes, and what tells it to the key's holder. Close it to wipe the secret. */
    static final class Encapsulated implements AutoCloseable {

        private final byte[] encapsulation;
        private final byte[] secret;

        private Encapsulated(byte[] encapsulation, byte[] secret) {
            this.encapsulation = encapsulation;
            this.secret = secret;
        }

        byte[] encapsulation() {
            return encapsulation;
        }

        byte[] secret() {
            return secret;
        }

        @Override
        public void close() {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** Whether it is a key: the right length, every coefficient in its range, the point not of a small order. */
    static boolean isPublicKey(byte[] encoded) {
        if (encoded.length != LATTICE_KEY + X25519.LENGTH || !X25519.isSafe(point(encoded))) {
            return false;
        }
        try {
            lattice(encoded);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static byte[] publicOf(byte[] seed) {
        try (Expanded expanded = new Expanded(seed)) {
            return AgeKeys.join(expanded.lattice.getPublicKey(), X25519.publicOf(expanded.scalar));
        }
    }

    /** @param publicKey one that {@link #isPublicKey} let in */
    static Encapsulated encapsulate(byte[] publicKey, SecureRandom random) {
        byte[] point = point(publicKey);
        byte[] scalar = new byte[X25519.LENGTH];
        SecretWithEncapsulation lattice = new MLKEMGenerator(random).generateEncapsulated(lattice(publicKey));
        random.nextBytes(scalar);
        byte[] share = X25519.publicOf(scalar);
        byte[] curve = X25519.agree(scalar, point)
                .orElseThrow(() -> new IllegalStateException("a key of small order was let in"));
        byte[] first = lattice.getSecret();
        try {
            return new Encapsulated(
                    AgeKeys.join(lattice.getEncapsulation(), share), combined(first, curve, share, point));
        } finally {
            Arrays.fill(scalar, (byte) 0);
            Arrays.fill(curve, (byte) 0);
            Arrays.fill(first, (byte) 0);
        }
    }

    /**
     * The secret in an encapsulation of 1,120 bytes, which is another one where it was made for another key; nothing when its
     * point has a small order.
     */
    static Optional<byte[]> decapsulate(byte[] seed, byte[] encapsulation) {
        byte[] share = Arrays.copyOfRange(encapsulation, LATTICE_CIPHERTEXT, ENCAPSULATION);
        try (Expanded expanded = new Expanded(seed)) {
            Optional<byte[]> curve = X25519.agree(expanded.scalar, share);
            if (curve.isEmpty()) {
                return Optional.empty();
            }
            byte[] first = new MLKEMExtractor(expanded.lattice)
                    .extractSecret(Arrays.copyOf(encapsulation, LATTICE_CIPHERTEXT));
            try {
                return Optional.of(combined(first, curve.get(), share, X25519.publicOf(expanded.scalar)));
            } finally {
                Arrays.fill(first, (byte) 0);
                Arrays.fill(curve.get(), (byte) 0);
            }
        }
    }

    private static byte[] combined(byte[] lattice, byte[] curve, byte[] share, byte[] point) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA3-256");
            digest.update(lattice);
            digest.update(curve);
            digest.update(share);
            digest.update(point);
            return digest.digest(LABEL);
        } catch (NoSuchAlgorithmException e) {
            throw AgeKeys.missing(e);
        }
    }

    private static byte[] point(byte[] publicKey) {
        return Arrays.copyOfRange(publicKey, LATTICE_KEY, publicKey.length);
    }

    private static MLKEMPublicKeyParameters lattice(byte[] publicKey) {
        return new MLKEMPublicKeyParameters(MLKEMParameters.ml_kem_768, Arrays.copyOf(publicKey, LATTICE_KEY));
    }

    /** Both secret keys, from the one seed; wiped as far as Bouncy Castle lets us. */
    private static final class Expanded implements AutoCloseable {

        private final MLKEMPrivateKeyParameters lattice;
        private final byte[] scalar;

        private Expanded(byte[] seed) {
            byte[] both = new byte[LATTICE_SEED + X25519.LENGTH];
            SHAKEDigest shake = new SHAKEDigest(256);
            shake.update(seed, 0, seed.length);
            shake.doFinal(both, 0, both.length);
            lattice = new MLKEMPrivateKeyParameters(MLKEMParameters.ml_kem_768, Arrays.copyOf(both, LATTICE_SEED));
            scalar = Arrays.copyOfRange(both, LATTICE_SEED, both.length);
            Arrays.fill(both, (byte) 0);
        }

        @Override
        public void close() {
            lattice.destroy();
            Arrays.fill(scalar, (byte) 0);
        }
    }
}
