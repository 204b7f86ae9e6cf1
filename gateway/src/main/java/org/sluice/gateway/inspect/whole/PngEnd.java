package org.sluice.gateway.inspect.whole;

import java.io.IOException;
import org.sluice.gateway.domain.whole.Ending;

/** The end of a PNG: chunks that say their lengths, the last of which is IEND (PNG, third edition, sections 5.3 and 5.6). */
final class PngEnd {
    static final String FORMAT = "PNG";

    private static final int SIGNATURE = 8;
    /** Bytes of a chunk besides its data: length, name, checksum. */
    private static final int AROUND = 12;

    private static final int MOST_CHUNKS = 1_000_000;

    private PngEnd() {}

    static boolean starts(byte[] head) {
        return Bytes.has(head, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n');
    }

    static Ending look(Bytes file) throws IOException {
        long at = SIGNATURE;
        for (int chunks = 0; chunks < MOST_CHUNKS; chunks++) {
            byte[] begin = file.at(at, 8);
            if (begin.length < 8) {
                return Ending.cutOff(FORMAT, "Its last part (IEND) is missing.");
            }
            long end = at + AROUND + length(begin);
            if (end > file.size()) {
                return Ending.cutOff(FORMAT, "It breaks off in the middle of a part.");
            }
            if (Bytes.has(begin, 4, 'I', 'E', 'N', 'D')) {
                return Ending.whole(FORMAT);
            }
            at = end;
        }
        return Ending.untold("It has too many parts to be followed to its end.");
    }

    private static long length(byte[] chunk) {
        return (chunk[0] & 0xFFL) << 24 | (chunk[1] & 0xFF) << 16 | (chunk[2] & 0xFF) << 8 | (chunk[3] & 0xFF);
    }
}
