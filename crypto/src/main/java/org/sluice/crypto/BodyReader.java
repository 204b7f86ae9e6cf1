package org.sluice.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the plain bytes of a body from anywhere in it (FORMAT.md, "Reading"). No byte of a frame is handed out before the
 * frame's tag was checked. A read costs one frame, the last one read is kept. After a failure the reader stays failed and
 * repeats its first error; bytes that a read had checked before it met the failure are still handed out.
 *
 * <p>Not thread-safe: open one for each stream.
 */
public final class BodyReader implements SeekableByteChannel {

    private static final byte[] NOTHING = new byte[0];

    private final SeekableByteChannel in;
    private final BodyId id;
    private final DataKey key;
    private final BodyRuns runs;
    private final long length;
    private final byte[] rest;
    private byte[] plain = NOTHING;
    private byte[] record = NOTHING;
    private long inPlain = -1;
    private int currentRun = -1;
    private @Nullable FrameCipher cipher;
    private long position;
    private boolean closed;
    private @Nullable IOException failure;

    private BodyReader(SeekableByteChannel in, BodyId id, DataKey key, BodyRuns runs, long length, byte[] rest) {
        this.in = in;
        this.id = id;
        this.key = key;
        this.runs = runs;
        this.length = length;
        this.rest = rest;
    }

    /**
     * Opens a finished body. Header, key commitment, length, runs and final frame are checked here, full frames when they
     * are read. The reader owns and closes the channel from then on; when this throws, it still belongs to the caller. The
     * key may be closed once this returns.
     *
     * @param expectedLength plain bytes that the caller knows the body to have
     * @throws BodyDamaged for whatever does not fit
     */
    public static BodyReader open(SeekableByteChannel in, BodyId id, DataKey key, long expectedLength)
            throws IOException {
        BodyHeader.check(in, id, key);
        BodyEnd end = BodyEnd.read(in, id);
        if (end.length() != expectedLength) {
            throw new BodyDamaged(id);
        }
        FrameCipher last = new FrameCipher(id, end.runs().all().getLast(), key, FrameCipher.Witness.NONE);
        byte[] rest = end.open(id, last);
        if (!end.runRecordsFit(in, id)) {
            Arrays.fill(rest, (byte) 0);
            throw new BodyDamaged(id);
        }
        BodyReader reader = new BodyReader(in, id, copy(key), end.runs(), end.length(), rest);
        reader.currentRun = end.runs().count() - 1;
        reader.cipher = last;
        return reader;
    }

    /**
     * Opens the whole full frames of an unfinished body, as they are now. Reads the file once through to find them. That
     * nothing was cut off behind them is not promised.
     *
     * @throws BodyFinished when the body has its end record
     */
    public static BodyReader openUnfinished(SeekableByteChannel in, BodyId id, DataKey key) throws IOException {
        if (!BodyHeader.isThere(in)
                && in.size() < BodyFormat.HEADER + BodyFormat.RUN_RECORD + (long) BodyFormat.FRAME_RECORD) {
            return new BodyReader(in, id, copy(key), new BodyRuns(List.of()), 0, NOTHING);
        }
        BodyHeader.check(in, id, key);
        BodyWalk.Found found = BodyWalk.walk(in, id, (run, frame, place, record) -> {});
        if (found.finished()) {
            throw new BodyFinished(id);
        }
        long length = found.frames() * BodyFormat.FRAME;
        return new BodyReader(in, id, copy(key), new BodyRuns(found.runs()), length, NOTHING);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        check();
        if (position >= length) {
            return into.hasRemaining() ? -1 : 0;
        }
        int done = 0;
        while (into.hasRemaining() && position < length) {
            long frame = position / BodyFormat.FRAME;
            byte[] bytes;
            try {
                bytes = frameBytes(frame);
            } catch (IOException e) {
                failure = e;
                if (done > 0) {
                    return done;
                }
                throw e;
            }
            int from = (int) (position % BodyFormat.FRAME);
            int part = Math.min(into.remaining(), bytes.length - from);
            into.put(bytes, from, part);
            position += part;
            done += part;
        }
        return done;
    }

    private byte[] frameBytes(long frame) throws IOException {
        if (frame == length / BodyFormat.FRAME) {
            return rest;
        }
        if (frame == inPlain) {
            return plain;
        }
        if (plain.length == 0) {
            plain = new byte[BodyFormat.FRAME];
            record = new byte[BodyFormat.FRAME_RECORD];
        }
        inPlain = -1;
        byte[] place = BodyFormat.place(BodyFormat.FULL_FRAME, id, frame);
        if (!BodyFormat.read(in, runs.offsetOf(frame), record, record.length)
                || !BodyFormat.isWholeFrame(place, record)) {
            throw new BodyDamaged(id);
        }
        cipherFor(frame).open(frame, place, NOTHING, record, BodyFormat.KIND, BodyFormat.FRAME, plain);
        inPlain = frame;
        return plain;
    }

    private FrameCipher cipherFor(long frame) {
        int run = runs.of(frame);
        FrameCipher fitting = cipher;
        if (fitting == null || run != currentRun) {
            fitting = new FrameCipher(id, runs.get(run), key, FrameCipher.Witness.NONE);
            cipher = fitting;
            currentRun = run;
        }
        return fitting;
    }

    @Override
    public long position() throws IOException {
        check();
        return position;
    }

    /** Any place, also behind the end, where reads find nothing. */
    @Override
    public BodyReader position(long newPosition) throws IOException {
        check();
        if (newPosition < 0) {
            throw new IllegalArgumentException("a position is not negative");
        }
        position = newPosition;
        return this;
    }

    /** Plain bytes in the body, or for an unfinished one in its full frames. */
    @Override
    public long size() throws IOException {
        check();
        return length;
    }

    @Override
    public int write(ByteBuffer from) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            key.close();
            Arrays.fill(plain, (byte) 0);
            Arrays.fill(rest, (byte) 0);
            in.close();
        }
    }

    private void check() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static DataKey copy(DataKey key) {
        byte[] bytes = key.bytes().exposed();
        try {
            return new DataKey(KeyBytes.copyOf(bytes));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
