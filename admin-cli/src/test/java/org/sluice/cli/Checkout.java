package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** This checkout, just packaged by the build, and programs run in it as a user would. */
final class Checkout {
    // The module's folder, in which Maven runs its tests, lies in the checkout.
    static final Path ROOT =
            Path.of(System.getProperty("basedir", ""), "..").toAbsolutePath().normalize();
    static final Path DEPLOY = ROOT.resolve("deploy");
    static final Path SLUICE = DEPLOY.resolve("sluice");

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private Checkout() {}

    /** Skips a test where the machine lacks what it drives, and says so; where CI promises them all, it fails. */
    static void needs(String... programs) {
        List<String> missing = Arrays.stream(programs)
                .filter(program -> Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .noneMatch(folder -> Files.isExecutable(Path.of(folder, program))))
                .toList();
        if ("true".equals(System.getenv("CI"))) {
            assertThat(missing).as("programs that the tests need").isEmpty();
        }
        assumeTrue(missing.isEmpty(), () -> "Not on this machine: " + String.join(", ", missing));
    }

    /** A program of this checkout: with the Java of the tests, and never building while Maven does. */
    static ProcessBuilder program(Path folder, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("SLUICE_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SLUICE_NO_BUILD", "1");
        builder.environment().put("SLUICE_HEAP", "384m");
        builder.environment().put("TMPDIR", folder.toString());
        builder.environment().remove("SLUICE_DATA");
        return builder.redirectInput(new java.io.File("/dev/null"));
    }

    /** Runs it to its end. Nothing that it started outlives this call. */
    static Ran run(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder = program(folder, command.toArray(String[]::new));
        builder.environment().putAll(environment);
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "it did not end in time:\n" + Files.readString(out) + Files.readString(err));
            }
        } finally {
            end(process);
        }
        return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Ends a process and whatever it started. */
    static void end(Process process) {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroy();
        family.forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        family.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    }
}
