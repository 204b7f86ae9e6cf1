package org.sluice.gateway.testkit;

import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Assumptions;
import org.sluice.gateway.store.DatabaseAddress;

/**
 * The databases that a test runs against: put {@code @ParameterizedClass @EnumSource(TestDatabase.class)} on the class. A
 * database that cannot run on this machine skips the test and says why; with {@code CI=true} in the environment a
 * PostgreSQL that does not start fails it.
 */
public enum TestDatabase {
    /** A file in a new temporary folder. */
    SQLITE,
    /** A server started once for all tests of the JVM, from the binaries on the class path. */
    POSTGRESQL,
    /** A server in a container (system property {@code sluice.test.postgres-image}), where a container engine answers. */
    CONTAINER;

    /** Opens a fresh, migrated, empty database and its write door; closing it removes the database. */
    public TestStore open() {
        return TestStore.open(fresh());
    }

    /** A fresh, migrated, empty database. SQLite ones are removed when the JVM ends unless {@link #remove} comes first. */
    public DatabaseAddress fresh() {
        return switch (this) {
            case SQLITE -> SqliteTemplate.ONLY.fresh();
            case POSTGRESQL -> server(TestServer.embedded()).fresh();
            case CONTAINER -> server(TestServer.container()).fresh();
        };
    }

    static void remove(DatabaseAddress address) {
        switch (address.dialect()) {
            case SQLITE -> SqliteTemplate.remove(address);
            case POSTGRESQL -> TestServer.remove(address);
        }
    }

    private TestServer server(TestServer.Start start) {
        if (start.server().isPresent()) {
            return start.server().get();
        }
        if (this == POSTGRESQL && "true".equals(System.getenv("CI"))) {
            return fail(start.whyNot());
        }
        Assumptions.abort(name() + " is not tested here: " + start.whyNot());
        throw new IllegalStateException(start.whyNot());
    }
}
