package org.sluice.gateway.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.sluice.gateway.store.Database;
import org.sluice.gateway.store.DatabaseAddress;

/** A migrated empty file, copied for each test: migrating anew would cost every test a quarter of a second. */
enum SqliteTemplate {
    ONLY;

    private final Path template;

    SqliteTemplate() {
        template = newFolder().resolve("template.db");
        Database.open(DatabaseAddress.sqlite(template)).close();
    }

    DatabaseAddress fresh() {
        try {
            Path file = Files.copy(template, newFolder().resolve("sluice.db"));
            return DatabaseAddress.sqlite(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void remove(DatabaseAddress address) {
        Path folder = Path.of(address.place()).resolveSibling(".").normalize();
        removeTree(folder);
    }

    private static Path newFolder() {
        try {
            Path folder = Files.createTempDirectory("sluice-test-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> removeTree(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void removeTree(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
