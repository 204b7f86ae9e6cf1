package org.sluice.crypto.age;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Base64 (RFC 4648 section 4) without padding, and only as an encoder writes it. */
final class Base64Text {

    private Base64Text() {}

    static String of(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] bytes(String text) throws AgeRefused {
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new AgeRefused(AgeRefused.Why.HEADER);
        }
        // Java's decoder takes padding and forgets odd bits at the end: two spellings of one header.
        if (!of(decoded).equals(text)) {
            throw new AgeRefused(AgeRefused.Why.HEADER);
        }
        return decoded;
    }

    static byte[] bytes(String text, int length) throws AgeRefused {
        byte[] decoded = bytes(text);
        if (decoded.length != length) {
            throw new AgeRefused(AgeRefused.Why.HEADER);
        }
        return decoded;
    }
}
