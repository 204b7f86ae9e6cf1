package org.sluice.gateway.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** First come, first served, with a bounded number of places. Safe for any number of threads. */
final class UnitQueue {
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private final Deque<Waiting<?, ?>> waiting = new ArrayDeque<>();
    private final int places;
    private boolean closed;

    UnitQueue(int places) {
        this.places = places;
    }

    /**
     * Takes a place, waiting for one if need be. The thread must not be interrupted when it comes in.
     *
     * @throws StoreException.Busy when no place came free in time
     * @throws StoreException.Closed when the queue is closed
     * @throws InterruptedException when interrupted before a place was taken
     */
    void put(Waiting<?, ?> unit, Duration patience) throws InterruptedException {
        long nanos = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (!closed && waiting.size() >= places) {
                if (nanos <= 0) {
                    throw new StoreException.Busy("The database has more changes waiting than it can take ("
                            + waiting.size() + "); try again in a moment.");
                }
                nanos = changed.awaitNanos(nanos);
            }
            if (closed) {
                throw new StoreException.Closed("The gateway is stopping and takes no more changes.");
            }
            waiting.addLast(unit);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for units and takes at most so many; an empty list means closed, and nothing left. */
    List<Waiting<?, ?>> take(int most) {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            List<Waiting<?, ?>> taken = new ArrayList<>();
            while (taken.size() < most && !waiting.isEmpty()) {
                taken.add(waiting.removeFirst());
            }
            changed.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more; what waits already is still served. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }
}
