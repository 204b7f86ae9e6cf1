package org.sluice.gateway.store;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.gateway.domain.audit.AuditEvent;

/**
 * The only way to change the database. Units of work queue for one writer thread, first come, first served; those that
 * wait together share one commit, each under a savepoint of its own, and nobody is answered before that commit is durable.
 * Safe for any number of threads.
 */
public final class WriteDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WriteDoor.class);

    private final GroupCommit commits;
    private final Limits limits;
    private final UnitQueue queue;
    private final Thread writer;

    WriteDoor(GroupCommit commits, Limits limits) {
        this.commits = commits;
        this.limits = limits;
        this.queue = new UnitQueue(limits.places());
        this.writer = new WriterThread(this::work);
        writer.start();
    }

    /**
     * Runs the unit in a transaction and returns its result once that is durable. A unit that throws is rolled back alone,
     * and its exception comes out here. The calling thread waits without regard to interruption; its interrupt flag is
     * set again afterwards.
     *
     * @throws StoreException.Busy when the queue stayed full; nothing was stored
     * @throws StoreException.Closed when the door is closed; nothing was stored
     * @throws StoreException.Unreachable when the database is gone; nothing was stored
     * @throws StoreException.CommitFailed when the commit failed, for every unit that shared it
     * @throws IllegalStateException when called from inside a unit
     */
    public <T, X extends Exception> T unitOfWork(Unit<T, X> unit) throws X {
        if (Thread.currentThread().equals(writer)) {
            throw new IllegalStateException(
                    "A unit of work cannot open another one: do both in one unit, or one after the other.");
        }
        var waiting = new Waiting<T, X>(unit);
        boolean interrupted = Thread.interrupted();
        try {
            interrupted |= put(waiting);
            interrupted |= waiting.await();
            return waiting.answer();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** {@link #unitOfWork} for a change without a result. */
    public <X extends Exception> void perform(Act<X> act) throws X {
        this.<Boolean, X>unitOfWork(tx -> {
            act.run(tx);
            return true;
        });
    }

    /** Records what was refused, in a unit of its own: the refused act itself left nothing to write. */
    public void record(AuditEvent event) {
        perform(tx -> tx.append(event));
    }

    /** Takes no more units, finishes those that wait, and closes the connection. A repeat does nothing. */
    @Override
    public void close() {
        queue.close();
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many units wait for the writer: a measure for those who watch. */
    public int waiting() {
        return queue.size();
    }

    boolean closing() {
        return queue.isClosed();
    }

    private boolean put(Waiting<?, ?> waiting) {
        boolean interrupted = false;
        while (true) {
            try {
                queue.put(waiting, limits.patience());
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    private void work() {
        try (commits) {
            for (List<Waiting<?, ?>> group = queue.take(limits.group());
                    !group.isEmpty();
                    group = queue.take(limits.group())) {
                serve(group);
            }
        }
    }

    /** The writer must outlive whatever happens here: without it every caller would wait for ever. */
    private void serve(List<Waiting<?, ?>> group) {
        try {
            commits.run(group);
        } catch (RuntimeException | Error e) {
            LOG.error("A group of changes could not be stored.", e);
            group.forEach(waiting -> waiting.failed(e));
        }
    }

    /**
     * How much the door takes.
     *
     * @param places how many units may wait
     * @param group how many units share a commit at most
     * @param patience how long a caller waits for a place in a full queue
     */
    record Limits(int places, int group, Duration patience) {
        static final Limits USUAL = new Limits(1024, 64, Duration.ofSeconds(10));
    }
}
