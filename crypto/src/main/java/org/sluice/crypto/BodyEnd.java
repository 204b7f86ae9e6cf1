package org.sluice.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The last record of a finished body: length, directory of runs, final frame (FORMAT.md, "End record"). */
final class BodyEnd {

    private static final int FIXED = 16;
    private static final int LINE = 8 + BodyRun.SALT;
    private static final int TRAILER = 12;

    private final BodyRuns runs;
    private final long length;
    private final byte[] record;

    private BodyEnd(BodyRuns runs, long length, byte[] record) {
        this.runs = runs;
        this.length = length;
        this.record = record;
    }

    /** Seals the rest of the body under its last run. */
    static byte[] seal(BodyId id, BodyRuns runs, long length, byte[] rest, FrameCipher cipher) {
        int size = Math.toIntExact(length % BodyFormat.FRAME);
        int sealedAt = FIXED + LINE * runs.count();
        byte[] record = new byte[sealedAt + size + Gcm.TAG + TRAILER];
        ByteBuffer fields = ByteBuffer.wrap(record);
        fields.putInt(BodyFormat.END).putInt(runs.count()).putLong(length);
        runs.all().forEach(run -> run.put(fields));
        long frame = length / BodyFormat.FRAME;
        byte[] bound = Arrays.copyOfRange(record, BodyFormat.KIND, sealedAt);
        byte[] place = BodyFormat.place(BodyFormat.END, id, frame);
        cipher.seal(frame, place, bound, rest, 0, size, record, sealedAt);
        fields.position(record.length - TRAILER);
        fields.putInt(BodyFormat.crc(place, record, BodyFormat.KIND, record.length - TRAILER));
        fields.putInt(record.length).putInt(BodyFormat.CLOSING);
        return record;
    }

    /** All that can be checked without keys: marks, sizes, order of the runs, checksum. */
    static BodyEnd read(SeekableByteChannel in, BodyId id) throws IOException {
        long size = in.size();
        byte[] trailer = new byte[8];
        if (size < BodyFormat.HEADER + BodyFormat.RUN_RECORD + FIXED + LINE + Gcm.TAG + TRAILER
                || !BodyFormat.read(in, size - trailer.length, trailer, trailer.length)) {
            throw new BodyDamaged(id);
        }
        int recordSize = ByteBuffer.wrap(trailer).getInt(0);
        int most = FIXED + LINE * BodyRuns.MOST + BodyFormat.FRAME - 1 + Gcm.TAG + TRAILER;
        if (ByteBuffer.wrap(trailer).getInt(4) != BodyFormat.CLOSING
                || recordSize < FIXED + LINE + Gcm.TAG + TRAILER
                || recordSize > Math.min(most, size)) {
            throw new BodyDamaged(id);
        }
        byte[] record = new byte[recordSize];
        if (!BodyFormat.read(in, size - recordSize, record, recordSize)) {
            throw new BodyDamaged(id);
        }
        ByteBuffer fields = ByteBuffer.wrap(record);
        int kind = fields.getInt();
        int count = fields.getInt();
        long length = fields.getLong();
        long finalFrame = length / BodyFormat.FRAME;
        if (kind != BodyFormat.END
                || count < 1
                || count > BodyRuns.MOST
                || length < 0
                || finalFrame >= BodyFormat.MOST_FRAMES
                || recordSize != FIXED + LINE * count + length % BodyFormat.FRAME + Gcm.TAG + TRAILER) {
            throw new BodyDamaged(id);
        }
        List<BodyRun> directory = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            directory.add(BodyRun.get(fields));
        }
        BodyRuns runs = new BodyRuns(directory);
        byte[] place = BodyFormat.place(BodyFormat.END, id, finalFrame);
        if (!runs.inOrder(finalFrame)
                || runs.offsetOf(finalFrame) != size - recordSize
                || fields.getInt(recordSize - TRAILER)
                        != BodyFormat.crc(place, record, BodyFormat.KIND, recordSize - TRAILER)) {
            throw new BodyDamaged(id);
        }
        return new BodyEnd(runs, length, record);
    }

    BodyRuns runs() {
        return runs;
    }

    long length() {
        return length;
    }

    long finalFrame() {
        return length / BodyFormat.FRAME;
    }

    long offset() {
        return runs.offsetOf(finalFrame());
    }

    /** The plain bytes of the final frame, once its tag fits the length and the directory. */
    byte[] open(BodyId id, FrameCipher cipher) throws BodyDamaged {
        int sealedAt = FIXED + LINE * runs.count();
        byte[] plain = new byte[(int) (length % BodyFormat.FRAME)];
        byte[] bound = Arrays.copyOfRange(record, BodyFormat.KIND, sealedAt);
        byte[] place = BodyFormat.place(BodyFormat.END, id, finalFrame());
        cipher.open(finalFrame(), place, bound, record, sealedAt, plain.length, plain);
        return plain;
    }

    /** Whether each run record lies where the directory says, and says the same. */
    boolean runRecordsFit(SeekableByteChannel in, BodyId id) throws IOException {
        byte[] found = new byte[BodyFormat.RUN_RECORD];
        for (int i = 0; i < runs.count(); i++) {
            if (!BodyFormat.read(in, runs.offsetOfRunRecord(i), found, found.length)
                    || !Arrays.equals(found, BodyFormat.runRecord(id, runs.get(i)))) {
                return false;
            }
        }
        return true;
    }
}
