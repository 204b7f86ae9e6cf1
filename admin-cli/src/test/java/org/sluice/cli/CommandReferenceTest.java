package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** No command, no option and no shape of an answer is left out of CLI.md, and every command shows how it is typed. */
final class CommandReferenceTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(sluice [^`]*)` \\| (.*) \\|$");
    private static final Pattern SHAPE = Pattern.compile("→ \\[?([A-Z][A-Za-z]*)]?");

    private static List<CommandSpec> commands() {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        List<CommandSpec> leaves = new ArrayList<>();
        collect(CommandTree.of(new Sluice(Map.of(), nowhere, nowhere), List.of("--help")), leaves);
        return leaves;
    }

    private static void collect(CommandLine command, List<CommandSpec> leaves) {
        if (command.getSubcommands().isEmpty()) {
            leaves.add(command.getCommandSpec());
        }
        command.getSubcommands().values().forEach(sub -> collect(sub, leaves));
    }

    /** The words of a command, as the tree has them; its parent may be another object of the same name. */
    private static String words(CommandSpec command) {
        String own = command.name();
        return command.parent() == null ? own : words(command.parent()) + " " + own;
    }

    private static String reference() throws IOException {
        return Files.readString(Checkout.ROOT.resolve("admin-cli").resolve("CLI.md"));
    }

    private static Optional<String> row(String reference, String words) {
        return ROW.matcher(reference)
                .results()
                .filter(row -> (row.group(1) + " ").startsWith(words + " "))
                .map(row -> row.group(1))
                .reduce((one, other) -> one + " " + other);
    }

    @Test
    void every_command_stands_in_the_reference_with_all_of_its_options() throws IOException {
        String reference = reference();
        List<String> missing = new ArrayList<>();
        for (CommandSpec command : commands()) {
            Optional<String> row = row(reference, words(command));
            if (row.isEmpty()) {
                missing.add(words(command));
                continue;
            }
            for (OptionSpec option : command.options()) {
                if (!option.inherited() && !option.hidden() && !row.get().contains(option.longestName())) {
                    missing.add(words(command) + " " + option.longestName());
                }
            }
        }
        assertThat(missing).as("what CLI.md leaves out").isEmpty();
    }

    @Test
    void no_row_of_the_reference_is_of_a_command_that_is_gone() throws IOException {
        List<String> known =
                commands().stream().map(CommandReferenceTest::words).toList();
        List<String> gone = ROW.matcher(reference())
                .results()
                .map(row -> row.group(1))
                .filter(row -> known.stream().noneMatch(words -> (row + " ").startsWith(words + " ")))
                .toList();
        assertThat(gone).isEmpty();
    }

    @Test
    void every_command_shows_an_example_of_itself() {
        List<String> without = commands().stream()
                .filter(command -> Arrays.stream(command.usageMessage().footer())
                        .noneMatch(line -> line.contains("Example: " + words(command))))
                .map(CommandReferenceTest::words)
                .toList();
        assertThat(without).isEmpty();
    }

    @Test
    void the_help_sorts_the_commands_by_what_somebody_wants_to_do_and_leaves_none_out() {
        String help = Ran.command("--help").out();
        assertThat(help.lines().toList())
                .containsSubsequence("Set up and run:", "Who takes part:", "Files on their way:");
        assertThat(help.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(112));
        for (CommandSpec command : commands()) {
            String first = words(command).split(" ", -1)[1];
            assertThat(help.lines().filter(line -> line.startsWith("  " + first + " ")))
                    .as(first)
                    .hasSize(1);
        }
        assertThat(Ran.command("policy", "--help").out()).contains("Write your own:");
    }

    @Test
    void a_list_of_commands_tells_each_in_a_whole_sentence() {
        for (CommandSpec command : commands()) {
            String[] above = words(command.parent())
                    .replaceFirst("^sluice ?", "")
                    .concat(" --help")
                    .strip()
                    .split(" ", -1);
            String list = Ran.command(above).out().replaceAll("\\s+", " ");
            String tells = String.join(" ", command.usageMessage().description());
            String first = tells.split("(?<=\\.) ", -1)[0];
            assertThat(first).as(words(command)).endsWith(".");
            assertThat(list).as(words(command)).contains(" " + command.name() + " " + first);
        }
    }

    @Test
    void every_shape_that_an_answer_names_is_written_down() throws IOException {
        String reference = reference();
        Shapes shapes = Shapes.read();
        List<String> missing = new ArrayList<>();
        ROW.matcher(reference).results().forEach(row -> {
            Matcher shape = SHAPE.matcher(row.group(2));
            while (shape.find()) {
                if (!shapes.knows(shape.group(1))) {
                    missing.add(row.group(1) + " → " + shape.group(1));
                }
            }
        });
        assertThat(missing).isEmpty();
    }
}
