package org.sluice.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.gateway.testkit.MovableClock;

final class DatabaseTest {
    private static final String SECRET = "wrap-of-a-data-key-";

    @TempDir
    private Path folder;

    @Test
    void a_new_file_and_its_log_are_the_gateways_alone() throws IOException {
        Path file = folder.resolve("data/sluice.db");
        try (Database database = Database.open(DatabaseAddress.sqlite(file));
                WriteDoor door = database.writeDoor(new MovableClock(), new SecureRandom())) {
            door.perform(tx -> tx.sql().execute("CREATE TABLE note (text TEXT)"));
            try (Stream<Path> files = Files.list(folder.resolve("data"))) {
                assertThat(files)
                        .hasSize(3)
                        .allSatisfy(each -> assertThat(mode(each)).isEqualTo("rw-------"));
            }
        }
        assertThat(mode(folder.resolve("data"))).isEqualTo("rwx------");
    }

    @ParameterizedTest
    @CsvSource({"journal_mode,wal", "synchronous,2", "foreign_keys,1", "secure_delete,1", "query_only,0"})
    void the_writer_is_set_up_for_durability_and_destruction(String pragma, String value) throws SQLException {
        var connections = new Connections(DatabaseAddress.sqlite(folder.resolve("sluice.db")));
        try (Connection writer = connections.openWriter()) {
            assertThat(pragma(writer, pragma)).isEqualTo(value);
        }
    }

    @Test
    void readers_can_only_query() throws SQLException {
        var connections = new Connections(DatabaseAddress.sqlite(folder.resolve("sluice.db")));
        try (var pool = connections.readers(2);
                Connection reader = pool.getConnection()) {
            assertThat(pragma(reader, "query_only")).isEqualTo("1");
        }
    }

    @Test
    void a_deleted_secret_is_in_neither_the_file_nor_the_log() throws IOException {
        Path file = folder.resolve("sluice.db");
        try (Database database = Database.open(DatabaseAddress.sqlite(file));
                WriteDoor door = database.writeDoor(new MovableClock(), new SecureRandom())) {
            door.perform(tx -> {
                tx.sql().execute("CREATE TABLE kept_secret (secret TEXT)");
                for (int i = 0; i < 500; i++) {
                    tx.sql().execute("INSERT INTO kept_secret VALUES (?)", SECRET + i);
                }
            });
            assertThat(database.purgeLog()).isTrue();
            assertThat(secrets()).as("the test can see them").isPositive();

            door.perform(tx -> tx.sql().execute("DELETE FROM kept_secret"));
            assertThat(database.purgeLog()).isTrue();
            assertThat(secrets()).isZero();
        }
    }

    @Test
    void without_secure_delete_deleted_secrets_would_stay() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("careless.db"))) {
            Connections.execute(connection, "PRAGMA secure_delete = OFF", "CREATE TABLE kept_secret (secret TEXT)");
            for (int i = 0; i < 500; i++) {
                Connections.execute(connection, "INSERT INTO kept_secret VALUES ('" + SECRET + i + "')");
            }
            Connections.execute(connection, "DELETE FROM kept_secret");
        }

        assertThat(secrets()).isPositive();
    }

    @Test
    void the_log_is_not_called_empty_while_somebody_reads_an_older_snapshot() {
        try (Database database = Database.open(DatabaseAddress.sqlite(folder.resolve("sluice.db")));
                WriteDoor door = database.writeDoor(new MovableClock(), new SecureRandom())) {
            boolean purged = database.read(sql -> {
                AuditLog.head(sql);
                door.perform(tx -> tx.sql().execute("CREATE TABLE note (text TEXT)"));
                return new Connections(DatabaseAddress.sqlite(folder.resolve("sluice.db"))).emptyLog();
            });
            assertThat(purged).isFalse();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_schema_from_a_newer_gateway_is_refused() throws SQLException {
        Path file = folder.resolve("sluice.db");
        Database.open(DatabaseAddress.sqlite(file)).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            Connections.execute(
                    connection,
                    "INSERT INTO flyway_schema_history SELECT 999, '999', 'of the future', type, 'V999__x.sql', checksum,"
                            + " installed_by, installed_on, execution_time, success FROM flyway_schema_history"
                            + " WHERE installed_rank = 1");
        }

        assertThatThrownBy(() -> Database.open(DatabaseAddress.sqlite(file)))
                .isInstanceOf(StoreException.Unreachable.class)
                .hasMessageContaining("newer Sluice (schema 999)");
    }

    @Test
    void a_schema_made_by_other_migrations_than_these_is_refused() throws SQLException {
        DatabaseAddress address = DatabaseAddress.sqlite(folder.resolve("sluice.db"));
        Database.open(address).close();
        try (Connection connection = new Connections(address).openWriter()) {
            Connections.execute(
                    connection, "UPDATE flyway_schema_history SET checksum = checksum + 1 WHERE version = '1'");
        }
        assertThatThrownBy(() -> Database.open(address))
                .isInstanceOf(StoreException.Unreachable.class)
                .hasMessageContaining("checksum");
    }

    @Test
    void a_file_that_is_no_database_is_refused_and_left_alone() throws IOException {
        Path file = Files.writeString(folder.resolve("sluice.db"), "a letter, not a database".repeat(100));

        assertThatThrownBy(() -> Database.open(DatabaseAddress.sqlite(file)))
                .isInstanceOf(StoreException.Unreachable.class)
                .hasMessageContaining(file.toString());
        assertThat(Files.readString(file)).startsWith("a letter");
    }

    @Test
    void a_server_that_is_not_there_is_named_without_the_password() {
        var address = DatabaseAddress.parse("jdbc:postgresql://localhost:1/sluice?user=sluice&password=hunter2");

        assertThatThrownBy(() -> Database.open(address))
                .isInstanceOf(StoreException.Unreachable.class)
                .hasMessageContaining("localhost:1")
                .satisfies(e -> assertThat(everything(e)).doesNotContain("hunter2"));
    }

    private static String everything(Throwable failure) {
        var text = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }

    /** How many secrets can be read in the files of the folder. */
    private long secrets() throws IOException {
        long found = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                found += content.split(SECRET, -1).length - 1L;
            }
        }
        return found;
    }

    private static String pragma(Connection connection, String name) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery("PRAGMA " + name)) {
            answer.next();
            return answer.getString(1);
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
