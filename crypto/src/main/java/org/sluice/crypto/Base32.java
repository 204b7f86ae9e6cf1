package org.sluice.crypto;

import java.util.Locale;
import java.util.Optional;

/** Crockford's base 32, for what people copy by hand: no I, L, O or U, and I, L and O are read as what they look like. */
final class Base32 {

    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private Base32() {}

    /** Groups of four, apart by dashes; the last digit's spare bits are zero. */
    static String write(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        int digits = 0;
        for (int i = 0; i < bytes.length || bits > 0; i++) {
            if (i < bytes.length) {
                buffer = (buffer << 8) | (bytes[i] & 0xff);
                bits += 8;
            } else {
                buffer <<= 5 - bits;
                bits = 5;
            }
            while (bits >= 5) {
                if (digits > 0 && digits % 4 == 0) {
                    text.append('-');
                }
                text.append(DIGITS.charAt((buffer >> (bits - 5)) & 31));
                bits -= 5;
                digits++;
            }
            buffer &= (1 << bits) - 1;
        }
        return text.toString();
    }

    /** Exactly so many bytes, however they were typed; nothing for anything else. */
    static Optional<byte[]> read(String text, int length) {
        String typed = text.toUpperCase(Locale.ROOT)
                .replace("-", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        if (typed.length() != (length * 8 + 4) / 5) {
            return Optional.empty();
        }
        byte[] bytes = new byte[length];
        int buffer = 0;
        int bits = 0;
        int at = 0;
        for (int i = 0; i < typed.length(); i++) {
            int digit = DIGITS.indexOf(typed.charAt(i));
            if (digit < 0) {
                return Optional.empty();
            }
            buffer = ((buffer << 5) | digit) & 0xfff;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (buffer >> bits);
            }
        }
        return (buffer & ((1 << bits) - 1)) == 0 && at == length ? Optional.of(bytes) : Optional.empty();
    }
}
