package org.sluice.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What an auditor of SSH servers says of the port: no failure and no warning. */
final class SshAuditIT {
    /**
     * Debian's auditor of 2021 does not know what came after it, and calls the oldest of the hybrids an experiment. Newer ones
     * know them, and say of what is there for clients without a hybrid that it is none.
     */
    private static final Pattern EXPLAINED = Pattern.compile(
            "\\(kex\\) ((mlkem768x25519-sha256|sntrup761x25519-sha512|kex-strict-s-v00@openssh\\.com) +--"
                    + " \\[warn] unknown algorithm"
                    + "|sntrup761x25519-sha512@openssh\\.com +-- \\[warn] using experimental algorithm"
                    + "|curve25519-sha256(@libssh\\.org)? +-- \\[warn] does not provide protection against post-quantum)");

    private static void required() {
        boolean there = Stream.of(System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator), -1))
                .anyMatch(folder -> new File(folder, "ssh-audit").canExecute());
        if (!there) {
            String why = "ssh-audit is not on the PATH.";
            if ("true".equals(System.getenv("CI"))) {
                Assertions.fail(why);
            }
            Assumptions.abort("The port is not audited here: " + why);
        }
    }

    @Test
    void the_auditor_finds_no_fault() throws IOException {
        required();
        try (SftpFixture sftp = new SftpFixture()) {
            SftpFixture.Ran audit =
                    sftp.run(List.of("ssh-audit", "-n", "-p", Integer.toString(sftp.server.port()), "127.0.0.1"), "");

            assertThat(audit.said()
                            .lines()
                            .filter(line -> line.contains("[fail]") || line.contains("[warn]"))
                            .filter(line -> !EXPLAINED.matcher(line).find()))
                    .as(audit.said())
                    .isEmpty();
            assertThat(audit.said())
                    .contains("sntrup761x25519-sha512@openssh.com")
                    .contains("kex-strict-s-v00@openssh.com");
        }
    }
}
