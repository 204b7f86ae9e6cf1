package org.sluice.gateway.audit;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The records met without a payload, until a later record says that it was erased. Neighbours are kept as one range, so
 * that memory does not grow with the export.
 */
final class Redactions {
    private final TreeMap<Long, Range> open = new TreeMap<>();
    private long count;

    void met(long seq, long lineNumber) {
        count++;
        Map.Entry<Long, Range> before = open.floorEntry(seq);
        if (before == null || seq > before.getValue().last() + 1) {
            open.put(seq, new Range(seq, seq, lineNumber));
        } else if (seq == before.getValue().last() + 1) {
            Range range = before.getValue();
            if (range.lineOf(seq) == lineNumber) {
                open.put(range.first(), new Range(range.first(), seq, range.line()));
            } else {
                open.put(seq, new Range(seq, seq, lineNumber));
            }
        }
    }

    /** Only what stands before the record of an erasure can be explained by it. */
    void explained(Collection<Long> seqs, long by) {
        seqs.stream().filter(seq -> seq < by).forEach(this::close);
    }

    long count() {
        return count;
    }

    /** What nobody explained, in order. */
    List<Range> unexplained() {
        return List.copyOf(open.values());
    }

    private void close(long seq) {
        Map.Entry<Long, Range> around = open.floorEntry(seq);
        if (around == null || seq > around.getValue().last()) {
            return;
        }
        Range range = around.getValue();
        open.remove(range.first());
        if (range.first() < seq) {
            open.put(range.first(), new Range(range.first(), seq - 1, range.line()));
        }
        if (seq < range.last()) {
            open.put(seq + 1, new Range(seq + 1, range.last(), range.lineOf(seq + 1)));
        }
    }

    /** Neighbouring records on neighbouring lines; {@code line} is the first one's. */
    record Range(long first, long last, long line) {
        long lineOf(long seq) {
            return line + (seq - first);
        }
    }
}
