package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command of the handbook, in its order, in one shell. */
class HandbookIT {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");

    @Test
    void the_first_hour_of_an_administrator_works_as_written(@TempDir Path folder) throws Exception {
        Checkout.needs("ssh-keygen", "sftp", "curl");
        String handbook = Files.readString(Checkout.DEPLOY.resolve("HANDBOOK.md"));
        String commands =
                BLOCK.matcher(handbook).results().map(block -> block.group(1)).collect(Collectors.joining("\n"));
        assertThat(commands).contains("sluice init").contains("sluice audit verify");
        // Whatever fails, the gateway ends with its shell.
        Files.writeString(
                folder.resolve("handbook.sh"),
                "set -eu\ntrap 'status=$?; kill \"${GATEWAY:-}\" 2>/dev/null || :; exit \"$status\"' EXIT\n"
                        + commands);
        Ran ran = Checkout.run(
                folder,
                Map.of("PATH", Checkout.DEPLOY + ":" + System.getenv("PATH"), "SFTP_PORT", "0", "HTTPS_PORT", "0"),
                List.of("bash", "-x", "handbook.sh"));
        assertThat(ran.status()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out()).contains("Sound:");
    }
}
