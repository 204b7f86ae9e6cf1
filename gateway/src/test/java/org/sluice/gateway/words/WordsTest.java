package org.sluice.gateway.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.gateway.domain.deposit.Notice;

final class WordsTest {
    private final Words notices = Words.about("notices");
    private final Words help = Words.about("help");

    /** Those of the pages have numbered places, and a test of their own. */
    private static final List<String> SUBJECTS = List.of("notices", "help", "messages", "mails", "log_in");

    @ParameterizedTest
    @ValueSource(strings = {"fr", "ar", "tr"})
    void every_language_has_the_same_sentences_as_english(String language) {
        for (String subject : SUBJECTS) {
            Words words = Words.about(subject);
            assertThat(words.keys(language)).describedAs(subject).isEqualTo(words.keys("en"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "ar", "tr"})
    void every_language_fills_in_the_same_values(String language) {
        for (String subject : SUBJECTS) {
            Words words = Words.about(subject);
            for (String key : words.keys("en")) {
                assertThat(words.placeholders(language, key))
                        .describedAs("%s of %s in %s", key, subject, language)
                        .isEqualTo(words.placeholders("en", key));
            }
        }
    }

    @Test
    void every_kind_of_notice_has_words() {
        for (Notice.Kind kind : Notice.Kind.values()) {
            assertThat(notices.keys("en")).contains("notice." + kind.word());
        }
        assertThat(notices.keys("en").stream().filter(key -> key.startsWith("notice.")))
                .hasSameSizeAs(Arrays.asList(Notice.Kind.values()));
    }

    /** A sign without a direction would jump to the other end of its path: a mark of the path's direction holds it. */
    @Test
    void no_path_in_the_arabic_help_falls_apart() {
        for (String key : help.keys("ar")) {
            help.text("ar", key, Map.of())
                    .lines()
                    // These stand alone, without the sign of right-to-left that all others get.
                    .filter(line -> !line.startsWith("       "))
                    .forEach(line -> assertThat(line)
                            .describedAs(key)
                            .doesNotContainPattern("(?<![\\u200EA-Za-z0-9/._-])[/@.]+[A-Za-z]")
                            .doesNotContainPattern("[A-Za-z]/(?![\\u200EA-Za-z@])"));
        }
    }

    @Test
    void a_value_is_never_read_as_a_pattern() {
        String text = notices.text("en", "notice.deposit-interrupted", Map.of("file", "$1 {size} \\", "folder", "/x/"));

        assertThat(text).contains("$1 {size} \\").contains("The first – bytes");
    }

    @Test
    void an_unknown_language_is_answered_in_english() {
        assertThat(notices.text("de", "notice.link-locked", Map.of())).startsWith("A link that you issued");
    }

    @Test
    void a_sentence_that_nobody_wrote_is_an_error() {
        assertThatThrownBy(() -> notices.text("en", "notice.no-such", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no-such");
    }
}
