package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart, with the `sftp` and `curl` of this machine. */
class QuickstartIT {
    private static final String SCRIPT =
            Checkout.DEPLOY.resolve("quickstart.sh").toString();

    @TempDir
    Path folder;

    @Test
    void the_walk_goes_through_and_leaves_nothing_behind() throws Exception {
        Checkout.needs("ssh-keygen", "sftp", "curl");
        Ran ran = Checkout.run(folder, Map.of(), List.of(SCRIPT, "--check"));
        assertThat(ran.status()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out()).contains("Done.").contains("Sound:");
        try (var left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString())
                            .filter(name -> name.startsWith("sluice-quickstart")))
                    .isEmpty();
        }
    }

    @Test
    void without_curl_it_says_which_package_brings_it() throws Exception {
        Checkout.needs("ssh-keygen", "sftp");
        Ran ran = Checkout.run(folder, Map.of("PATH", pathWith("dirname", "sftp", "ssh-keygen")), List.of(SCRIPT));
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err()).contains("\"curl\" is missing").contains("apt install curl");
    }

    @Test
    void without_sftp_it_says_which_package_brings_it() throws Exception {
        Ran ran = Checkout.run(folder, Map.of("PATH", pathWith("dirname")), List.of(SCRIPT));
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err()).contains("\"sftp\" is missing").contains("apt install openssh-client");
    }

    /** A folder with these programs only. */
    private String pathWith(String... programs) throws IOException {
        Path few = Files.createDirectory(folder.resolve("few"));
        for (String program : programs) {
            Files.createSymbolicLink(few.resolve(program), Path.of("/usr/bin", program));
        }
        return few.toString();
    }
}
