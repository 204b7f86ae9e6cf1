package org.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.link.LinkState;
import org.sluice.gateway.domain.protocol.Disclosure;

class PageWordsTest {
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    @ParameterizedTest
    @ValueSource(strings = {"fr", "ar", "tr"})
    void every_language_has_every_word_with_the_same_places(String language) {
        PageWords english = PageWords.load("en");
        PageWords other = PageWords.load(language);
        assertThat(other.all().keySet()).isEqualTo(english.all().keySet());
        english.all()
                .forEach((key, text) ->
                        assertThat(places(other.say(key))).as(key).isEqualTo(places(text)));
    }

    private static java.util.List<String> places(String text) {
        return PLACE.matcher(text)
                .results()
                .map(java.util.regex.MatchResult::group)
                .sorted()
                .toList();
    }

    @Test
    void every_level_state_and_disclosure_has_its_words() {
        PageWords words = PageWords.load("en");
        for (Dimension dimension : Dimension.values()) {
            assertThat(words.has("dimension." + dimension.word())).isTrue();
            dimension
                    .ladder()
                    .forEach(level -> assertThat(words.has("level." + dimension.word() + "." + level))
                            .as(level)
                            .isTrue());
        }
        Arrays.stream(Disclosure.values())
                .forEach(disclosure ->
                        assertThat(words.has("disclosure." + disclosure.word())).isTrue());
        Arrays.stream(LinkState.values())
                .filter(state -> state != LinkState.LIVE)
                .forEach(state ->
                        assertThat(words.has("ended.link-" + state.word())).isTrue());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "999, 999 bytes",
        "1000, 1.0 kB",
        "99949, 99.9 kB",
        "99950, 100 kB",
        "999499, 999 kB",
        "999500, 1.0 MB",
        "3000000, 3.0 MB",
        "4000000000, 4.0 GB",
        "7000000000000000, 7000 TB"
    })
    void sizes_read_as_people_say_them(long bytes, String words) {
        assertThat(PageWords.load("en").size(bytes)).isEqualTo(words);
    }
}
