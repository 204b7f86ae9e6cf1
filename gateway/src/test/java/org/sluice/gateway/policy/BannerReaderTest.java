package org.sluice.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.Titles;

/** What a protocol says before log-in is one plain line for a language, and every mistake in it has its place. */
final class BannerReaderTest {
    private static final String TURKEY = ProtocolFile.shipped().getOrDefault("turkey-cross-border", "");
    private static final String BANNER =
            TURKEY.substring(TURKEY.indexOf("\nbanner:\n") + 1, TURKEY.indexOf("\n# The document"));

    private static Loaded with(String banner) {
        assertThat(TURKEY).contains(BANNER);
        return ProtocolFile.load(TURKEY.replace(BANNER, banner));
    }

    private static List<Mistake> mistakes(String banner) {
        return with(banner) instanceof Loaded.Bad bad ? bad.mistakes() : List.of();
    }

    @ParameterizedTest
    @ValueSource(strings = {"turkey-cross-border", "iasc-template", "alliance-dpisp"})
    void every_shipped_protocol_says_a_line_in_each_language(String id) {
        assertThat(ProtocolFile.shipped(id).banner().orElseThrow().byLanguage())
                .containsOnlyKeys(Titles.LANGUAGES)
                .allSatisfy((language, line) -> assertThat(line).hasSizeBetween(30, BannerReader.LONGEST));
    }

    @Test
    void a_protocol_need_not_say_anything() {
        assertThat(((Loaded.Good) with("")).protocol())
                .extracting(Protocol::banner)
                .isEqualTo(java.util.Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            banner: {fr: Bonjour}                    | banner    | The key "en" is missing
            banner: Hello                            | banner    | Here stand keys with their values: en, fr, ar, tr
            banner: {en: Hello, de: Hallo}           | banner.de | There is no key "de" here
            banner: {en: [Hello]}                    | banner.en | Here stands one text
            banner: {en: "Hel\\nlo"}                 | banner.en | one line of plain text
            banner: {en: "Hel\\tlo"}                 | banner.en | one line of plain text
            banner: {en: "\\e[2JHello"}              | banner.en | one line of plain text
            banner: {en: "Hel\\u009blo"}             | banner.en | one line of plain text
            banner: {en: "Hel\\u2028lo"}             | banner.en | one line of plain text
            banner: {en: Hello, ar: "\\u202ehello"}  | banner.ar | one line of plain text
            banner: {en: Hello, ar: "\\u2066hello"}  | banner.ar | one line of plain text
            """)
    void what_a_terminal_should_not_be_shown_is_a_mistake_with_its_line_and_key(
            String banner, String path, String message) {
        int line = TURKEY.substring(0, TURKEY.indexOf("\nbanner:\n") + 1).split("\n", -1).length;
        assertThat(mistakes(banner + "\n")).singleElement().satisfies(mistake -> {
            assertThat(mistake.line()).isEqualTo(line);
            assertThat(mistake.path()).isEqualTo(path);
            assertThat(mistake.message()).contains(message);
        });
    }

    @Test
    void a_line_has_200_characters_and_not_one_more() {
        assertThat(mistakes("banner: {en: " + "x".repeat(200) + "}\n")).isEmpty();
        assertThat(mistakes("banner: {en: " + "x".repeat(201) + "}\n"))
                .singleElement()
                .satisfies(
                        mistake -> assertThat(mistake.message()).contains("at most 200 characters; this one has 201"));
    }
}
