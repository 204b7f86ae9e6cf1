package org.sluice.gateway.store;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.gateway.store.Tx.PendingRecord;

/**
 * Runs the units of a group in one transaction and commits it. Their audit records are chained as the last thing before
 * the commit, since on PostgreSQL that locks the chain's head for every gateway. For the writer's thread only.
 */
final class GroupCommit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final String SAVEPOINT = "unit_of_work";

    private final Connections connections;
    private final Dialect dialect;
    private final InstantSource clock;
    private final SecureRandom random;
    private @Nullable Writer writer;

    GroupCommit(Connections connections, Dialect dialect, InstantSource clock, SecureRandom random) {
        this.connections = connections;
        this.dialect = dialect;
        this.clock = clock;
        this.random = random;
    }

    /** Answers every unit of the group, one way or the other. */
    void run(List<Waiting<?, ?>> group) {
        Map<Waiting<?, ?>, Tx> kept = new LinkedHashMap<>();
        Map<Waiting<?, ?>, Throwable> undone = new LinkedHashMap<>();
        try {
            Connection connection = begin();
            for (Waiting<?, ?> unit : group) {
                Connections.execute(connection, "SAVEPOINT " + SAVEPOINT);
                Tx tx = writer().newTx(dialect, clock);
                Throwable failure = run(unit, tx);
                if (failure == null) {
                    kept.put(unit, tx);
                } else {
                    undone.put(unit, failure);
                    Connections.execute(connection, "ROLLBACK TO SAVEPOINT " + SAVEPOINT);
                }
                Connections.execute(connection, "RELEASE SAVEPOINT " + SAVEPOINT);
            }
            chain(kept.values().stream().flatMap(tx -> tx.records().stream()).toList());
            Connections.execute(connection, "COMMIT");
        } catch (SQLException | RuntimeException | Error e) {
            discard();
            // A unit that was undone by its own exception keeps that as its answer: it stored nothing either way.
            undone.forEach(Waiting::failed);
            group.forEach(unit -> unit.failed(asFailure(e)));
            return;
        }
        undone.forEach(Waiting::failed);
        kept.forEach((unit, tx) -> unit.stored(tx.hooks()));
    }

    @Override
    public void close() {
        discard();
    }

    private static @Nullable Throwable run(Waiting<?, ?> unit, Tx tx) {
        Throwable failure = null;
        // Everything is caught here: whatever a unit throws goes to its own caller and must not end the writer.
        try {
            unit.run(tx);
        } catch (Throwable e) {
            failure = e;
        }
        tx.end();
        Exception statement = tx.failedStatement();
        if (failure == null && statement != null) {
            return new IllegalStateException(
                    "A statement of this unit of work failed and the unit went on regardless; it was undone.",
                    statement);
        }
        return failure;
    }

    private void chain(List<PendingRecord> records) {
        if (!records.isEmpty()) {
            try (Handle handle = writer().open()) {
                AuditLog.chain(handle, dialect, records, random);
            }
        }
    }

    /** Begins a transaction; a connection that broke while nobody used it is replaced, once. */
    private Connection begin() {
        try {
            if (writer != null) {
                try {
                    Connections.execute(writer.connection(), dialect.beginWriting());
                    return writer.connection();
                } catch (SQLException e) {
                    LOG.warn("The writer's connection is gone and is opened anew: {}", e.getMessage());
                    discard();
                }
            }
            writer = new Writer(connections.openWriter());
            Connections.execute(writer.connection(), dialect.beginWriting());
            return writer.connection();
        } catch (SQLException e) {
            throw new StoreException.Unreachable("The database cannot be written to: " + e.getMessage(), e);
        }
    }

    private Writer writer() {
        if (writer == null) {
            throw new IllegalStateException("The writer has no connection.");
        }
        return writer;
    }

    /** Closing rolls back whatever is open. */
    private void discard() {
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }

    private static Throwable asFailure(Throwable e) {
        return e instanceof StoreException || e instanceof Error
                ? e
                : new StoreException.CommitFailed("The change could not be stored: " + e.getMessage(), e);
    }
}
