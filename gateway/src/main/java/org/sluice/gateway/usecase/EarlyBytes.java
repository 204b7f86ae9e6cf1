package org.sluice.gateway.usecase;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Bytes of one upload that arrived before those that go in front of them. They wait in memory; what is written twice while
 * it waits is what was written last, as on any disk. Not thread-safe.
 */
final class EarlyBytes {
    /** What a piece costs beside its bytes: tiny pieces must not hold more memory than they are counted for. */
    private static final int PIECE = 128;

    private final WindowBudget budget;
    private final long most;
    private final TreeMap<Long, byte[]> pieces = new TreeMap<>();
    private long cost;

    /** @param most bytes that may wait, what their pieces cost included */
    EarlyBytes(WindowBudget budget, long most) {
        this.budget = budget;
        this.most = most;
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** Where the first waiting byte belongs. */
    long first() {
        return pieces.firstKey();
    }

    /** Copies bytes in; false, and nothing is kept of them, where there is no room. */
    boolean keep(long at, byte[] bytes, int from, int length) {
        // Two more pieces may come of cutting a waiting one in the middle.
        long asked = length + 2L * PIECE;
        if (cost + asked > most || !budget.take(asked)) {
            return false;
        }
        cost += asked;
        clear(at, at + length);
        put(at, Arrays.copyOfRange(bytes, from, from + length));
        giveBack(asked);
        return true;
    }

    /** Forgets what waits between two offsets, since it was written again. */
    void clear(long from, long to) {
        Map.Entry<Long, byte[]> before = pieces.lowerEntry(from);
        if (before != null && before.getKey() + before.getValue().length > from) {
            cut(before.getKey(), from, to);
        }
        for (Long inside = pieces.ceilingKey(from); inside != null && inside < to; inside = pieces.ceilingKey(from)) {
            cut(inside, from, to);
        }
    }

    private void cut(long start, long from, long to) {
        byte[] piece = remove(start);
        long end = start + piece.length;
        if (start < from) {
            put(start, Arrays.copyOf(piece, (int) (from - start)));
        }
        if (end > to) {
            put(to, Arrays.copyOfRange(piece, (int) (to - start), piece.length));
        }
    }

    /** Takes out the piece that begins exactly here. */
    Optional<byte[]> next(long at) {
        return pieces.containsKey(at) ? Optional.of(remove(at)) : Optional.empty();
    }

    /** Lets go of everything. */
    void close() {
        pieces.clear();
        giveBack(cost);
    }

    private void put(long at, byte[] piece) {
        pieces.put(at, piece);
        cost += piece.length + PIECE;
        budget.force(piece.length + PIECE);
    }

    private byte[] remove(long at) {
        byte[] piece = pieces.remove(at);
        if (piece == null) {
            throw new IllegalStateException("Nothing waits at " + at + ".");
        }
        giveBack(piece.length + PIECE);
        return piece;
    }

    private void giveBack(long bytes) {
        cost -= bytes;
        budget.giveBack(bytes);
    }
}
