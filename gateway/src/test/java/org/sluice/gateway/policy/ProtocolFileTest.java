package org.sluice.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtocolFileTest {
    private static final String TURKEY = ProtocolFile.shipped().getOrDefault("turkey-cross-border", "");

    @Test
    void every_mistake_is_told_at_once_with_its_place() {
        assertThat(mistakes(TextTable.text("/protocols/wrong/many-mistakes.yaml")).stream()
                        .map(Mistake::toString)
                        .collect(Collectors.joining("\n", "", "\n")))
                .isEqualTo(TextTable.text("/protocols/wrong/many-mistakes.txt"));
    }

    /** Each row changes one thing in the shipped protocol, and exactly that is told. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            scope: specific          | scope: &s specific       | Anchors
            scope: specific          | scope: *s                | Aliases
            scope: specific          | scope: !!java.net.URL x  | Tags
            scope: specific          | scope: [specific]        | Here stands one text
            scope: specific          | scope:                   | The value is missing
            'version: "1"'           | 'verzion: "1"'           | There is no key "verzion" here
            from: 2016-02-01         | from: 01/02/2016         | no date
            from: 2016-02-01         | {from: 2016-02-01        | This is no YAML
            is-also: ocha-imos       | is-also: ocha            | There is no audience "ocha"
            is-also: ocha-imos       | is-also: ocha-gaziantep  | An audience cannot be part of itself
            'persons: none}'         | 'persons: nobody}'       | not known here; write one of none, staff
            longest-link: 90d        | longest-link: 90         | no span of time
            when: otherwise          | when: always             | write one of otherwise
            """)
    void one_mistake_in_the_shipped_protocol_is_found(String from, String to, String message) {
        assertThat(TURKEY).contains(from);
        List<Mistake> found = mistakes(replaceFirst(TURKEY, from, to));
        int line = TURKEY.substring(0, TURKEY.indexOf(from)).split("\n", -1).length;
        // Broken YAML is noticed only where the parser can no longer go on.
        assertThat(found)
                .anyMatch(m -> m.message().contains(message)
                        && (m.line() == line || (message.contains("YAML") && m.line() >= line)));
    }

    @Test
    void a_missing_last_floor_is_told() {
        String without = TURKEY.substring(0, TURKEY.indexOf("  - when: otherwise"))
                + TURKEY.substring(TURKEY.indexOf("# The longest life"));
        assertThat(mistakes(without))
                .singleElement()
                .satisfies(m -> assertThat(m.message()).contains("The last floor is the one for everything else"));
    }

    @Test
    void an_audience_public_has_to_be_there() {
        assertThat(mistakes(TURKEY.replace("  - id: public\n", "  - id: everyone\n")))
                .anyMatch(m -> m.message().contains("The audience \"public\" is missing"));
    }

    @Test
    void a_shared_cell_without_a_word_on_persons_is_told() {
        assertThat(mistakes(replaceFirst(TURKEY, "ceiling: {organizations: named, persons: staff}", "ceiling: {}")))
                .singleElement()
                .satisfies(m -> assertThat(m.message()).contains("ceiling of persons"));
    }

    @Test
    void a_deep_text_is_refused_before_it_is_read_whole() {
        assertThat(mistakes("a: " + "[".repeat(100_000)))
                .singleElement()
                .satisfies(m -> assertThat(m.message()).contains("nested deeper"));
    }

    @Test
    void a_long_text_an_empty_one_and_two_in_one_are_refused() {
        assertThat(mistakes("#".repeat(YamlText.LONGEST + 1)))
                .singleElement()
                .satisfies(m -> assertThat(m.message()).contains("longer than"));
        assertThat(mistakes("# nothing"))
                .singleElement()
                .satisfies(m -> assertThat(m.message()).contains("empty"));
        assertThat(mistakes(TURKEY + "\n---\nid: second\n"))
                .singleElement()
                .satisfies(m -> assertThat(m.message()).contains("second document"));
        assertThat(mistakes("just a word"))
                .singleElement()
                .satisfies(m -> assertThat(m.message()).contains("Here stand keys"));
    }

    @Test
    void only_shipped_protocols_are_shipped() {
        assertThatThrownBy(() -> ProtocolFile.shipped("../turkey-cross-border"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String replaceFirst(String text, String from, String to) {
        int at = text.indexOf(from);
        return text.substring(0, at) + to + text.substring(at + from.length());
    }

    private static List<Mistake> mistakes(String yaml) {
        return switch (ProtocolFile.load(yaml)) {
            case Loaded.Good good -> List.of();
            case Loaded.Bad bad -> bad.mistakes();
        };
    }
}
