package org.sluice.gateway.testkit;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a person's telephone does with the secret it was given: RFC 6238 once more, written by itself. */
public final class AuthenticatorApp {
    private final byte[] secret;

    /** @param typed the secret in Base32, as it was shown */
    public AuthenticatorApp(String typed) {
        java.math.BigInteger bits = java.math.BigInteger.ZERO;
        for (int i = 0; i < typed.length(); i++) {
            bits = bits.shiftLeft(5)
                    .or(java.math.BigInteger.valueOf("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(typed.charAt(i))));
        }
        byte[] bytes = bits.toByteArray();
        secret = new byte[typed.length() * 5 / 8];
        int kept = Math.min(bytes.length, secret.length);
        System.arraycopy(bytes, bytes.length - kept, secret, secret.length - kept, kept);
    }

    public String code(Instant now) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "RAW"));
            byte[] hash = mac.doFinal(
                    ByteBuffer.allocate(8).putLong(now.getEpochSecond() / 30).array());
            int from = hash[19] & 15;
            int number =
                    ByteBuffer.wrap(Arrays.copyOfRange(hash, from, from + 4)).getInt() & Integer.MAX_VALUE;
            return String.format(Locale.ROOT, "%06d", number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
