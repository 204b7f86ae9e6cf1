package org.sluice.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;

/** An Ed25519 key pair (RFC 8032) by the JDK. Printed as redacted. Safe for several threads. */
public final class SigningKey {

    private static final byte[] PROBE = "sluice.signing-key.probe".getBytes(StandardCharsets.US_ASCII);

    private final PrivateKey key;
    private final VerifyingKey verifyingKey;

    private SigningKey(PrivateKey key, VerifyingKey verifyingKey) {
        this.key = key;
        this.verifyingKey = verifyingKey;
    }

    public static SigningKey generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, random);
            KeyPair pair = generator.generateKeyPair();
            return new SigningKey(pair.getPrivate(), new VerifyingKey(pair.getPublic()));
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /**
     * Reads a private key as {@link #pkcs8} gives it, with the public key that belongs to it.
     *
     * @throws IllegalArgumentException when it is no Ed25519 key, or the two do not belong together
     */
    public static SigningKey of(byte[] pkcs8, VerifyingKey verifyingKey) {
        SigningKey pair;
        try {
            PrivateKey key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            pair = new SigningKey(key, verifyingKey);
        } catch (GeneralSecurityException e) {
            // Without the cause: parsers like to quote what they parse.
            throw new IllegalArgumentException("this is no Ed25519 private key; restore it from a backup");
        }
        if (!verifyingKey.verifies(PROBE, pair.sign(PROBE))) {
            throw new IllegalArgumentException(
                    "private and public key do not belong together; restore both from one backup");
        }
        return pair;
    }

    /** PKCS#8 (RFC 8410), unencrypted: seal it before it rests anywhere. */
    public byte[] pkcs8() {
        return key.getEncoded();
    }

    public VerifyingKey verifyingKey() {
        return verifyingKey;
    }

    /** 64 bytes; the same message always gives the same ones. */
    public byte[] sign(byte[] message) {
        try {
            Signature signing = Signature.getInstance("Ed25519");
            signing.initSign(key);
            signing.update(message);
            return signing.sign();
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    private static IllegalStateException missing(GeneralSecurityException e) {
        return new IllegalStateException("this Java cannot do Ed25519; run Sluice on an unchanged JDK 25 or newer", e);
    }

    @Override
    public String toString() {
        return "SigningKey[redacted]";
    }
}
