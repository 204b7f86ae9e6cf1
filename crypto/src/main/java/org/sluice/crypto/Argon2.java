package org.sluice.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106), version 0x13, and its PHC string. Bouncy Castle's, since the JDK has no Argon2.
 *
 * @param memory KiB
 * @param passes over the memory
 * @param lanes computed one after another here
 */
record Argon2(int memory, int passes, int lanes) {

    /**
     * What new hashes cost: 64 MiB and two passes. Measured with this code on one core of a 2-core virtual machine, JDK 25:
     * 135 to 190 ms once compiled, three times that for the first. OWASP asks for 46 MiB and one pass, or as much work.
     */
    static final Argon2 COST = new Argon2(65_536, 2, 1);

    static final int SALT = 16;
    static final int HASH = 32;

    private static final int MOST_MEMORY = 65_536;
    private static final int MOST_PASSES = 6;
    private static final int MOST_LANES = 4;
    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=([1-9]\\d{0,4}),t=([1-9]),p=([1-9])\\$([A-Za-z0-9+/]{11,43})\\$([A-Za-z0-9+/]{43})");

    /** A stored hash and how it was made. */
    static final class Stored {
        final Argon2 cost;
        final byte[] salt;
        final byte[] hash;

        Stored(Argon2 cost, byte[] salt, byte[] hash) {
            this.cost = cost;
            this.salt = salt;
            this.hash = hash;
        }
    }

    byte[] hash(byte[] password, byte[] salt) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[HASH];
        generator.generateBytes(password, hash);
        return hash;
    }

    String phc(byte[] salt, byte[] hash) {
        return phc(salt) + "$" + base64(hash);
    }

    /** A PHC string without a hash: how to make one. */
    String phc(byte[] salt) {
        return "$argon2id$v=19$m=" + memory + ",t=" + passes + ",p=" + lanes + "$" + base64(salt);
    }

    /** Nothing for whatever is not exactly such a string within the bounds: a forged row must not exhaust memory. */
    static Optional<Stored> parse(String phc) {
        Matcher parts = PHC.matcher(phc);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int memory = Integer.parseInt(parts.group(1));
        int passes = Integer.parseInt(parts.group(2));
        int lanes = Integer.parseInt(parts.group(3));
        byte[] salt = bytes(parts.group(4));
        byte[] hash = bytes(parts.group(5));
        if (memory > MOST_MEMORY
                || memory < 8 * lanes
                || passes > MOST_PASSES
                || lanes > MOST_LANES
                || salt.length < 8
                || hash.length != HASH) {
            return Optional.empty();
        }
        return Optional.of(new Stored(new Argon2(memory, passes, lanes), salt, hash));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Empty for anything that the same bytes would not be written as. */
    private static byte[] bytes(String digits) {
        try {
            byte[] bytes = Base64.getDecoder().decode(digits.getBytes(StandardCharsets.US_ASCII));
            return base64(bytes).equals(digits) ? bytes : new byte[0];
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
