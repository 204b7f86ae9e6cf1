package org.sluice.gateway.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Makes connections to one address, set up as the store needs them. */
final class Connections {
    private static final int BUSY_MILLIS = 10_000;
    private static final int CONNECT_SECONDS = 10;
    /** A server that answers nothing for so long counts as gone: the writer must not wait for ever. */
    private static final int SOCKET_SECONDS = 60;

    private final DatabaseAddress address;

    Connections(DatabaseAddress address) {
        this.address = address;
    }

    /** Where migrations get their connections from; one of them may take longer than a socket should stay silent. */
    DataSource migrating() {
        return source(0);
    }

    private DataSource writable() {
        return source(SOCKET_SECONDS);
    }

    private DataSource source(int silenceSeconds) {
        return switch (address.dialect()) {
            case SQLITE -> sqlite();
            case POSTGRESQL -> postgresql(silenceSeconds);
        };
    }

    /** The writer's connection. */
    Connection openWriter() throws SQLException {
        Connection connection = writable().getConnection();
        if (address.dialect() == Dialect.POSTGRESQL) {
            // Durable before it is answered, whatever the server's default; a lock is never waited for without an end;
            // a
            // gateway that hangs in mid-transaction does not keep the chain's head from the others.
            execute(
                    connection,
                    "SELECT set_config('synchronous_commit', 'on', false)"
                            + " WHERE current_setting('synchronous_commit') = 'off'",
                    "SET lock_timeout = '20s'",
                    "SET idle_in_transaction_session_timeout = '60s'");
        }
        return connection;
    }

    /** The bounded pool of readers. */
    HikariDataSource readers(int size) {
        var config = new HikariConfig();
        config.setPoolName("sluice-readers");
        config.setDataSource(writable());
        if (address.dialect() == Dialect.SQLITE) {
            config.setConnectionInitSql("PRAGMA query_only = ON");
        }
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_SECONDS * 1000L);
        config.setInitializationFailTimeout(CONNECT_SECONDS * 1000L);
        return new HikariDataSource(config);
    }

    /** SQLite would create the file readable for everybody; log and index files take the file's mode over. */
    void createFile() throws IOException {
        if (address.dialect() != Dialect.SQLITE) {
            return;
        }
        Path file = address.file();
        Path folder = file.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    /** Whether SQLite's log was folded into the file and is empty now. */
    boolean emptyLog() throws SQLException {
        try (Connection connection = writable().getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
            return answer.next() && answer.getInt("busy") == 0;
        }
    }

    static void execute(Connection connection, String... commands) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }

    private DataSource sqlite() {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.enableLoadExtension(false);
        config.setGetGeneratedKeys(false);
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + address.place());
        return source;
    }

    private DataSource postgresql(int silenceSeconds) {
        // The driver's own data source would need its annotations' library to compile against.
        var settings = new Properties();
        settings.setProperty("ApplicationName", "sluice");
        settings.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        settings.setProperty("socketTimeout", Integer.toString(silenceSeconds));
        settings.setProperty("tcpKeepAlive", "true");
        address.password().ifPresent(secret -> settings.setProperty("password", secret));
        return new DriverDataSource(address.place(), "org.postgresql.Driver", settings, null, null);
    }
}
