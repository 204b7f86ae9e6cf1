package org.sluice.gateway.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A unit on its way through the door, and the answer that its caller waits for. */
final class Waiting<T, X extends Exception> {
    private static final Logger LOG = LoggerFactory.getLogger(Waiting.class);

    private final Unit<T, X> unit;
    private final CountDownLatch answered = new CountDownLatch(1);
    private List<Runnable> hooks = List.of();
    private @Nullable T result;
    private @Nullable Throwable failure;

    Waiting(Unit<T, X> unit) {
        this.unit = unit;
    }

    /** Runs the unit; whatever it throws is for the caller of this method to judge. */
    void run(Tx tx) throws X {
        result = Objects.requireNonNull(unit.run(tx), "A unit of work returned null.");
    }

    /** The commit is durable. */
    void stored(List<Runnable> afterCommit) {
        hooks = new ArrayList<>(afterCommit);
        answered.countDown();
    }

    /** Nothing was stored. The first reason counts. */
    void failed(Throwable reason) {
        if (answered.getCount() > 0) {
            failure = reason;
            answered.countDown();
        }
    }

    /**
     * Waits without regard to interruption, since the change goes on regardless and its outcome must be known; the
     * caller sets its interrupt flag again.
     *
     * @return whether the thread was interrupted while it waited
     */
    boolean await() {
        boolean interrupted = false;
        while (true) {
            try {
                answered.await();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    /** After {@link #await}: runs the hooks and returns the result, or throws what went wrong. */
    T answer() throws X {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            // The unit declares its checked exceptions as X, and everything else that comes here is unchecked.
            @SuppressWarnings("unchecked")
            X thrown = (X) failure;
            throw thrown;
        }
        runHooks();
        return Objects.requireNonNull(result);
    }

    private void runHooks() {
        for (Runnable hook : hooks) {
            try {
                hook.run();
            } catch (RuntimeException | Error e) {
                LOG.error("Something that was to happen after a commit failed; the change itself is stored.", e);
            }
        }
    }
}
