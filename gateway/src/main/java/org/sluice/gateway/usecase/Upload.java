package org.sluice.gateway.usecase;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sluice.crypto.BodyFinished;
import org.sluice.crypto.BodyReader;
import org.sluice.crypto.BodyWriter;
import org.sluice.crypto.DataKey;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Sha256;
import org.sluice.gateway.domain.deposit.Deposit;

/**
 * One file on its way in. Bytes are sealed as they arrive; plain ones never touch the disk. Writes may come a little out of
 * order ({@link WriteWindow}); what can't be kept is refused, and a failed upload stays failed and repeats its first refusal.
 * Safe for one writer and for another thread that abandons it.
 */
public final class Upload {
    /** What lay under the name before, and could be continued. */
    private sealed interface Before {
        /** Nothing, or nothing that the client wants. */
        record Nothing() implements Before {}

        /** Full frames of an upload that broke off; their row is this upload's own. */
        record Unfinished(Deposit deposit) implements Before {}

        /** A finished version; writing onto it copies into a body of its own that supersedes. */
        record Finished(Deposit deposit) implements Before {}
    }

    /** Bytes between two looks at the space that is left. */
    private static final long SPACE_LOOK = 8 << 20;

    private final ReceiveDeposit receive;
    private final Visit visit;
    private final MessageDigest sha256;
    private WriteWindow window;
    private Deposit deposit;
    private Before before;
    private @Nullable DataKey key;
    private @Nullable BodyWriter writer;
    private @Nullable Refusal failure;
    private boolean tailStays = true;
    private boolean ended;

    private Upload(ReceiveDeposit receive, Visit visit, Deposit deposit, Before before, @Nullable DataKey key) {
        this.receive = receive;
        this.visit = visit;
        this.deposit = deposit;
        this.before = before;
        this.key = key;
        this.window = receive.window();
        this.sha256 = Sha256.start();
    }

    static Upload fresh(ReceiveDeposit receive, Visit visit, MakeDeposit.Made made) {
        return new Upload(receive, visit, made.deposit(), new Before.Nothing(), made.key());
    }

    static Upload continuing(ReceiveDeposit receive, Visit visit, Deposit unfinished) {
        return new Upload(receive, visit, unfinished, new Before.Unfinished(unfinished), null);
    }

    static Upload onto(ReceiveDeposit receive, Visit visit, MakeDeposit.Made made, Deposit finished) {
        return new Upload(receive, visit, made.deposit(), new Before.Finished(finished), made.key());
    }

    public synchronized String depositId() {
        return deposit.id();
    }

    synchronized long kept() {
        return writer == null ? size() : writer.storedLength();
    }

    /** As its own session sees it; another one sees only what is kept when this upload breaks off. */
    synchronized long sizeFor(Visit asking) {
        return asking == visit ? size() : kept();
    }

    /** Bytes of plain content so far, those of a version that is being continued included. */
    public synchronized long size() {
        if (writer != null) {
            return writer.length();
        }
        return switch (before) {
            case Before.Nothing nothing -> 0;
            case Before.Unfinished unfinished -> unfinished.deposit().size();
            case Before.Finished finished -> finished.deposit().size();
        };
    }

    /**
     * Takes bytes at an offset: where the last ones ended, or within the window around it. The first ones may also begin
     * inside what lay there before, or at its end.
     */
    public synchronized Answer<Long> write(long at, byte[] bytes, int from, int length) {
        if (ended && failure == null) {
            return fail(Refusal.conflict("upload-ended", "This upload has ended."));
        }
        if (failure != null) {
            return Answer.refused(failure);
        }
        if (visit.isCut()) {
            return fail(Refusal.forbidden("session-ended", "This session was ended."));
        }
        try {
            Optional<Refusal> noRoom =
                    receive.noRoomFor(visit, deposit, whole(at, length), at / SPACE_LOOK != (at + length) / SPACE_LOOK);
            if (noRoom.isPresent()) {
                return fail(noRoom.get());
            }
            BodyWriter open = writer == null ? open(at) : writer;
            Optional<Refusal> refused = window.take(at, bytes, from, length, (array, start, count) -> {
                open.write(array, start, count);
                sha256.update(array, start, count);
            });
            return refused.map(this::fail).orElseGet(() -> Answer.done(open.length()));
        } catch (RefusedException e) {
            return fail(e.refusal());
        } catch (IOException e) {
            fail(storeFailed());
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            // Whatever it was, the bytes after these must not be taken as if nothing were missing.
            fail(storeFailed());
            throw e;
        }
    }

