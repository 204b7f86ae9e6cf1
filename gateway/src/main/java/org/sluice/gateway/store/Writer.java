package org.sluice.gateway.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The writer's connection, lent to one handle after the other. */
final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    private final Connection connection;
    private final Jdbi jdbi;

    Writer(Connection connection) {
        this.connection = connection;
        this.jdbi = Jdbi.create(new Lent(connection)).setTransactionHandler(new NoTransactions());
        jdbi.getConfig(SqlStatements.class).setSqlParser(Database.PARSER);
        // An exception must not carry bound values into a log: hashes, names, telephone numbers.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
    }

    Connection connection() {
        return connection;
    }

    Handle open() {
        return jdbi.open();
    }

    Tx newTx(Dialect dialect, InstantSource clock) {
        return new Tx(jdbi.open(), dialect, clock);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("The writer's connection could not be closed: {}", e.getMessage());
        }
    }

    /** Closing a handle leaves the connection open for the next. */
    private record Lent(Connection connection) implements ConnectionFactory {
        @Override
        public Connection openConnection() {
            return connection;
        }

        @Override
        public void closeConnection(Connection lent) {}
    }
}
