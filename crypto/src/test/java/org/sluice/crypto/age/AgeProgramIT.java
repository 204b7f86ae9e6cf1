package org.sluice.crypto.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of ours for the real {@code age}, and its files for us. */
class AgeProgramIT {

    @TempDir
    private Path folder;

    @BeforeEach
    void programs() {
        for (String program : List.of("age", "age-keygen", "script")) {
            boolean there = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                    .anyMatch(path -> new File(path, program).canExecute());
            if (!there && "true".equals(System.getenv("CI"))) {
                fail(program + " is missing");
            }
            Assumptions.assumeTrue(there, program + " is missing");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64 * 1024, 64 * 1024 + 1, 200_000})
    void each_opens_what_the_other_sealed_for_keys(int size) throws Exception {
        run("age-keygen", "-o", "second.key");
        AgeSecretKey second = AgeSecretKey.parseFile(Files.readString(folder.resolve("second.key")))
                .orElseThrow()
                .getFirst();
        Files.writeString(folder.resolve("first.key"), Ages.KEY.reveal() + "\n");
        Files.write(folder.resolve("ours.age"), Ages.seal(Ages.plain(size), Ages.KEY.publicKey(), second.publicKey()));
        for (String key : List.of("first.key", "second.key")) {
            run("age", "-d", "-i", key, "-o", key + ".out", "ours.age");
            // For an empty file age 1.1.1 makes none.
            if (size > 0) {
                assertThat(folder.resolve(key + ".out")).hasBinaryContent(Ages.plain(size));
            }
        }
        Files.write(folder.resolve("plain"), Ages.plain(size));
        run(
                "age",
                "-r",
                Ages.KEY.publicKey().spelled(),
                "-r",
                second.publicKey().spelled(),
                "-o",
                "its.age",
                "plain");
        byte[] its = Files.readAllBytes(folder.resolve("its.age"));
        assertThat(Ages.open(its, Ages.KEY)).isEqualTo(Ages.plain(size));
        assertThat(Ages.open(its, second)).isEqualTo(Ages.plain(size));
    }

    @Test
    void each_opens_what_the_other_sealed_with_a_passphrase() throws Exception {
        Files.write(folder.resolve("ours.age"), Ages.seal(Ages.plain(99), new AgePassphrase("abc def", 12)));
        typed("abc def\n", "age -d -o out ours.age");
        assertThat(folder.resolve("out")).hasBinaryContent(Ages.plain(99));
        Files.write(folder.resolve("plain"), Ages.plain(99));
        typed("abc def\nabc def\n", "age -p -o its.age plain");
        assertThat(Ages.open(
                        Files.readAllBytes(folder.resolve("its.age")),
                        new AgePassphrase("abc def", AgePassphrase.MOST_WORK)))
                .isEqualTo(Ages.plain(99));
    }

    /** {@code age} reads passphrases from a terminal only. */
    private void typed(String typed, String command) throws Exception {
        Process process = new ProcessBuilder("script", "-qec", command, "/dev/null")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        // What is typed before the question is read all the same: the terminal keeps it.
        process.getOutputStream().write(typed.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        ended(process);
    }

    private void run(String... words) throws Exception {
        ended(new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start());
    }

    private static void ended(Process process) throws IOException, InterruptedException {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }
}
