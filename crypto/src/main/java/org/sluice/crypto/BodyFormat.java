package org.sluice.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Sizes, marks, places and checksums of a body's records, as FORMAT.md has them. */
final class BodyFormat {

    static final int FRAME = 65_536;
    static final int HEADER = 68;
    static final int RUN_RECORD = 48;
    static final int FRAME_RECORD = 4 + FRAME + Gcm.TAG + 4;
    static final long MOST_FRAMES = 1L << 31;
    static final int PLACE = 4 + BodyId.BYTES + 8;

    static final int KIND = 4;
    static final int RUN = mark("SLRN");
    static final int FULL_FRAME = mark("SLFF");
    static final int END = mark("SLEF");
    static final int CLOSING = mark("SLED");

    private BodyFormat() {}

    private static int mark(String letters) {
        return ByteBuffer.wrap(letters.getBytes(StandardCharsets.US_ASCII)).getInt();
    }

    static byte[] place(int kind, BodyId id, long frame) {
        return ByteBuffer.allocate(PLACE)
                .putInt(kind)
                .put(id.bytes())
                .putLong(frame)
                .array();
    }

    /** CRC32C over a place and a part of a record. */
    static int crc(byte[] place, byte[] record, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(place, 0, place.length);
        crc.update(record, from, to - from);
        return (int) crc.getValue();
    }

    static byte[] runRecord(BodyId id, BodyRun run) {
        ByteBuffer record = ByteBuffer.allocate(RUN_RECORD).putInt(RUN);
        run.put(record);
        byte[] place = place(RUN, id, run.firstFrame());
        return record.putInt(crc(place, record.array(), KIND, RUN_RECORD - 4)).array();
    }

    /** Whether these bytes are the record of some run, whole. */
    static boolean isRunRecord(BodyId id, byte[] record) {
        ByteBuffer bytes = ByteBuffer.wrap(record, KIND, RUN_RECORD - KIND);
        return Arrays.equals(record, runRecord(id, BodyRun.get(bytes)));
    }

    static boolean isWholeFrame(byte[] place, byte[] record) {
        ByteBuffer bytes = ByteBuffer.wrap(record);
        return bytes.getInt(0) == FULL_FRAME
                && bytes.getInt(FRAME_RECORD - 4) == crc(place, record, KIND, FRAME_RECORD - 4);
    }

    /** Fills the part of the array from the file; false when the file ends before. */
    static boolean read(SeekableByteChannel in, long offset, byte[] into, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into, 0, length);
        in.position(offset);
        while (buffer.hasRemaining()) {
            if (in.read(buffer) < 0) {
                return false;
            }
        }
        return true;
    }
}
