package org.sluice.gateway.sftp;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The machine's own OpenSSH clients: without them these tests are skipped, and with {@code CI=true} they fail. */
final class OpenSsh {
    private OpenSsh() {}

    static void required() {
        Optional<String> missing = Stream.of("sftp", "scp", "ssh", "ssh-keygen")
                .filter(program -> !onPath(program))
                .findFirst();
        if (missing.isPresent()) {
            String why = "OpenSSH's " + missing.get() + " is not on the PATH.";
            if ("true".equals(System.getenv("CI"))) {
                fail(why);
            }
            Assumptions.abort("SFTP is not tested here: " + why);
        }
    }

    private static boolean onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(Pattern.quote(File.pathSeparator), -1))
                .anyMatch(folder -> new File(folder, program).canExecute());
    }
}
