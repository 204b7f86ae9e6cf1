package org.sluice.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/** The public half of an Ed25519 key pair (RFC 8032). Immutable. */
public final class VerifyingKey {

    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----\n";
    private static final String END = "\n-----END PUBLIC KEY-----\n";

    private final PublicKey key;

    VerifyingKey(PublicKey key) {
        this.key = key;
    }

    /**
     * Reads a SubjectPublicKeyInfo, as {@link #x509} gives it.
     *
     * @throws IllegalArgumentException when it holds no Ed25519 key
     */
    public static VerifyingKey of(byte[] x509) {
        try {
            return new VerifyingKey(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("this is no Ed25519 public key; export it again", e);
        }
    }

    /**
     * Reads what {@link #pem} writes; the ends of lines do not matter.
     *
     * @throws IllegalArgumentException when it holds no Ed25519 key
     */
    public static VerifyingKey ofPem(String pem) {
        String lines = pem.replace("\r\n", "\n").strip() + "\n";
        if (!lines.startsWith(BEGIN) || !lines.endsWith(END) || lines.length() < BEGIN.length() + END.length()) {
            throw new IllegalArgumentException("a public key in PEM begins with " + BEGIN.strip() + " and ends with "
                    + END.strip() + "; give the whole text");
        }
        String digits = lines.substring(BEGIN.length(), lines.length() - END.length());
        try {
            return of(Base64.getDecoder().decode(digits.replace("\n", "")));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("this PEM holds no Ed25519 public key; export it again", e);
        }
    }

    /** SubjectPublicKeyInfo (RFC 8410), 44 bytes. */
    public byte[] x509() {
        return key.getEncoded();
    }

    /** The same as text (RFC 7468). */
    public String pem() {
        return BEGIN + Base64.getEncoder().encodeToString(x509()) + END;
    }

    /** False for anything but a right signature of exactly these bytes. */
    public boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifyingKey that && Arrays.equals(x509(), that.x509());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(x509());
    }

    @Override
    public String toString() {
        return "VerifyingKey[" + Base64.getEncoder().encodeToString(x509()) + "]";
    }
}
