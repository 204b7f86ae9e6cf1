package org.sluice.gateway.store;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;
import org.sluice.gateway.domain.audit.AuditEvent;

/**
 * The right to write, for as long as its unit runs and on its thread only: afterwards every use of it, and of the handle
 * that it gave, throws {@link IllegalStateException}.
 */
public final class Tx {
    private final Handle handle;
    private final Dialect dialect;
    private final InstantSource clock;
    private final Thread thread = Thread.currentThread();
    private final List<PendingRecord> records = new ArrayList<>();
    private final List<Runnable> hooks = new ArrayList<>();
    private volatile boolean ended;
    private @Nullable Exception failedStatement;

    Tx(Handle handle, Dialect dialect, InstantSource clock) {
        this.handle = handle;
        this.dialect = dialect;
        this.clock = clock;
        handle.setStatementBuilder(
                new GuardedStatements(handle.getStatementBuilder(), this::check, failure -> failedStatement = failure));
        handle.getConfig(SqlStatements.class).setSqlLogger(new FailureWatch(failure -> failedStatement = failure));
    }

    /**
     * The handle for this unit's SQL. Once one of its statements failed the whole unit is rolled back, even when it
     * catches the exception: PostgreSQL would refuse every further statement, and both databases behave alike here.
     * Transactions, savepoints and PRAGMAs are not the unit's to steer; such a statement is refused.
     */
    public Handle sql() {
        check();
        return handle;
    }

    /** Which of the two databases this is. */
    public Dialect dialect() {
        return dialect;
    }

    /** Adds a record to the audit chain, in this very transaction, in the order of the calls. */
    public void append(AuditEvent event) {
        check();
        records.add(new PendingRecord(event, clock.instant()));
    }

    /**
     * Something to do once the change is durable and before the caller of the unit gets its answer. It runs on the
     * caller's thread; when it throws, that is logged and changes nothing. It is lost when the process dies before.
     */
    public void afterCommit(Runnable hook) {
        check();
        hooks.add(hook);
    }

    List<PendingRecord> records() {
        return records;
    }

    List<Runnable> hooks() {
        return hooks;
    }

    /** The first statement's exception, if one failed. */
    @Nullable
    Exception failedStatement() {
        return failedStatement;
    }

    void end() {
        ended = true;
        handle.close();
    }

    private void check() {
        if (ended) {
            throw new IllegalStateException("This unit of work has ended; its Tx cannot be used any more.");
        }
        if (!Thread.currentThread().equals(thread)) {
            throw new IllegalStateException("A Tx belongs to the thread that runs its unit of work.");
        }
    }

    /** An event that waits to be chained, and when it happened. */
    record PendingRecord(AuditEvent event, Instant at) {}
}
