package org.sluice.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.KeyAgreement;

/**
 * The key with which an owner opens what was sealed at rest: X25519 (RFC 7748) by the JDK. It is made on the owner's own
 * machine and never reaches a gateway. Printed as redacted, wiped by {@link #close()}.
 */
public final class SealingKey implements AutoCloseable {

    /** What stands before the 32 bytes of an X25519 key in a PKCS#8 structure (RFC 8410). */
    private static final byte[] HEAD = HexFormat.of().parseHex("302e020100300506032b656e04220420");

    private static final byte[] INFO = "sluice.sealed.1.owner".getBytes(StandardCharsets.US_ASCII);
    private static final String PREFIX = "sluice-sealing-key-1:";
    /** RFC 7748, section 6.1: u = 9. */
    private static final byte[] BASE_POINT = basePoint();

    private final KeyBytes bytes;
    private final SealingPublicKey publicKey;

    private SealingKey(KeyBytes bytes) {
        this.bytes = bytes;
        this.publicKey = SealingPublicKey.of(product(bytes, SealingPublicKey.of(BASE_POINT)));
    }

    public static SealingKey generate(SecureRandom random) {
        return new SealingKey(KeyBytes.random(random));
    }

    /** The key behind a text as {@link #reveal} gives it; nothing for anything else. */
    public static Optional<SealingKey> parse(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
            try {
                return bytes.length == KeyBytes.LENGTH
                        ? Optional.of(new SealingKey(KeyBytes.copyOf(bytes)))
                        : Optional.empty();
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** One line of text for a file that the owner alone may read. */
    public String reveal() {
        byte[] raw = bytes.exposed();
        try {
            return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
        } finally {
            Arrays.fill(raw, (byte) 0);
        }
    }

    public SealingPublicKey publicKey() {
        return publicKey;
    }

    /** A key that two sides agreed on, for one wrap. */
    record Agreed(KeyBytes bytes) implements AutoCloseable {
        @Override
        public void close() {
            bytes.wipe();
        }
    }

    /** @throws WrapRefused when the other key is of low order and would give the same secret to everybody */
    Agreed agree(SealingPublicKey other, SealingPublicKey ephemeral, SealingPublicKey owner) throws WrapRefused {
        byte[] shared;
        try {
            shared = product(bytes, other);
        } catch (IllegalArgumentException e) {
            throw new WrapRefused();
        }
        byte[] salt = ByteBuffer.allocate(2 * SealingPublicKey.BYTES)
                .put(ephemeral.bytes())
                .put(owner.bytes())
                .array();
        byte[] key = Hkdf.derive(shared, salt, INFO);
        try {
            return new Agreed(KeyBytes.copyOf(key));
        } finally {
            Arrays.fill(shared, (byte) 0);
            Arrays.fill(key, (byte) 0);
        }
    }

    private static byte[] product(KeyBytes secret, SealingPublicKey point) {
        byte[] raw = secret.exposed();
        byte[] encoded =
                ByteBuffer.allocate(HEAD.length + raw.length).put(HEAD).put(raw).array();
        try {
            PrivateKey key = KeyFactory.getInstance("X25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(key);
            agreement.doPhase(point.key(), true);
            return agreement.generateSecret();
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("a key of low order agrees on nothing secret");
        } catch (GeneralSecurityException e) {
            throw missing(e);
        } finally {
            Arrays.fill(raw, (byte) 0);
            Arrays.fill(encoded, (byte) 0);
        }
    }

    private static byte[] basePoint() {
        byte[] nine = new byte[SealingPublicKey.BYTES];
        nine[0] = 9;
        return nine;
    }

    static IllegalStateException missing(GeneralSecurityException e) {
        return new IllegalStateException("this Java cannot do X25519; run Sluice on an unchanged JDK 25 or newer", e);
    }

    @Override
    public void close() {
        bytes.wipe();
    }

    @Override
    public String toString() {
        return "SealingKey[redacted]";
    }
}
