package org.sluice.crypto;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret of an authenticator app: codes of six digits by RFC 6238 with HMAC-SHA-1 and steps of 30 seconds, since that is
 * what all the apps do. Printed as redacted, wiped by {@link #close()}. Not safe for several threads.
 *
 * <p>That a step is taken once only is the caller's part: {@link #step} says which one a code belongs to.
 */
public final class TotpSecret implements AutoCloseable {
    /** RFC 4226, section 4: 160 bits are recommended. */
    static final int BYTES = 20;

    private static final int SECONDS = 30;
    /** RFC 6238, section 5.2: one step for slow fingers, and one for a clock that runs ahead. */
    private static final int DRIFT = 1;

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final byte[] bytes;

    private TotpSecret(byte[] bytes) {
        this.bytes = bytes;
    }

    public static TotpSecret generate(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new TotpSecret(bytes);
    }

    /** Takes a copy; the caller wipes its own. */
    public static TotpSecret of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a secret of codes has 20 bytes");
        }
        return new TotpSecret(bytes.clone());
    }

    /** A copy to be sealed; the caller wipes it. */
    public byte[] exposed() {
        return bytes.clone();
    }

    /** The secret as people type it into an app: 32 characters of Base32 (RFC 4648). To be shown once and logged never. */
    public String reveal() {
        StringBuilder text = new StringBuilder();
        int held = 0;
        int bits = 0;
        for (byte one : bytes) {
            held = held << 8 | (one & 255);
            for (bits += 8; bits >= 5; bits -= 5) {
                text.append(ALPHABET.charAt(held >> (bits - 5) & 31));
            }
        }
        return text.toString();
    }

    /** What an app reads from a QR code (the "Key URI Format" that all apps share). To be shown once and logged never. */
    public String uri(String issuer, String account) {
        return "otpauth://totp/" + encoded(issuer) + ":" + encoded(account) + "?secret=" + reveal() + "&issuer="
                + encoded(issuer);
    }

    /**
     * The step to which the code belongs, if it is one of now, of the step before or of the one after, and later than
     * {@code after}. All steps are computed and compared whatever the code is.
     */
    public OptionalLong step(String code, Instant now, long after) {
        byte[] given = code.strip().getBytes(StandardCharsets.UTF_8);
        long current = Math.floorDiv(now.getEpochSecond(), SECONDS);
        OptionalLong found = OptionalLong.empty();
        for (long step = current - DRIFT; step <= current + DRIFT; step++) {
            boolean same = MessageDigest.isEqual(given, code(step, 6).getBytes(StandardCharsets.UTF_8));
            if (same && step > after) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    /** RFC 4226, section 5.3. */
    String code(long step, int digits) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(bytes, "RAW"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
            int number = ByteBuffer.wrap(hash, hash[hash.length - 1] & 15, 4).getInt() & Integer.MAX_VALUE;
            int most = 1;
            for (int i = 0; i < digits; i++) {
                most *= 10;
            }
            return String.format(Locale.ROOT, "%0" + digits + "d", number % most);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "this Java cannot do HMAC-SHA-1; run Sluice on an unchanged JDK 25 or newer", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "TotpSecret[redacted]";
    }
}
