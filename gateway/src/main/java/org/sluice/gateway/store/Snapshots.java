package org.sluice.gateway.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.ConnectionFactory;

/** Lends the pool's connections, each with one read-only transaction around the loan. */
final class Snapshots implements ConnectionFactory {
    private final HikariDataSource pool;
    private final Dialect dialect;

    Snapshots(HikariDataSource pool, Dialect dialect) {
        this.pool = pool;
        this.dialect = dialect;
    }

    @Override
    public Connection openConnection() throws SQLException {
        Connection connection = pool.getConnection();
        try {
            Connections.execute(connection, dialect.beginReading());
            return connection;
        } catch (SQLException e) {
            pool.evictConnection(connection);
            throw e;
        }
    }

    /** A connection that cannot end its transaction is not lent again. */
    @Override
    public void closeConnection(Connection connection) throws SQLException {
        try {
            Connections.execute(connection, "ROLLBACK");
        } catch (SQLException e) {
            pool.evictConnection(connection);
        }
        connection.close();
    }
}
