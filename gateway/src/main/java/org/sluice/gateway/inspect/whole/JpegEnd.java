package org.sluice.gateway.inspect.whole;

import java.io.IOException;
import org.sluice.gateway.domain.whole.Ending;

/**
 * The end of a JPEG: segments that say their lengths, and picture data in which every marker is plain, up to EOI (ITU-T T.81,
 * annex B). Segments are passed over, so that the end of a small picture inside them counts for nothing; whatever cameras
 * write behind the end is not looked at.
 */
final class JpegEnd {
    static final String FORMAT = "JPEG";

    private static final int MARKER = 0xFF;
    private static final int END = 0xD9;

    private JpegEnd() {}

    static boolean starts(byte[] head) {
        return Bytes.has(head, 0, 0xFF, 0xD8, 0xFF);
    }

    /** @param most bytes that are read at most; what is longer is not told */
    static Ending look(Bytes file, long most) throws IOException {
        file.place(2);
        while (file.place() < most) {
            int letter = file.next();
            while (letter != MARKER && letter >= 0) {
                letter = file.next();
            }
            while (letter == MARKER) {
                letter = file.next();
            }
            if (letter < 0) {
                return Ending.cutOff(FORMAT, "The picture breaks off before its end (EOI).");
            }
            if (letter == END) {
                return Ending.whole(FORMAT);
            }
            if (!alone(letter)) {
                int length = file.next() << 8 | file.next();
                if (length >= 2) {
                    file.place(Math.min(file.size(), file.place() + length - 2));
                }
            }
        }
        return Ending.untold("It is too long to be followed to its end.");
    }

    /** Markers that no length follows: stuffed bytes, restarts, the start. */
    private static boolean alone(int marker) {
        return marker <= 1 || (marker >= 0xD0 && marker <= 0xD8);
    }
}
