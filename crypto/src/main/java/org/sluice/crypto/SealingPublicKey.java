package org.sluice.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** The public half of an owner's {@link SealingKey}: X25519 (RFC 7748). Immutable. */
public final class SealingPublicKey {

    static final int BYTES = 32;
    /** What stands before the 32 bytes of an X25519 key in an X.509 SubjectPublicKeyInfo (RFC 8410). */
    private static final byte[] HEAD = HexFormat.of().parseHex("302a300506032b656e032100");

    private static final String PREFIX = "sluice-sealing-public-1:";

    private final byte[] bytes;

    private SealingPublicKey(byte[] bytes) {
        this.bytes = bytes;
    }

    static SealingPublicKey of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("an X25519 key has 32 bytes");
        }
        return new SealingPublicKey(bytes.clone());
    }

    /** The key behind a text as {@link #text} gives it; nothing for anything else. */
    public static Optional<SealingPublicKey> parse(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
            return Optional.of(bytes)
                    .filter(known -> known.length == BYTES)
                    .map(SealingPublicKey::new)
                    // The last character has spare bits: one key has one text.
                    .filter(key -> key.text().equals(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public String text() {
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The first 16 bytes of SHA-256 over the key, as eight groups of four: to be read aloud and compared. */
    public String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash, 0, 16).replaceAll("(.{4})(?=.)", "$1-");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "this Java cannot do SHA-256; run Sluice on an unchanged JDK 25 or newer", e);
        }
    }

    byte[] bytes() {
        return bytes.clone();
    }

    PublicKey key() {
        byte[] encoded =
                ByteBuffer.allocate(HEAD.length + BYTES).put(HEAD).put(bytes).array();
        try {
            return KeyFactory.getInstance("X25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw SealingKey.missing(e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealingPublicKey that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "SealingPublicKey[" + fingerprint() + "]";
    }
}
