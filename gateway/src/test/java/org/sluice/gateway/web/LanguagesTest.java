package org.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ar-SY,ar;q=0.9,en;q=0.5 | ar",
                "de,fr;q=0.8 | fr",
                "tr;q=0.1,fr;q=0.2 | fr",
                "de | en",
                "'' | en",
                "*;q | en",
                "fr;q=0,tr | tr"
            })
    void the_browsers_wish_is_followed_as_far_as_there_are_words(String header, String language) {
        assertThat(new Languages().preferred(header)).contains(language);
    }
}
