package org.sluice.gateway.inspect.whole;

import java.io.IOException;
import org.sluice.gateway.domain.whole.Ending;

/**
 * The end of a ZIP, and so of every newer office file: its last record says how long the list of contents before it is and
 * where that begins (PKWARE APPNOTE 6.3.10, sections 4.3.14 to 4.3.16). In a file that lost its end, or a piece from its
 * middle, they do not meet; nor do those of another ZIP that is stored inside it.
 */
final class ZipEnd {
    static final String FORMAT = "ZIP";

    private static final int RECORD = 22;
    private static final int LONGEST_COMMENT = 65_535;
    private static final int LOCATOR = 20;
    private static final int RECORD_64 = 56;
    private static final long IN_ZIP64 = 0xFFFF_FFFFL;

    private ZipEnd() {}

    static boolean starts(byte[] head) {
        return Bytes.has(head, 0, 'P', 'K', 3, 4) || Bytes.has(head, 0, 'P', 'K', 5, 6);
    }

    static Ending look(Bytes file) throws IOException {
        int length = (int) Math.min(file.size(), RECORD + LONGEST_COMMENT);
        long from = file.size() - length;
        byte[] tail = file.at(from, length);
        for (int i = tail.length - RECORD; i >= 0; i--) {
            if (!Bytes.has(tail, i, 'P', 'K', 5, 6) || i + RECORD + Bytes.u16(tail, i + 20) > tail.length) {
                continue;
            }
            if (meets(file, from + i, Bytes.u32(tail, i + 12), Bytes.u32(tail, i + 16))) {
                return Bytes.u16(tail, i + 4) == 0 || Bytes.u16(tail, i + 4) == 0xFFFF
                        ? Ending.whole(FORMAT)
                        : Ending.untold("It is one part of a ZIP that was split.");
            }
        }
        return Ending.cutOff(FORMAT, "Its list of contents, which stands at the end, is missing or broken off.");
    }

    private static boolean meets(Bytes file, long record, long listLength, long listAt) throws IOException {
        byte[] locator = file.at(record - LOCATOR, LOCATOR);
        if (Bytes.has(locator, 0, 'P', 'K', 6, 7)) {
            long at64 = Bytes.u64(locator, 8);
            byte[] record64 = file.at(at64, RECORD_64);
            if (record64.length == RECORD_64
                    && Bytes.has(record64, 0, 'P', 'K', 6, 6)
                    && at64 + 12 + Bytes.u64(record64, 4) == record - LOCATOR) {
                return list(file, Bytes.u64(record64, 48), Bytes.u64(record64, 40), at64);
            }
        }
        return listAt != IN_ZIP64 && list(file, listAt, listLength, record);
    }

    private static boolean list(Bytes file, long at, long length, long end) throws IOException {
        return at >= 0
                && length >= 0
                && at <= end
                && length == end - at
                && (length == 0 || Bytes.has(file.at(at, 4), 0, 'P', 'K', 1, 2));
    }
}
