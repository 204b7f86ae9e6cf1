package org.sluice.crypto.age;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.Optional;

/** Bech32 (BIP 173) without its limit of 90 characters, as age spells keys. */
final class Bech32 {

    private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int CHECKSUM = 6;
    /** Longer than any key; a bound for what strangers type. */
    private static final int LONGEST = 4096;

    private Bech32() {}

    /** In lower case. */
    static String encode(String prefix, byte[] data) {
        byte[] fives = regroup(data, 8, 5, true).orElseThrow();
        StringBuilder spelled = new StringBuilder(prefix).append('1');
        for (byte five : fives) {
            spelled.append(ALPHABET.charAt(five));
        }
        int sum = polymod(prefix, fives, new byte[CHECKSUM]) ^ 1;
        for (int i = 0; i < CHECKSUM; i++) {
            spelled.append(ALPHABET.charAt((sum >> (5 * (CHECKSUM - 1 - i))) & 31));
        }
        return spelled.toString();
    }

    /** The data behind this prefix (in lower case); nothing if it is misspelled in any way or mixes cases. */
    static Optional<byte[]> decode(String prefix, String spelled) {
        String lower = spelled.toLowerCase(Locale.ROOT);
        boolean oneCase = spelled.equals(lower) || spelled.equals(spelled.toUpperCase(Locale.ROOT));
        int start = prefix.length() + 1;
        if (!oneCase
                || spelled.length() > LONGEST
                || spelled.length() < start + CHECKSUM
                || !lower.startsWith(prefix + "1")) {
            return Optional.empty();
        }
        byte[] fives = new byte[lower.length() - start];
        for (int i = 0; i < fives.length; i++) {
            int five = ALPHABET.indexOf(lower.charAt(start + i));
            if (five < 0) {
                return Optional.empty();
            }
            fives[i] = (byte) five;
        }
        if (polymod(prefix, fives, new byte[0]) != 1) {
            return Optional.empty();
        }
        byte[] data = new byte[fives.length - CHECKSUM];
        System.arraycopy(fives, 0, data, 0, data.length);
        return regroup(data, 5, 8, false);
    }

    private static int polymod(String prefix, byte[] fives, byte[] end) {
        int sum = 1;
        for (int i = 0; i < prefix.length(); i++) {
            sum = step(sum, prefix.charAt(i) >> 5);
        }
        sum = step(sum, 0);
        for (int i = 0; i < prefix.length(); i++) {
            sum = step(sum, prefix.charAt(i) & 31);
        }
        for (byte five : fives) {
            sum = step(sum, five);
        }
        for (byte five : end) {
            sum = step(sum, five);
        }
        return sum;
    }

    private static int step(int sum, int value) {
        int next = ((sum & 0x1ffffff) << 5) ^ value;
        for (int i = 0; i < GENERATOR.length; i++) {
            if (((sum >> 25 >> i) & 1) == 1) {
                next ^= GENERATOR[i];
            }
        }
        return next;
    }

    private static Optional<byte[]> regroup(byte[] from, int bits, int toBits, boolean pad) {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        int held = 0;
        int count = 0;
        for (byte one : from) {
            held = ((held << bits) | (one & ((1 << bits) - 1))) & 0xfff;
            count += bits;
            while (count >= toBits) {
                count -= toBits;
                to.write((held >> count) & ((1 << toBits) - 1));
            }
        }
        int rest = held & ((1 << count) - 1);
        if (pad) {
            if (count > 0) {
                to.write(rest << (toBits - count));
            }
        } else if (count >= bits || rest != 0) {
            return Optional.empty();
        }
        return Optional.of(to.toByteArray());
    }
}
