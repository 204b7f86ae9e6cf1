package org.sluice.gateway.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.sluice.gateway.store.Database;
import org.sluice.gateway.store.DatabaseAddress;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A PostgreSQL server for the whole JVM; each test gets a database of its own, copied from a migrated template. */
final class TestServer {
    private static final String TEMPLATE = "sluice_template";

    private final AtomicInteger count = new AtomicInteger();
    private final String before;
    private final String after;

    /** The address of a database is {@code before + name + after}. */
    private TestServer(String before, String after) {
        this.before = before;
        this.after = after;
        run(address("postgres"), "CREATE DATABASE " + TEMPLATE);
        Database.open(DatabaseAddress.parse(address(TEMPLATE))).close();
    }

    static Start embedded() {
        return Embedded.START;
    }

    static Start container() {
        return Container.START;
    }

    DatabaseAddress fresh() {
        String name = "test_" + count.incrementAndGet();
        run(address("postgres"), "CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        return DatabaseAddress.parse(address(name));
    }

    static void remove(DatabaseAddress address) {
        String place = address.place();
        int end = place.indexOf('?');
        int start = place.lastIndexOf('/', end) + 1;
        String server = place.substring(0, start) + "postgres" + place.substring(end)
                + address.password().map(password -> "&password=" + password).orElse("");
        run(server, "DROP DATABASE " + place.substring(start, end) + " WITH (FORCE)");
    }

    private String address(String database) {
        return before + database + after;
    }

    private static void run(String address, String command) {
        try (Connection connection = DriverManager.getConnection(address);
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        } catch (SQLException e) {
            throw new IllegalStateException("The test server refused \"" + command + "\".", e);
        }
    }

    /** A server, or the reason why there is none. */
    record Start(Optional<TestServer> server, String whyNot) {}

    /** Started when first asked for. */
    private static final class Embedded {
        static final Start START = start();

        private static Start start() {
            try {
                // Nothing of it outlives the tests: what is to survive a crash is tried elsewhere.
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off")
                        .start();
                return new Start(
                        Optional.of(new TestServer(
                                "jdbc:postgresql://localhost:" + postgres.getPort() + "/", "?user=postgres")),
                        "");
            } catch (IOException | IllegalStateException e) {
                return new Start(Optional.empty(), "the embedded PostgreSQL did not start: " + e.getMessage());
            }
        }
    }

    /** Started when first asked for, where a container engine answers. */
    private static final class Container {
        static final Start START = start();

        private static Start start() {
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                return new Start(Optional.empty(), "no container engine answers.");
            }
            String image = System.getProperty("sluice.test.postgres-image", "postgres:18");
            var container = new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"));
            container.start();
            return new Start(
                    Optional.of(new TestServer(
                            "jdbc:postgresql://" + container.getHost() + ":" + container.getMappedPort(5432) + "/",
                            "?user=" + container.getUsername() + "&password=" + container.getPassword())),
                    "");
        }
    }
}
