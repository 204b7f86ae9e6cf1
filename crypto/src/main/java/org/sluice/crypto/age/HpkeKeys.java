package org.sluice.crypto.age;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Key and nonce of the one message that HPKE seals under a shared secret (RFC 9180, sections 4 and 5.1), in base mode and
 * with X-Wing, HKDF-SHA-256 and ChaCha20-Poly1305. Close it to wipe it.
 */
final class HpkeKeys implements AutoCloseable {

    private static final byte[] VERSION = AgeKeys.ascii("HPKE-v1");
    /** The KEM 0x647a, the KDF 0x0001, the AEAD 0x0003. */
    private static final byte[] SUITE = {'H', 'P', 'K', 'E', 0x64, 0x7a, 0, 1, 0, 3};

    private static final byte[] NOTHING = {};
    private static final byte[] BASE_MODE = {0};
    private static final int KEY = 32;

    private final byte[] key;
    private final byte[] nonce;

    private HpkeKeys(byte[] key, byte[] nonce) {
        this.key = key;
        this.nonce = nonce;
    }

    /** @param info what the message is for */
    static HpkeKeys of(byte[] shared, String info) {
        byte[] context = joined(
                BASE_MODE,
                extract(NOTHING, "psk_id_hash", NOTHING),
                extract(NOTHING, "info_hash", AgeKeys.ascii(info)));
        byte[] secret = extract(shared, "secret", NOTHING);
        try {
            return new HpkeKeys(
                    expand(secret, "key", context, KEY), expand(secret, "base_nonce", context, AgeKeys.NONCE));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    byte[] wrap(byte[] fileKey) {
        return AgeKeys.wrap(key, nonce, fileKey);
    }

    Optional<byte[]> unwrap(byte[] wrapped) throws AgeRefused {
        return AgeKeys.unwrap(key, nonce, wrapped);
    }

    private static byte[] extract(byte[] salt, String label, byte[] input) {
        try {
            HKDFParameterSpec.Builder extract =
                    HKDFParameterSpec.ofExtract().addIKM(joined(VERSION, SUITE, AgeKeys.ascii(label), input));
            if (salt.length > 0) {
                extract.addSalt(salt);
            }
            return KDF.getInstance("HKDF-SHA256").deriveData(extract.extractOnly());
        } catch (GeneralSecurityException e) {
            throw AgeKeys.missing(e);
        }
    }

    private static byte[] expand(byte[] secret, String label, byte[] context, int length) {
        byte[] info = joined(new byte[] {0, (byte) length}, VERSION, SUITE, AgeKeys.ascii(label), context);
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.expandOnly(new SecretKeySpec(secret, "HKDF"), info, length));
        } catch (GeneralSecurityException e) {
            throw AgeKeys.missing(e);
        }
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @Override
    public void close() {
        Arrays.fill(key, (byte) 0);
        Arrays.fill(nonce, (byte) 0);
    }
}
