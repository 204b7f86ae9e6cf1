package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a command line is told in the words of whoever typed it. */
final class UsageTextTest {
    private static Ran typed(String line) {
        return Ran.command(line.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    polcy list           | There is no command "polcy"; did you mean policy? See sluice --help.
                    polcy list audit     | There is no command "polcy"; did you mean policy? See sluice --help.
                    policy lst           | There is no command "lst" of sluice policy; did you mean list? See sluice policy --help.
                    person key ad        | There is no command "ad" of sluice person key; did you mean add? See sluice person key --help.
                    participant plan sohw | There is no command "sohw" of sluice participant plan; did you mean show? See
                    deposit xylophone    | There is no command "xylophone" of sluice deposit. See sluice deposit --help.
                    deposit show d1 d2   | "d2" is one word too many for sluice deposit show; put quotes around
                    deposit show --jsn d1 | There is no option "--jsn" of sluice deposit show; did you mean --json?
                    participant          | Say which command of sluice participant: add, adhere,
                    """)
    void a_word_that_is_no_command_is_named_with_the_likeliest_one(String line, String words) {
        Ran ran = typed(line);
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains(words).doesNotContain("index");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    participant add a --name A --audience m --signed 15.01.2026 | --signed takes a day such as 2026-01-15, and "15.01.2026" is none.
                    agreement add --with w --name n --type t --purpose p --until 15.01.2030 --reference r --signatory s --date 2026-01-31 | --until takes a day such as 2026-01-15, and "15.01.2030" is none.
                    fact add k --deposit d --by p --until 2030-02-30 | --until takes a day such as 2026-01-15, and "2030-02-30" is none.
                    release create --max-downloads x | --max-downloads takes a whole number, and "x" is none.
                    clearance require a --people two | --people takes a whole number, and "two" is none.
                    audit list --from first | --from takes a whole number, and "first" is none.
                    """)
    void what_an_option_takes_is_said_as_somebody_would_write_it(String line, String words) {
        Ran ran = typed(line);
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains(words).doesNotContain("java.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    deposit show         | Name the deposit
                    policy show          | Name the protocol
                    participant show     | Name the participant
                    link revoke          | Name the link
                    """)
    void an_empty_id_is_asked_for_and_sent_nowhere(String line, String words) {
        Ran ran = Ran.command(
                Stream.concat(Stream.of(line.split(" ", -1)), Stream.of("")).toArray(String[]::new));
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains(words);
    }

    static Stream<Arguments> documents() {
        return Stream.of(
                Arguments.of(List.of(
                        "participant",
                        "adhere",
                        "a",
                        "--protocol",
                        "p",
                        "--signatory",
                        "S",
                        "--function",
                        "F",
                        "--date",
                        "2026-01-31",
                        "--document")),
                Arguments.of(List.of(
                        "agreement",
                        "add",
                        "--with",
                        "w",
                        "--name",
                        "N",
                        "--type",
                        "t",
                        "--purpose",
                        "p",
                        "--until",
                        "2030-01-01",
                        "--reference",
                        "r",
                        "--signatory",
                        "S",
                        "--date",
                        "2026-01-31",
                        "--document")),
                Arguments.of(List.of(
                        "policy",
                        "assess",
                        "add",
                        "turkey-cross-border",
                        "--signed-by",
                        "S",
                        "--signed",
                        "2026-01-31",
                        "--document")),
                Arguments.of(List.of("policy", "validate", "turkey-cross-border", "--impact-assessment")));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void a_document_that_is_too_large_is_not_sent(List<String> command, @TempDir Path folder) throws IOException {
        Path document = folder.resolve("big.pdf");
        try (var file = new RandomAccessFile(document.toFile(), "rw")) {
            file.setLength((5L << 20) + 1);
        }
        String[] line = Stream.concat(command.stream(), Stream.of(document.toString(), "--data", folder.toString()))
                .toArray(String[]::new);
        Ran ran = Ran.command(line);
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("big.pdf has more than 5.0 MiB");
        Files.write(document, new byte[0]);
        assertThat(Ran.command(line).err()).contains("big.pdf is empty");
    }

    @Test
    void a_name_is_offered_though_a_longer_one_stands_in_the_message() {
        assertThat(typed("policy new --from turkey-cross-borderr").err())
                .contains("- turkey-cross-border\n", "- iasc-template\n");
    }

    @Test
    void two_forms_of_one_answer_are_refused() {
        Ran ran = typed("register data --csv --json");
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.json().path("error").path("message").asText()).contains("--csv or --json");
    }

    @Test
    void an_export_takes_no_other_files_place(@TempDir Path folder) throws IOException {
        Path there = Files.writeString(folder.resolve("audit.ndjson"), "another");
        Ran ran = Ran.command("audit", "export", there.toString(), "--data", folder.toString());
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("is there already");
        assertThat(there).hasContent("another");
    }

    @Test
    void the_protocols_of_a_new_gateway_may_stand_with_commas_between(@TempDir Path folder) {
        Path data = folder.resolve("data");
        Ran ran = Ran.command(
                "init", "--data", data.toString(), "--protocol", "turkey-cross-border,iasc-template", "--json");
        assertThat(ran.status()).as(ran.out()).isZero();
        assertThat(ran.json().path("protocols")).hasSize(2);
    }

    @Test
    void the_apis_words_come_as_options() {
        var answer = Json.object();
        answer.putObject("error")
                .put("kind", "wrong")
                .put("code", "person-missing")
                .put("message", "Say who asks or answers: in \"as\", or in the header Sluice-As.")
                .putArray("details")
                .add("say it again with --anyway (\"confirmed\": true).");
        Problem problem = Problem.read(answer);
        assertThat(problem.message()).isEqualTo("Say who asks or answers: with --as PERSON.");
        assertThat(problem.details()).containsExactly("say it again with --anyway.");
    }
}