    /**
     * What the file will have once these bytes are taken: a finished version that is written onto keeps its tail. An offset
     * from beyond the window takes no room, as its bytes are never kept.
     */
    private long whole(long at, int length) {
        long reached = Math.clamp(at + length, 0, size() + WriteWindow.SPAN);
        return before instanceof Before.Finished finished
                ? Math.max(reached, finished.deposit().size())
                : reached;
    }

    /**
     * The client says where the file ends. OpenSSH's scp opens without emptying, writes, and cuts off what an earlier,
     * longer version had behind: only the end of what it wrote is taken, or 0 before the first byte.
     */
    public synchronized Answer<Long> cutAt(long size) {
        if (writer == null && size == 0 && size() > 0) {
            Answer<Long> emptied = write(0, new byte[0], 0, 0);
            if (emptied instanceof Answer.Refused<Long>) {
                return emptied;
            }
        }
        if (size != size()) {
            return Answer.refused(Refusal.conflict(
                    "size-fixed", "A file's size comes from what is uploaded; upload it again to change it."));
        }
        tailStays = tailStays && writer == null;
        return Answer.done(size);
    }

    /** Ends it in order: everything is durable, body and row, before this returns. */
    public synchronized Answer<Deposit> complete() {
        if (failure != null) {
            abandon();
            return Answer.refused(failure);
        }
        if (ended) {
            return Answer.refused(Refusal.conflict("upload-ended", "This upload has ended."));
        }
        Optional<Refusal> barred = visit.isCut()
                ? Optional.of(Refusal.forbidden("session-ended", "This session was ended."))
                : receive.barredNow(deposit).or(window::gap);
        if (barred.isPresent()) {
            fail(barred.get());
            abandon();
            return Answer.refused(barred.get());
        }
        if (writer == null && !(before instanceof Before.Nothing)) {
            // Opened and closed without a byte: what lay there stays as it was.
            return untouched();
        }
        try {
            BodyWriter open = writer == null ? open(0) : writer;
            if (tailStays
                    && before instanceof Before.Finished finished
                    && open.length() < finished.deposit().size()) {
                // Opened without emptying it: what the client did not overwrite stays, as on any disk.
                pass(finished.deposit(), open.length(), finished.deposit().size(), open);
            }
            long size = open.length();
            open.finish();
            Answer<Deposit> committed =
                    receive.commit(visit, deposit, size, HexFormat.of().formatHex(sha256.digest()));
            end();
            if (committed instanceof Answer.Refused<Deposit>) {
                // A finished body is never reopened, so it can't be kept for later; the client hears that it failed.
                receive.drop(deposit);
            }
            return committed;
        } catch (IOException e) {
            fail(storeFailed());
            abandon();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            // The commit may have gone through all the same, so the body stays; recovery drops it if it did not.
            fail(storeFailed());
            if (!ended) {
                end();
            }
            throw e;
        }
    }

    /** The line broke, or the client gave up: full frames stay for the same person to continue. May be called twice. */
    public synchronized void abandon() {
        if (ended) {
            return;
        }
        if (failure == null) {
            failure = Refusal.conflict("upload-ended", "This upload was taken over or broke off.");
        }
        try {
            long kept = writer == null ? 0 : writer.storedLength();
            if (writer != null) {
                writer.force();
                end();
                receive.interrupted(visit, deposit, kept);
            } else {
                end();
                if (!(before instanceof Before.Unfinished)) {
                    receive.drop(deposit);
                }
            }
        } catch (IOException e) {
            // Told at the write that failed, or at none of the client's: full frames may be there all the same.
            end();
            receive.failed(visit, deposit);
        }
    }

    private Answer<Deposit> untouched() {
        end();
        return switch (before) {
            case Before.Nothing nothing -> throw new IllegalStateException("An empty upload is a file of its own.");
            case Before.Unfinished unfinished -> Answer.done(unfinished.deposit());
            case Before.Finished finished -> {
                receive.drop(deposit);
                yield Answer.done(finished.deposit());
            }
        };
    }

