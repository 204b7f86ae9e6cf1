package org.sluice.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/** HKDF-SHA-256 (RFC 5869) by the JDK: extract, then expand to 32 bytes. */
final class Hkdf {

    private Hkdf() {}

    /** A derived key, which the caller wipes. An empty salt stands for "no salt", as in RFC 5869 section 2.2. */
    static byte[] derive(KeyBytes key, byte[] salt, byte[] info) {
        byte[] input = key.exposed();
        try {
            return derive(input, salt, info);
        } finally {
            Arrays.fill(input, (byte) 0);
        }
    }

    /** The same from input of any length, which the caller wipes. */
    static byte[] derive(byte[] input, byte[] salt, byte[] info) {
        try {
            HKDFParameterSpec.Builder extract = HKDFParameterSpec.ofExtract().addIKM(input);
            if (salt.length > 0) {
                extract.addSalt(salt);
            }
            return KDF.getInstance("HKDF-SHA256").deriveData(extract.thenExpand(info, KeyBytes.LENGTH));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HKDF-SHA256; run Sluice on JDK 25 or newer", e);
        }
    }
}
