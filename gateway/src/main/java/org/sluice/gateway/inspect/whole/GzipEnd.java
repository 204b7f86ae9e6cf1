package org.sluice.gateway.inspect.whole;

import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.sluice.gateway.domain.whole.Ending;

/**
 * The end of a gzip file: each of its members ends with the checksum and the length of what it unpacks to (RFC 1952, section
 * 2.3), so all of it is unpacked, within bounds, and thrown away.
 */
final class GzipEnd {
    static final String FORMAT = "gzip";

    private static final int HEADER_CHECK = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private static final String BROKEN_OFF = "It breaks off before the checksum at its end.";

    private final Bytes file;
    private final byte[] unpacked = new byte[64 << 10];
    private long left;

    private GzipEnd(Bytes file, long most) {
        this.file = file;
        this.left = most;
    }

    static boolean starts(byte[] head) {
        return Bytes.has(head, 0, 0x1F, 0x8B, 8);
    }

    /** @param most bytes that are unpacked at most; what is longer is not told */
    static Ending look(Bytes file, long most) throws IOException {
        return new GzipEnd(file, most).look();
    }

    private Ending look() throws IOException {
        file.place(0);
        Inflater inflater = new Inflater(true);
        try {
            while (true) {
                if (!header()) {
                    return cutOff("It breaks off in its first lines.");
                }
                inflater.reset();
                if (!body(inflater)) {
                    return left < 0 ? Ending.untold("It is too long to be unpacked to its end.") : cutOff(BROKEN_OFF);
                }
                int first = file.next();
                if (first != 0x1F) {
                    // Nothing more, or what tapes and some tools leave behind, which every reader passes over.
                    return Ending.whole(FORMAT);
                }
            }
        } catch (DataFormatException e) {
            return cutOff("It can't be unpacked to its end.");
        } finally {
            inflater.end();
        }
    }

    /** The head of a member whose first byte may have been taken; false where it breaks off or is none. */
    private boolean header() throws IOException {
        if (file.place() == 0) {
            file.next();
        }
        if (file.next() != 0x8B || file.next() != 8) {
            return false;
        }
        int flags = file.next();
        skip(6);
        if ((flags & EXTRA) != 0) {
            int length = file.next() | file.next() << 8;
            skip(Math.max(0, length));
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CHECK) != 0) {
            skip(2);
        }
        return file.place() < file.size();
    }

    private void skip(long bytes) {
        file.place(Math.min(file.size(), file.place() + bytes));
    }

    private void skipText() throws IOException {
        int letter = file.next();
        while (letter > 0) {
            letter = file.next();
        }
    }

    /** Unpacks one member and compares its trailer; false where that is missing or another, or the bound was reached. */
    private boolean body(Inflater inflater) throws IOException, DataFormatException {
        CRC32 sum = new CRC32();
        while (!inflater.finished()) {
            if (inflater.needsInput()) {
                byte[] some = file.some();
                if (some.length == 0) {
                    return false;
                }
                inflater.setInput(some);
            }
            int got = inflater.inflate(unpacked);
            if (got == 0 && inflater.needsDictionary()) {
                return false;
            }
            sum.update(unpacked, 0, got);
            left -= got;
            if (left < 0) {
                return false;
            }
        }
        file.place(file.place() - inflater.getRemaining());
        byte[] trailer = file.at(file.place(), 8);
        skip(8);
        return trailer.length == 8
                && Bytes.u32(trailer, 0) == sum.getValue()
                && Bytes.u32(trailer, 4) == (inflater.getBytesWritten() & 0xFFFF_FFFFL);
    }

    private static Ending cutOff(String why) {
        return Ending.cutOff(FORMAT, why);
    }
}
