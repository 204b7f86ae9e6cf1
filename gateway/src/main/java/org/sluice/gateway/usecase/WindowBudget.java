package org.sluice.gateway.usecase;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that all uploads of this node together may hold for bytes that arrived too early. However many there are, they
 * can't fill the heap. Thread-safe.
 */
final class WindowBudget {
    private final long most;
    private final AtomicLong taken = new AtomicLong();

    /** @param most bytes */
    WindowBudget(long most) {
        this.most = most;
    }

    /** An eighth of the heap: what clients send ahead on their connections takes half of it already. */
    static WindowBudget ofHeap() {
        return new WindowBudget(Runtime.getRuntime().maxMemory() / 8);
    }

    /** Takes so many bytes, or nothing and answers false. */
    boolean take(long bytes) {
        long before = taken.get();
        while (before + bytes <= most) {
            if (taken.compareAndSet(before, before + bytes)) {
                return true;
            }
            before = taken.get();
        }
        return false;
    }

    /** For what was asked for under another name a moment ago and is given back at once. */
    void force(long bytes) {
        taken.addAndGet(bytes);
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }
}
