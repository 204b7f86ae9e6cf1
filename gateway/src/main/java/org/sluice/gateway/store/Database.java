package org.sluice.gateway.store;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;

/** The database of one gateway: its schema brought up to date, a bounded pool of readers, one door for writing. */
public final class Database implements AutoCloseable {
    private static final int READERS = 8;

    /** What it learns of a statement holds for every connection: readers and writer need not learn it each. */
    static final SqlParser PARSER = new ColonPrefixSqlParser();

    private final DatabaseAddress address;
    private final Connections connections;
    private final HikariDataSource readers;
    private final Jdbi jdbi;
    private final AtomicBoolean doorGiven = new AtomicBoolean();

    private Database(DatabaseAddress address, Connections connections, HikariDataSource readers) {
        this.address = address;
        this.connections = connections;
        this.readers = readers;
        this.jdbi = Jdbi.create(new Snapshots(readers, address.dialect())).setTransactionHandler(new NoTransactions());
        jdbi.getConfig(SqlStatements.class).setSqlParser(PARSER);
        // An exception must not carry bound values into a log: hashes, names, telephone numbers.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
    }

    /**
     * Opens the database and migrates its schema. An empty SQLite file is created where none is.
     *
     * @throws StoreException.Unreachable when it cannot be opened, or a newer gateway has migrated it further
     */
    public static Database open(DatabaseAddress address) {
        var connections = new Connections(address);
        try {
            connections.createFile();
            Flyway flyway = Flyway.configure()
                    .dataSource(connections.migrating())
                    .locations("classpath:db/migration")
                    .placeholders(Map.of("blob", address.dialect().blob()))
                    // By default a schema from a newer gateway would be taken without a word.
                    .ignoreMigrationPatterns(new String[0])
                    .cleanDisabled(true)
                    .load();
            MigrationInfoService schema = flyway.info();
            newer(address, schema);
            if (!current(schema)) {
                flyway.migrate();
            }
            return new Database(address, connections, connections.readers(READERS));
        } catch (IOException | FlywayException | HikariPool.PoolInitializationException e) {
            throw new StoreException.Unreachable(
                    "The database " + address + " could not be opened and brought up to date: " + e.getMessage(), e);
        }
    }

    /** As at most starts: every migration applied, as it is written today. What differs is for the migration to refuse. */
    private static boolean current(MigrationInfoService schema) {
        return Arrays.stream(schema.all())
                .allMatch(known -> known.getState() == MigrationState.SUCCESS
                        && known.isChecksumMatching()
                        && known.isDescriptionMatching()
                        && known.isTypeMatching());
    }

    private static void newer(DatabaseAddress address, MigrationInfoService schema) {
        boolean newer = Arrays.stream(schema.applied())
                .anyMatch(applied -> !applied.getState().isResolved());
        if (newer) {
            throw new StoreException.Unreachable("The database " + address
                    + " was brought up to date by a newer Sluice (schema "
                    + schema.current().getVersion() + "). Start that version or a later one; to go back, restore the"
                    + " backup from before the upgrade.");
        }
    }

    /** Which of the two databases this is. */
    public Dialect dialect() {
        return address.dialect();
    }

    /**
     * Reads from one snapshot. A write through the handle fails. Not for use inside a unit of work, which reads what it
     * has written through its own {@link Tx}.
     *
     * @throws StoreException.Unreachable when no reader came free in time or the database is gone
     */
    public <T, X extends Exception> T read(Query<T, X> query) throws X {
        if (Thread.currentThread() instanceof WriterThread) {
            throw new IllegalStateException(
                    "A unit of work reads through its own Tx: a reader would not see what the unit has written.");
        }
        try (Handle handle = open()) {
            handle.setStatementBuilder(new GuardedStatements(handle.getStatementBuilder(), () -> {}, failure -> {}));
            return query.run(handle);
        }
    }

    /**
     * Opens the one door through which this gateway writes.
     *
     * @param clock gives audit records their instant
     * @param random gives audit records their salt
     * @throws IllegalStateException when the door has been given already
     */
    public WriteDoor writeDoor(InstantSource clock, SecureRandom random) {
        return writeDoor(clock, random, WriteDoor.Limits.USUAL);
    }

    WriteDoor writeDoor(InstantSource clock, SecureRandom random, WriteDoor.Limits limits) {
        if (!doorGiven.compareAndSet(false, true)) {
            throw new IllegalStateException("This database has given its write door already; there is only one.");
        }
        return new WriteDoor(new GroupCommit(connections, dialect(), clock, random), limits);
    }

    /**
     * SQLite: folds the write-ahead log into the file and empties it, so that what was deleted before is in neither of
     * them; to be called after a destruction. PostgreSQL keeps deleted rows until it vacuums, and its logs as long as it
     * is told to: there this does nothing.
     *
     * @return whether it was done; not while somebody reads from an older snapshot
     */
    public boolean purgeLog() {
        if (dialect() != Dialect.SQLITE) {
            return false;
        }
        try {
            return connections.emptyLog();
        } catch (SQLException e) {
            throw new StoreException.Unreachable("The database log could not be emptied: " + e.getMessage(), e);
        }
    }

    /** Closes the readers. The write door is closed on its own, before. */
    @Override
    public void close() {
        readers.close();
    }

    private Handle open() {
        try {
            return jdbi.open();
        } catch (ConnectionException e) {
            throw new StoreException.Unreachable("No connection to the database " + address + " came free in time.", e);
        }
    }
}