    /** Opens the body at the first write, when it is known where the client goes on. */
    private BodyWriter open(long at) throws IOException {
        BodyWriter opened = switch (before) {
            case Before.Nothing nothing -> create();
            case Before.Finished finished -> copy(create(), finished.deposit(), at);
            case Before.Unfinished unfinished -> resume(unfinished.deposit(), at);
        };
        writer = opened;
        return opened;
    }

    private BodyWriter create() throws IOException {
        DataKey opening = key;
        if (opening == null) {
            throw new IllegalStateException("The key of a new body is taken once.");
        }
        return receive.bodies().create(deposit.bodyId(), opening);
    }

    private BodyWriter resume(Deposit unfinished, long at) throws IOException {
        if (at == 0) {
            begunAgain(unfinished);
            return create();
        }
        if (at < unfinished.size() && !window.overlap(unfinished.size() - at)) {
            throw new RefusedException(elsewhere(unfinished.size(), at));
        }
        DataKey opening = receive.ledger().read(sql -> receive.bodies().unwrap(sql, unfinished));
        BodyWriter resumed;
        try {
            resumed = receive.bodies().resume(unfinished, opening, (bytes, from, length) -> {
                sha256.update(bytes, from, length);
                window.passed(bytes, from, length);
            });
        } catch (BodyFinished e) {
            // The gateway stopped between the body's end and its row; the client never heard that it arrived.
            opening.close();
            begunAgain(unfinished);
            throw new RefusedException(
                    Refusal.conflict("resume-elsewhere", "This upload can't be continued. Begin it again."));
        }
        key = opening;
        try {
            if (at > resumed.length()) {
                // What had arrived stays: the client learns from the size where it can go on.
                throw new RefusedException(elsewhere(resumed.length(), at));
            }
            receive.resumed(visit, unfinished, at);
            return resumed;
        } catch (RuntimeException e) {
            resumed.close();
            throw e;
        }
    }

    private static Refusal elsewhere(long size, long at) {
        return Refusal.conflict(
                "resume-elsewhere",
                "The upload goes on at byte " + size + ", not at " + at
                        + ". Look at its size and resume there, or upload it anew.");
    }

    /** The upload begins again over what had arrived: a new row and a new body take the place of the old ones. */
    private void begunAgain(Deposit unfinished) {
        MakeDeposit.Made made = receive.again(visit, unfinished);
        deposit = made.deposit();
        key = made.key();
        before = new Before.Nothing();
        sha256.reset();
        window.close();
        window = receive.window();
        receive.moved(this, unfinished.id());
    }

    private BodyWriter copy(BodyWriter to, Deposit from, long length) throws IOException {
        if (length > from.size()) {
            to.close();
            throw new RefusedException(Refusal.conflict(
                    "out-of-order",
                    "Bytes arrived for offset " + length + ", but the file ends at " + from.size()
                            + ". Upload it again."));
        }
        pass(from, 0, length, to);
        return to;
    }

    /** Copies plain bytes of an earlier version, sealed anew under this upload's own key. */
    private void pass(Deposit from, long start, long end, BodyWriter to) throws IOException {
        byte[] piece = new byte[BodyWriter.FRAME];
        try (DataKey opening = receive.ledger().read(sql -> receive.bodies().unwrap(sql, from));
                BodyReader reader = receive.bodies().open(from, opening)) {
            reader.position(start);
            long left = end - start;
            while (left > 0) {
                int read = reader.read(ByteBuffer.wrap(piece, 0, (int) Math.min(piece.length, left)));
                if (read < 0) {
                    throw new IOException("The earlier version of this file ended too early.");
                }
                sha256.update(piece, 0, read);
                window.passed(piece, 0, read);
                to.write(piece, 0, read);
                left -= read;
            }
        } catch (SealedContent e) {
            throw new RefusedException(SealedContent.refusal(from.id()));
        }
    }

    private Answer<Long> fail(Refusal refusal) {
        if (failure == null) {
            failure = refusal;
            window.close();
        }
        return Answer.refused(failure);
    }

    private static Refusal storeFailed() {
        return Refusal.of(
                Refusal.Kind.BUSY,
                "store-failed",
                "The gateway could not store the file. What had arrived is kept; try again, and tell its administrator.");
    }

    private void end() {
        ended = true;
        window.close();
        receive.done(this);
        if (writer != null) {
            try {
                writer.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (key != null) {
            key.close();
        }
    }
}
