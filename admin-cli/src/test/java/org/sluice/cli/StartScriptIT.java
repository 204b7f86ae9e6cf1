package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** `deploy/sluice`: how the command starts and stops. */
class StartScriptIT {
    @TempDir
    Path folder;

    private Ran sluice(String... words) throws Exception {
        return Checkout.run(folder, Map.of(), command(words));
    }

    private static List<String> command(String... words) {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(Checkout.SLUICE.toString()), java.util.Arrays.stream(words))
                .toList();
    }

    @Test
    void it_tells_the_version_of_the_build() throws Exception {
        assertThat(sluice("--version").out()).matches("sluice \\d+\\.\\d+.*\n");
    }

    @Test
    void standard_output_holds_the_answer_and_nothing_else() throws Exception {
        Ran ran = sluice("policy", "list", "--json");
        assertThat(ran.json().path(0).path("id").asText()).isEqualTo("turkey-cross-border");
        assertThat(ran.out().lines()).hasSize(1);
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void classes_kept_from_an_earlier_build_are_thrown_away_and_kept_anew() throws Exception {
        assertThat(sluice("--version").status()).isZero();
        Path target = Checkout.ROOT.resolve("admin-cli").resolve("target");
        Path kept;
        try (Stream<Path> folders = Files.list(target)) {
            kept = folders.filter(one -> Files.isDirectory(one.resolve("lib")))
                    .findFirst()
                    .orElseThrow()
                    .resolve("sluice.aot");
        }
        Files.write(kept, new byte[] {1});
        Files.setLastModifiedTime(kept, FileTime.fromMillis(0));
        assertThat(sluice("--version").status()).isZero();
        assertThat(Files.size(kept)).isGreaterThan(1_000_000);
    }

    @Test
    void it_works_through_a_symbolic_link() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("sluice"), Checkout.SLUICE);
        assertThat(Checkout.run(folder, Map.of(), List.of(link.toString(), "--version"))
                        .status())
                .isZero();
    }

    @Test
    void a_java_home_without_java_is_told() throws Exception {
        Ran ran = Checkout.run(folder, Map.of("SLUICE_JAVA_HOME", folder.toString()), command("--version"));
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err()).contains("SLUICE_JAVA_HOME").contains("25");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void the_exit_status_is_that_of_the_command() throws Exception {
        assertThat(sluice("participant", "list").status()).isEqualTo(2);
        assertThat(sluice(
                                "policy",
                                "check",
                                "--protocol=turkey-cross-border",
                                "--type=4w-monthly-inputs",
                                "--audience=public")
                        .status())
                .isEqualTo(3);
    }

    @Test
    void a_data_directory_is_made_once_and_for_its_owner_only() throws Exception {
        Path data = folder.resolve("data");
        assertThat(sluice("init", "--data", data.toString(), "--sftp-port", "0", "--https-port", "0")
                        .status())
                .isZero();
        assertThat(java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
        Ran again = sluice("init", "--data", data.toString(), "--json");
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.json().path("error").path("message").asText()).contains("holds a gateway already");
    }

    @Test
    void a_serving_gateway_says_one_line_and_ends_in_order_when_told() throws Exception {
        Path data = folder.resolve("data");
        sluice("init", "--data", data.toString(), "--sftp-port", "0", "--https-port", "0");
        Process gateway = Checkout.program(folder, Checkout.SLUICE.toString(), "serve", "--data", data.toString())
                .redirectError(folder.resolve("gateway.log").toFile())
                .start();
        try (var out = gateway.inputReader()) {
            assertThat(out.readLine()).startsWith("Sluice is ready: SFTP on port ");
            assertThat(Json.read(Files.readString(data.resolve("run").resolve("ready.json")))
                            .path("apiPort")
                            .asInt())
                    .isPositive();
            Ran second = sluice("serve", "--data", data.toString());
            assertThat(second.status()).isEqualTo(1);
            assertThat(second.err()).contains("Another gateway serves from");
            // The script became Java: its own process id is the gateway's. (Process.destroy would close the pipe.)
            gateway.toHandle().destroy();
            assertThat(gateway.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(out.readLine()).isNull();
        } finally {
            Checkout.end(gateway);
        }
        assertThat(data.resolve("run").resolve("ready.json")).doesNotExist();
    }
}
