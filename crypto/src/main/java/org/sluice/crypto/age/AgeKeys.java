package org.sluice.crypto.age;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What the format needs of the JDK: HKDF-SHA-256, HMAC-SHA-256 and ChaCha20-Poly1305 (RFC 5869, 2104, 8439). */
final class AgeKeys {

    static final int FILE_KEY = 16;
    static final int TAG = 16;
    static final int NONCE = 12;
    private static final int KEY = 32;

    private AgeKeys() {}

    static byte[] derive(byte[] input, byte[] salt, String info) {
        try {
            HKDFParameterSpec.Builder extract = HKDFParameterSpec.ofExtract().addIKM(input);
            if (salt.length > 0) {
                extract.addSalt(salt);
            }
            return KDF.getInstance("HKDF-SHA256").deriveData(extract.thenExpand(ascii(info), KEY));
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    static byte[] mac(byte[] fileKey, byte[] header) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(derive(fileKey, new byte[0], "header"), "HmacSHA256"));
            return mac.doFinal(header);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** A file key under a key that is used for nothing else, so its nonce may be zero. */
    static byte[] wrap(byte[] key, byte[] fileKey) {
        return wrap(key, new byte[NONCE], fileKey);
    }

    static byte[] wrap(byte[] key, byte[] nonce, byte[] fileKey) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(fileKey);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** Nothing when the key is another one. A wrapped key of another length could be made to open under several keys. */
    static Optional<byte[]> unwrap(byte[] key, byte[] wrapped) throws AgeRefused {
        return unwrap(key, new byte[NONCE], wrapped);
    }

    static Optional<byte[]> unwrap(byte[] key, byte[] nonce, byte[] wrapped) throws AgeRefused {
        if (wrapped.length != FILE_KEY + TAG) {
            throw new AgeRefused(AgeRefused.Why.HEADER);
        }
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce).doFinal(wrapped));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    static Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
        cipher.init(mode, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(nonce));
        return cipher;
    }

    static byte[] ascii(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    static byte[] join(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    static IllegalStateException missing(GeneralSecurityException e) {
        return new IllegalStateException("this Java lacks what age needs; run Sluice on JDK 25 or newer", e);
    }
}
