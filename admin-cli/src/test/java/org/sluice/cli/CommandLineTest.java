package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What every command has in common: options, help, exit status, errors. */
class CommandLineTest {
    private static Stream<CommandLine> everyCommand(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(CommandLineTest::everyCommand));
    }

    @Test
    void every_command_says_what_it_does_and_gives_an_example() {
        CommandLine root = CommandTree.of(new Sluice(Map.of(), System.out, System.err), List.of());
        List<CommandLine> commands = everyCommand(root).skip(1).toList();
        assertThat(commands).hasSizeGreaterThan(38);
        for (CommandLine command : commands) {
            var spec = command.getCommandSpec();
            assertThat(spec.usageMessage().description())
                    .as(spec.qualifiedName())
                    .isNotEmpty();
            if (command.getSubcommands().isEmpty()) {
                assertThat(String.join("\n", spec.usageMessage().footer()))
                        .as(spec.qualifiedName())
                        .contains("Example: " + spec.qualifiedName());
            }
        }
    }

    @Test
    void the_names_that_other_programs_rely_on_are_there() {
        CommandLine root = CommandTree.of(new Sluice(Map.of(), System.out, System.err), List.of());
        assertThat(everyCommand(root).map(command -> command.getCommandSpec().qualifiedName()))
                .contains(
                        "sluice init",
                        "sluice serve",
                        "sluice participant withdraw",
                        "sluice person key remove",
                        "sluice contact add",
                        "sluice policy check",
                        "sluice deposit label",
                        "sluice fact add",
                        "sluice release create",
                        "sluice release revoke",
                        "sluice link reissue",
                        "sluice audit export",
                        "sluice audit verify");
    }

    @Test
    void help_ends_with_status_0_and_stands_on_standard_output() {
        Ran ran = Ran.command("--help");
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("participant").contains("Exit status: 0 done");
        assertThat(Ran.command("release", "create", "--help").out()).contains("--password-via");
    }

    @Test
    void a_missing_option_is_wrong_usage() {
        Ran ran = Ran.command("participant", "add", "relief-a");
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("--signed").contains("sluice participant add --help");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void with_json_wrong_usage_is_told_as_json_too() {
        Ran ran = Ran.command("--json", "participant", "add", "relief-a");
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.json().path("error").path("kind").asText()).isEqualTo("wrong");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void an_unknown_command_is_wrong_usage() {
        assertThat(Ran.command("particpant", "list").status()).isEqualTo(2);
        assertThat(Ran.command("participant").status()).isEqualTo(2);
    }

    @Test
    void without_a_data_directory_it_asks_for_one() {
        Ran ran = Ran.command("deposit", "list");
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("SLUICE_DATA");
    }

    @Test
    void the_data_directory_may_stand_before_or_after_the_command_or_in_the_environment(@TempDir Path folder) {
        String words = "The gateway of " + folder + " is not running; start it with: sluice serve --data " + folder;
        assertThat(Ran.command("--data", folder.toString(), "deposit", "list").err())
                .contains(words);
        assertThat(Ran.command("deposit", "list", "--data", folder.toString()).err())
                .contains(words);
        assertThat(Ran.command(Map.of("SLUICE_DATA", folder.toString()), "deposit", "list")
                        .err())
                .contains(words);
        assertThat(Ran.command("deposit", "list", "--data", folder.toString()).status())
                .isEqualTo(1);
    }

    @Test
    void a_token_that_others_may_read_is_not_used(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("run"));
        Files.writeString(folder.resolve("run").resolve("ready.json"), "{\"apiPort\":1}");
        Path token = folder.resolve("admin.token");
        Files.writeString(token, "A".repeat(43));
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r-----"));
        Ran ran = Ran.command("deposit", "list", "--data", folder.toString());
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err()).contains("chmod 600 " + token);
    }

    @Test
    void withdrawing_wants_exactly_one_time() {
        assertThat(Ran.command("participant", "withdraw", "a", "--reason", "r").status())
                .isEqualTo(2);
        assertThat(Ran.command("participant", "withdraw", "a", "--reason", "r", "--now", "--effective", "2026-04-01")
                        .status())
                .isEqualTo(2);
    }

    @Test
    void a_private_key_is_not_taken_for_a_public_one(@TempDir Path folder) throws IOException {
        Path key = folder.resolve("amal");
        Files.writeString(key, "-----BEGIN OPENSSH PRIVATE KEY-----\n");
        Ran ran = Ran.command("person", "key", "add", "amal", key.toString());
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains(".pub");
    }

    @Test
    void names_cannot_paint_over_the_line_that_they_stand_in() {
        assertThat(Json.harmless("a\u001b[2Kb\u202Egpj")).isEqualTo("a\uFFFD[2Kb\uFFFDgpj");
        assertThat(Json.harmless("تقرير é 4W")).isEqualTo("تقرير é 4W");
    }
}
