package org.sluice.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * 256 random bits that let their holder do something: a link, a session, an API token. Stored only as {@link #hash}.
 * Equal in constant time, printed as redacted. Immutable.
 */
public final class Token {

    private static final int BYTES = 32;
    private static final int CHARACTERS = 43;

    private final byte[] bytes;

    private Token(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Token random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Token(bytes);
    }

    /** Reads exactly what {@link #reveal} writes; nothing for all else. */
    public static Optional<Token> parse(String text) {
        if (text.length() != CHARACTERS) {
            return Optional.empty();
        }
        try {
            Token token = new Token(Base64.getUrlDecoder().decode(text));
            // The last character has two spare bits: a second spelling of a token would be a second name for one thing.
            return token.reveal().equals(text) ? Optional.of(token) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** 43 characters of base64url, safe in a URL and a header. */
    public String reveal() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A copy that the caller wipes: for keys that are derived from it. */
    byte[] exposed() {
        return bytes.clone();
    }

    /** SHA-256 of the 32 bytes, as 64 lower-case hexadecimal digits: what is stored and looked up. */
    public String hash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(
                    "this Java cannot do SHA-256; run Sluice on an unchanged JDK 25 or newer", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Token that && MessageDigest.isEqual(bytes, that.bytes);
    }

    /** The same for all tokens: a hash of the bytes would say something about them. */
    @Override
    public int hashCode() {
        return Token.class.hashCode();
    }

    @Override
    public String toString() {
        return "Token[redacted]";
    }
}
