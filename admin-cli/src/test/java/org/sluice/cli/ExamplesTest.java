package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.gateway.policy.ProtocolFile;
import picocli.CommandLine;

/** The example at the end of a help can be pasted: it is whole, the shipped protocols know its words, its days are to come. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExamplesTest {
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+");
    /** Options whose day must not be past when somebody pastes it; what was signed or decided lies behind. */
    private static final Set<String> TO_COME =
            Set.of("--until", "--keep-until", "--destroy-by", "--effective", "--in-force", "--objections-until");

    private static final LocalDate FAR = LocalDate.of(2029, 12, 31);

    private static Set<String> words(boolean types) {
        Set<String> words = new HashSet<>();
        for (String id : ProtocolFile.shipped().keySet()) {
            var protocol = ProtocolFile.shipped(id);
            if (types) {
                protocol.informationTypes().forEach(type -> words.add(type.id()));
            } else {
                protocol.audiences().forEach(audience -> words.add(audience.id()));
            }
        }
        return words;
    }

    private final CommandLine tree = tree();

    Stream<String> examples() {
        List<String> all = new ArrayList<>();
        tree.getSubcommands().values().forEach(command -> collect(command, all));
        return all.stream();
    }

    private static CommandLine tree() {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return CommandTree.of(new Sluice(Map.of(), nowhere, nowhere), List.of("--help"));
    }

    private static void collect(CommandLine command, List<String> all) {
        StringBuilder line = new StringBuilder();
        for (String part : command.getCommandSpec().usageMessage().footer()) {
            String text = part.replace("Example: ", "").strip();
            if (line.isEmpty() && !text.startsWith("sluice ")) {
                continue;
            }
            line.append(text.endsWith("\\") ? text.substring(0, text.length() - 1) : text);
            if (!text.endsWith("\\")) {
                all.add(line.toString());
                line.setLength(0);
            }
        }
        command.getSubcommands().values().forEach(sub -> collect(sub, all));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_example_can_be_pasted(String example) {
        assertThat(example.chars().filter(c -> c == '"').count() % 2)
                .as("quotes that are closed")
                .isZero();
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(example.replaceFirst(" > \\S+$", ""));
        while (matcher.find()) {
            words.add(matcher.group().replace("\"", ""));
        }
        // Throws where it is no whole command.
        tree.parseArgs(words.subList(1, words.size()).toArray(String[]::new));
        for (int i = 0; i + 1 < words.size(); i++) {
            String value = words.get(i + 1);
            switch (words.get(i)) {
                case "--type" -> assertThat(words(true)).contains(value);
                case "--audience" -> {
                    if (!value.isEmpty()) {
                        assertThat(words(false)).containsAll(List.of(value.split(",", -1)));
                    }
                }
                case "audiences" ->
                    assertThat(words(false))
                            .containsAll(List.of(words.get(i + 2).split(",", -1)));
                default -> {
                    if (TO_COME.contains(words.get(i)) && !value.equals("DAY")) {
                        assertThat(LocalDate.parse(value)).as(words.get(i)).isAfter(FAR);
                    }
                }
            }
        }
    }
}
