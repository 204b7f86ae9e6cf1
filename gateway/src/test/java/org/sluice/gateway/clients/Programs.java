package org.sluice.gateway.clients;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs of the machine. A test that needs a missing one is skipped and says so; with {@code CI=true} it fails. */
final class Programs {
    private Programs() {}

    static void required(Client client) {
        client.missing().ifPresent(what -> {
            String why = client.name() + " is not tried: " + what + " is missing.";
            if ("true".equals(System.getenv("CI"))) {
                fail(why);
            }
            Assumptions.abort(why);
        });
    }

    static Optional<String> missing(String... programs) {
        String path = System.getenv().getOrDefault("PATH", "");
        List<String> folders = List.of(path.split(Pattern.quote(File.pathSeparator), -1));
        return Stream.of(programs)
                .filter(program -> folders.stream().noneMatch(folder -> new File(folder, program).canExecute()))
                .findFirst();
    }

    static Process start(Site site, List<String> words) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(site.folder().toFile()).redirectErrorStream(true);
        // Some keep what they know of hosts under the home folder, and some print other scripts only where they may.
        builder.environment().put("HOME", site.folder().toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder.start();
    }

    /**
     * Runs a program and gives what it said.
     *
     * @throws IOException with what it said, when it ended with another status than 0 or not at all
     */
    static String run(Site site, List<String> words, String input) throws IOException {
        Process process = start(site, words);
        try (OutputStream to = process.getOutputStream()) {
            to.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended before it had read everything; what it said tells why.
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("It did not end: " + words + "\n" + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        if (process.exitValue() != 0) {
            throw new IOException("Status " + process.exitValue() + " of " + words + "\n" + said);
        }
        return said;
    }

    static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }
}
