package org.sluice.gateway.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.mail.Letter;
import org.sluice.gateway.words.Words;

/** The words of mail, in every language. */
final class LetterTextTest {
    private static final Words WORDS = Words.about("mails");
    private static final Letter NEW = new Letter.NewDeposits(
            "amal",
            List.of(
                    new Letter.Heap(Channel.RESTRICTED, Optional.of("4w-monthly-inputs"), 12),
                    new Letter.Heap(Channel.STRICTLY_CONFIDENTIAL, Optional.empty(), 2)));

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr", "ar", "tr"})
    void a_letter_says_where_how_many_and_where_to_look(String language) {
        LetterText text = LetterText.of(NEW, language, "files.example.org", WORDS);

        assertThat(text.body().replaceAll("[\u2068\u2069\u200f]", ""))
                .contains("restricted / 4w-monthly-inputs", "12", "strictly-confidential", "files.example.org")
                .contains("/notices/", "\n    sluice deposit list --as amal\n")
                .doesNotContain("[heaps]", "{", "–\n", "http");
        assertThat(text.subject()).isNotBlank().doesNotContain("restricted", "{");
    }

    @Test
    void every_language_has_words_of_its_own() {
        List<String> subjects = Words.LANGUAGES.stream()
                .flatMap(language -> List.of(NEW, new Letter.Trial()).stream()
                        .map(letter ->
                                LetterText.of(letter, language, "g", WORDS).subject()))
                .toList();
        assertThat(subjects).doesNotHaveDuplicates().hasSize(8);
    }

    @Test
    void in_arabic_every_line_begins_from_the_right_but_those_to_be_typed() {
        LetterText text = LetterText.of(NEW, "ar", "files.example.org", WORDS);

        assertThat(text.body().lines().filter(line -> !line.isBlank() && !line.startsWith("    ")))
                .allMatch(line -> line.startsWith("\u200f"));
        assertThat(text.body().lines().filter(line -> line.startsWith("    ")))
                .containsExactly("    sluice deposit list --as amal");
    }
}
