package org.sluice.gateway.domain.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TitlesTest {
    @Test
    void a_title_speaks_english_where_it_has_no_words_of_the_language() {
        Titles titles = new Titles(Map.of("en", "Minutes", "fr", "Comptes rendus"));
        assertThat(titles.in("fr")).isEqualTo("Comptes rendus");
        assertThat(titles.in("tr")).isEqualTo("Minutes");
        assertThat(titles.english()).isEqualTo("Minutes");
        assertThat(Titles.english("Minutes").in("ar")).isEqualTo("Minutes");
    }

    @Test
    void a_title_without_english_is_none() {
        assertThatThrownBy(() -> new Titles(Map.of("fr", "Comptes rendus"))).hasMessageContaining("English");
    }
}
