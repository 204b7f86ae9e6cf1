package org.sluice.crypto.pgp;

import java.io.IOException;
import java.io.InputStream;
import org.bouncycastle.bcpg.PacketTags;

/** Tells encrypted OpenPGP messages from other files. */
public final class PgpMessage {
    /** A message for more keys than this is taken for none. */
    private static final int MOST = 1000;

    /** A wrapped session key: an RSA number of 16,384 bits and what stands around it. */
    private static final int LONGEST_KEY = 4096;

    private PgpMessage() {}

    /**
     * Whether it begins with one or more wrapped session keys and encrypted data with integrity protection behind them (RFC
     * 9580, section 10.3), not armoured. Reads no further.
     */
    public static boolean begins(InputStream in) throws IOException {
        for (int keys = 0; keys <= MOST; keys++) {
            int head = in.read();
            boolean current = (head & 0xc0) == 0xc0;
            if (head < 0 || (head & 0x80) == 0) {
                return false;
            }
            int tag = current ? head & 0x3f : (head >> 2) & 0x0f;
            if (tag == PacketTags.SYM_ENC_INTEGRITY_PRO) {
                return keys > 0 && current && protectedData(in);
            }
            if (tag != PacketTags.PUBLIC_KEY_ENC_SESSION && tag != PacketTags.SYMMETRIC_KEY_ENC_SESSION) {
                return false;
            }
            long length = current ? current(in) : legacy(in, head & 3);
            if (length < 2 || length > LONGEST_KEY || in.readNBytes((int) length).length < length) {
                return false;
            }
        }
        return false;
    }

    private static boolean protectedData(InputStream in) throws IOException {
        int first = in.read();
        // Of content, the length of its first part may stand here, or of all of it.
        int more = first < 192 || (first >= 224 && first < 255) ? 0 : first == 255 ? 4 : 1;
        if (first < 0 || in.readNBytes(more).length < more) {
            return false;
        }
        int version = in.read();
        return version == 1 || version == 2;
    }

    private static long current(InputStream in) throws IOException {
        int first = in.read();
        if (first < 192) {
            return first;
        }
        if (first < 224) {
            int second = in.read();
            return second < 0 ? -1 : ((first - 192) << 8) + second + 192;
        }
        return first == 255 ? number(in, 4) : -1;
    }

    private static long legacy(InputStream in, int type) throws IOException {
        return type == 3 ? -1 : number(in, 1 << type);
    }

    private static long number(InputStream in, int octets) throws IOException {
        long number = 0;
        for (byte one : in.readNBytes(octets)) {
            number = (number << 8) | (one & 0xff);
        }
        return number;
    }
}
