package org.sluice.crypto;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes one run of a body (FORMAT.md, "Writing, and what a crash leaves").
 *
 * <p>Only full frames are stored before {@link #finish}; what {@link #length} counts beyond {@link #storedLength} is lost
 * when the writer is closed without it. A stored frame is durable after {@link #force}. Once an operation has failed, the
 * writer stays failed and repeats its first error; the body can be resumed.
 *
 * <p>Not thread-safe, and one writer at a time for a body: nothing here locks the file.
 */
public final class BodyWriter implements Closeable {

    /** Plain bytes in a full frame. */
    public static final int FRAME = BodyFormat.FRAME;

    private static final byte[] NOTHING = new byte[0];

    private final BodyFile out;
    private final BodyId id;
    private final BodyRuns runs;
    private final FrameCipher cipher;
    private final byte[] plain = new byte[FRAME];
    private final byte[] record = new byte[BodyFormat.FRAME_RECORD];
    private final byte[] place;
    private byte[] unwritten;
    private long frames;
    private int filled;
    private boolean finished;
    private boolean closed;
    private @Nullable IOException failure;

    private BodyWriter(BodyFile out, BodyId id, List<BodyRun> runs, FrameCipher cipher, byte[] unwritten, long frames) {
        this.out = out;
        this.id = id;
        this.runs = new BodyRuns(runs);
        this.cipher = cipher;
        this.unwritten = unwritten;
        this.frames = frames;
        this.place = BodyFormat.place(BodyFormat.FULL_FRAME, id, frames);
        ByteBuffer.wrap(record).putInt(0, BodyFormat.FULL_FRAME);
    }

    /**
     * Begins a body in an empty file, which the writer then owns and closes. The key may be closed once this returns.
     *
     * @throws IOException when the file is not empty, or cannot be written
     */
    public static BodyWriter create(BodyFile out, BodyId id, DataKey key, SecureRandom random) throws IOException {
        return create(out, id, key, random, FrameCipher.Witness.NONE);
    }

    static BodyWriter create(BodyFile out, BodyId id, DataKey key, SecureRandom random, FrameCipher.Witness witness)
            throws IOException {
        if (out.size() != 0) {
            throw new IOException("the file for body " + id.hex() + " is not empty; resume it, or use a new body");
        }
        return begin(out, id, key, random, witness);
    }

    /** As the other one, for callers who need nothing of what is stored already. */
    public static BodyWriter resume(BodyFile out, BodyId id, DataKey key, SecureRandom random) throws IOException {
        return resume(out, id, key, random, PlainBytes.NOBODY);
    }

    /**
     * Goes on with an unfinished body in a new run, behind its last whole frame: {@link #length} says where. Reads and
     * checks all that is stored, handing it to {@code stored} on the way, so that a running SHA-256 can be rebuilt in the
     * same pass. A torn tail is cut off. When this throws, what {@code stored} got is worth nothing, and the file still
     * belongs to the caller.
     *
     * @throws BodyFinished when the body has its end record
     * @throws BodyDamaged when the key is another one, or a frame was changed rather than torn
     */
    public static BodyWriter resume(BodyFile out, BodyId id, DataKey key, SecureRandom random, PlainBytes stored)
            throws IOException {
        return resume(out, id, key, random, stored, FrameCipher.Witness.NONE);
    }

    static BodyWriter resume(
            BodyFile out, BodyId id, DataKey key, SecureRandom random, PlainBytes stored, FrameCipher.Witness witness)
            throws IOException {
        boolean tooShortForAFrame =
                out.size() < BodyFormat.HEADER + BodyFormat.RUN_RECORD + (long) BodyFormat.FRAME_RECORD;
        if (tooShortForAFrame && !BodyHeader.isThere(out)) {
            out.truncate(0);
            return begin(out, id, key, random, witness);
        }
        BodyHeader.check(out, id, key);
        BodyWalk.Found found = BodyWalk.walk(out, id, new FrameOpener(id, key, stored));
        if (found.finished()) {
            throw new BodyFinished(id);
        }
        if (found.runs().size() >= BodyRuns.MOST) {
            throw new IOException("body " + id.hex() + " was interrupted too often to go on; upload the file anew");
        }
        out.truncate(found.end());
        out.position(found.end());
        BodyRun run = BodyRun.fresh(found.frames(), random);
        List<BodyRun> runs = new ArrayList<>(found.runs());
        runs.add(run);
        FrameCipher cipher = new FrameCipher(id, run, key, witness);
        return new BodyWriter(out, id, runs, cipher, BodyFormat.runRecord(id, run), found.frames());
    }

    private static BodyWriter begin(
            BodyFile out, BodyId id, DataKey key, SecureRandom random, FrameCipher.Witness witness) throws IOException {
        out.position(0);
        BodyRun run = BodyRun.fresh(0, random);
        byte[] start = joined(BodyHeader.of(id, key), BodyFormat.runRecord(id, run));
        return new BodyWriter(out, id, List.of(run), new FrameCipher(id, run, key, witness), start, 0);
    }

    /** Takes bytes; stores each frame as it fills up. */
    public void write(byte[] bytes, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, bytes.length);
        guarded(() -> take(bytes, from, length));
    }

    /** Plain bytes in full frames already handed to the file; durable after {@link #force}. */
    public long storedLength() {
        return frames * FRAME;
    }

    /** Plain bytes accepted so far, what earlier runs stored and the unsealed rest included. */
    public long length() {
        return storedLength() + filled;
    }

    /** Makes the stored frames durable. */
    public void force() throws IOException {
        guarded(out::force);
    }

    /** Writes the end and makes the whole body durable. The writer takes nothing afterwards. */
    public void finish() throws IOException {
        guarded(() -> {
            writeFully(joined(unwritten, BodyEnd.seal(id, runs, length(), plain, cipher)));
            unwritten = NOTHING;
            out.force();
            finished = true;
        });
    }

    /** Closes the file. Without {@link #finish} before, the body stays unfinished and can be resumed. */
    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            Arrays.fill(plain, (byte) 0);
            out.close();
        }
    }

    private void take(byte[] bytes, int from, int length) throws IOException {
        int next = from;
        int left = length;
        while (left > 0) {
            if (filled == 0 && left >= FRAME) {
                store(bytes, next);
                next += FRAME;
                left -= FRAME;
                continue;
            }
            int part = Math.min(left, FRAME - filled);
            System.arraycopy(bytes, next, plain, filled, part);
            filled += part;
            next += part;
            left -= part;
            if (filled == FRAME) {
                store(plain, 0);
                filled = 0;
            }
        }
    }

    private void store(byte[] bytes, int from) throws IOException {
        if (frames + 1 >= BodyFormat.MOST_FRAMES) {
            throw new IOException("body " + id.hex() + " has reached the largest size there is; split the file");
        }
        if (unwritten.length > 0) {
            writeFully(unwritten);
            // No frame may be on disk without the salt it needs.
            out.force();
            unwritten = NOTHING;
        }
        ByteBuffer.wrap(place).putLong(BodyFormat.PLACE - 8, frames);
        cipher.seal(frames, place, NOTHING, bytes, from, FRAME, record, BodyFormat.KIND);
        int crcAt = BodyFormat.FRAME_RECORD - 4;
        ByteBuffer.wrap(record).putInt(crcAt, BodyFormat.crc(place, record, BodyFormat.KIND, crcAt));
        writeFully(record);
        frames++;
    }

    private void writeFully(byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            if (out.write(left) <= 0) {
                throw new IOException("the store takes no more bytes of body " + id.hex());
            }
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private interface Step {
        void run() throws IOException;
    }

    private void guarded(Step step) throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (closed || finished) {
            throw new ClosedChannelException();
        }
        try {
            step.run();
        } catch (IOException e) {
            failure = e;
            throw e;
        } catch (RuntimeException | Error e) {
            // After an unknown break the frame counter may be ahead of the file: this run must not go on.
            failure = new IOException("writing body " + id.hex() + " broke off; resume it", e);
            throw failure;
        }
    }
}
