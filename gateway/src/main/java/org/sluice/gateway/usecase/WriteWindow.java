package org.sluice.gateway.usecase;

import java.io.IOException;
import java.util.Optional;
import org.sluice.crypto.BodyWriter;
import org.sluice.gateway.domain.Refusal;

/**
 * Puts the writes of one upload into order. Clients send pieces in parallel, so bytes may arrive up to {@link #SPAN} ahead of
 * those that go in front; they wait in memory. Bytes that are sealed already may come again if they are known to be the same.
 * Everything else is refused: nothing is guessed, and a hole never becomes zeros. Not thread-safe.
 */
final class WriteWindow {
    /** Bytes that writes may be ahead; as much as a client may send before it has answers. */
    static final int SPAN = 4 << 20;

    /** Takes bytes in order. */
    @FunctionalInterface
    interface Sink {
        void seal(byte[] bytes, int from, int length) throws IOException;
    }

    private final WindowBudget budget;
    private final EarlyBytes early;
    private LastBytes last = new LastBytes(BodyWriter.FRAME);
    private int more;

    WriteWindow(WindowBudget budget) {
        this.budget = budget;
        this.early = new EarlyBytes(budget, SPAN);
    }

    /**
     * Before the bytes of an earlier connection pass: the client begins so many before their end.
     *
     * @return false where that is too far back to be remembered
     */
    boolean overlap(long bytes) {
        if (bytes > SPAN || !budget.take(bytes)) {
            return false;
        }
        more = (int) bytes;
        last = new LastBytes(BodyWriter.FRAME + more);
        return true;
    }

    /** Bytes that were sealed without having come through here. */
    void passed(byte[] bytes, int from, int length) {
        last.add(bytes, from, length);
    }

    /** Where the next byte belongs. */
    long next() {
        return last.end();
    }

    /** Takes bytes at any offset, and gives on in order what is complete. */
    Optional<Refusal> take(long at, byte[] bytes, int from, int length, Sink sink) throws IOException {
        if (at < 0 || at + length < 0) {
            return Optional.of(Refusal.wrong("bad-offset", "There is no byte " + at + " in any file."));
        }
        long next = next();
        if (at > next) {
            return ahead(at, bytes, from, length);
        }
        int known = (int) Math.min(length, next - at);
        if (known > 0 && !last.same(at, bytes, from, known)) {
            return Optional.of(rewritten(at, next));
        }
        if (known == length) {
            return Optional.empty();
        }
        early.clear(next, at + length);
        seal(bytes, from + known, length - known, sink);
        Optional<byte[]> waiting = early.next(next());
        while (waiting.isPresent()) {
            seal(waiting.get(), 0, waiting.get().length, sink);
            waiting = early.next(next());
        }
        return Optional.empty();
    }

    private Optional<Refusal> ahead(long at, byte[] bytes, int from, int length) {
        if (length == 0) {
            return Optional.empty();
        }
        if (at + length - next() > SPAN) {
            return Optional.of(Refusal.conflict(
                    "out-of-order",
                    "Bytes arrived for offset " + at + " where " + next()
                            + " was next, and this gateway keeps no more than " + SPAN
                            + " bytes that come too early. Upload the file again, in order."));
        }
        if (!early.keep(at, bytes, from, length)) {
            return Optional.of(Refusal.of(
                    Refusal.Kind.BUSY,
                    "window-full",
                    "Bytes arrived for offset " + at + " where " + next()
                            + " was next, and there is no room for more that come too early. Upload the file again,"
                            + " with fewer parallel requests."));
        }
        return Optional.empty();
    }

    private static Refusal rewritten(long at, long next) {
        return Refusal.conflict(
                "already-sealed",
                "Bytes arrived again from offset " + at + ", where all up to " + next
                        + " are sealed and can't be changed, and they are not known to be the same. Upload the file"
                        + " again, from its first byte.");
    }

    /** What speaks against the end of the file: bytes that never came. */
    Optional<Refusal> gap() {
        if (early.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Refusal.conflict(
                "gap",
                "The bytes from " + next() + " to " + early.first()
                        + " never arrived, so this is not the whole file. What came before them is kept: look at the"
                        + " file's size and resume there, or upload it again."));
    }

    private void seal(byte[] bytes, int from, int length, Sink sink) throws IOException {
        sink.seal(bytes, from, length);
        last.add(bytes, from, length);
    }

    /** Lets go of the memory. May be called twice. */
    void close() {
        early.close();
        last.wipe();
        budget.giveBack(more);
        more = 0;
    }
}
