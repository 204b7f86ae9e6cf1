package org.sluice.crypto;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Names a body in the blob store: 16 random bytes, written as 32 lower-case hexadecimal digits. No secret. */
public record BodyId(String hex) {

    static final int BYTES = 16;

    public BodyId {
        // Ids become file names and object keys, so nothing but the one spelling may pass.
        if (!hex.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("a body id has 32 lower-case hexadecimal digits");
        }
    }

    public static BodyId random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return of(bytes);
    }

    static BodyId of(byte[] bytes) {
        return new BodyId(HexFormat.of().formatHex(bytes));
    }

    /** The 16 bytes, in an array of the caller's own. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
