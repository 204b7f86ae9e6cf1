package org.sluice.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.gateway.domain.audit.Verdict;
import org.sluice.gateway.testkit.Audits;

final class KilledWriterIT {
    @TempDir
    private Path folder;

    @Test
    void a_gateway_killed_while_it_writes_leaves_a_sound_chain_and_loses_nothing_it_answered() throws Exception {
        Path file = folder.resolve("sluice.db");
        long answered = 0;
        for (int round = 0; round < 3; round++) {
            answered = Math.max(answered, writeAndKill(file, 100L + 70L * round));
            try (Database database = Database.open(DatabaseAddress.sqlite(file))) {
                long notes = database.read(sql -> sql.createQuery("SELECT count(*) FROM note")
                        .mapTo(Long.class)
                        .one());
                assertThat(notes).isGreaterThanOrEqualTo(answered);
                assertThat(Audits.verdict(database)).isEqualTo(new Verdict.Sound(notes, 0, 1, notes, 0));
            }
        }
    }

    /** The highest number that was answered before the kill. */
    private static long writeAndKill(Path file, long lines) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long highest = 0;
        try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
            for (long i = 0; i < lines; i++) {
                String line = out.readLine();
                assertThat(line).as("the child writes").isNotNull();
                highest = Math.max(highest, Long.parseLong(line));
            }
            // SIGKILL: no hook runs, nothing is flushed. Through the handle, which leaves the pipe open.
            child.toHandle().destroyForcibly();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                // The last line may be torn; then it says less than was answered.
                if (!line.isEmpty()) {
                    highest = Math.max(highest, Long.parseLong(line));
                }
            }
        }
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return highest;
    }
}
