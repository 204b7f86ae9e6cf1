package org.sluice.gateway.web;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;

/**
 * Room for parts that come with a checksum: nothing of them may be sealed before the sum was seen to match, so each waits in
 * memory until its end. Bounded for each part and for all. Thread-safe.
 */
final class PartMemory {
    static final int LARGEST_PART = 8 << 20;
    private static final long ALL = 64L << 20;

    private final AtomicLong used = new AtomicLong();

    /** Room for one part; {@link #sum} is absent where nothing has to wait. */
    final class Room implements AutoCloseable {
        private final Optional<Checksum> sum;
        private final byte[] bytes;
        private int count;
        private boolean open = true;

        private Room(Optional<Checksum> sum, int length) {
            this.sum = sum;
            this.bytes = new byte[length];
        }

        Optional<Checksum> sum() {
            return sum;
        }

        /** False where more comes than was announced. */
        boolean add(byte[] more, int length) {
            if (length > bytes.length - count) {
                return false;
            }
            System.arraycopy(more, 0, bytes, count, length);
            count += length;
            return true;
        }

        byte[] bytes() {
            return bytes;
        }

        int count() {
            return count;
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                used.addAndGet(-bytes.length);
            }
        }
    }

    /** @param length as the request's head says it, negative if it does not */
    Answer<Room> forPart(Optional<Checksum> sum, long length) {
        if (sum.isEmpty()) {
            return Answer.done(new Room(sum, 0));
        }
        if (length < 0 || length > LARGEST_PART) {
            return Answer.refused(Refusal.wrong(
                    "too-large",
                    "A part with a checksum has a Content-Length of at most " + LARGEST_PART
                            + ". Send smaller parts."));
        }
        if (used.addAndGet(length) > ALL) {
            used.addAndGet(-length);
            return Answer.refused(BodyFlows.BUSY);
        }
        return Answer.done(new Room(sum, (int) length));
    }
}
