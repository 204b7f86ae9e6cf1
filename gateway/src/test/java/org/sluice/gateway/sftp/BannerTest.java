package org.sluice.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.protocol.Titles;
import org.sluice.gateway.words.Words;

final class BannerTest {
    private static final String FIRST = "Welcome to a test.\r\n";

    private static Titles line(String text) {
        return Titles.english(text);
    }

    @Test
    void ours_speaks_every_language() {
        assertThat(Banner.usual(Words.about("log_in")).lines())
                .hasSize(4)
                .allMatch(line -> line.contains("Sluice") && line.length() < 120)
                .first()
                .asString()
                .contains("registered organisations");
    }

    @Test
    void the_protocols_speak_after_the_first_words_each_in_its_languages() {
        Titles two = new Titles(Map.of("tr", "Dikkat.", "en", "Take care.", "ar", "انتبه."));
        assertThat(new Banner(FIRST, () -> List.of(two, line("And so on."))).text())
                .isEqualTo(FIRST + "Take care.\r\nانتبه.\r\nDikkat.\r\nAnd so on.\r\n");
    }

    @Test
    void what_two_protocols_say_alike_is_said_once() {
        assertThat(new Banner(FIRST, () -> List.of(line("Take care."), line("Take care."))).text())
                .isEqualTo(FIRST + "Take care.\r\n");
    }

    @Test
    void an_administrator_who_wants_no_banner_gets_none() {
        assertThat(new Banner("", () -> List.of(line("Take care."))).text()).isEmpty();
    }

    @Test
    void what_fills_the_banner_to_its_limit_is_shown_and_one_character_more_is_left_out_whole() {
        String fits = "x".repeat(Banner.LONGEST - FIRST.length() - 2);
        assertThat(new Banner(FIRST, () -> List.of(line(fits))).text()).hasSize(Banner.LONGEST);
        assertThat(new Banner(FIRST, () -> List.of(line(fits + "x"), line("short"))).text())
                .isEqualTo(FIRST + "short\r\n");
    }

    @Test
    void when_the_protocols_can_not_be_read_the_first_words_are_shown() {
        Banner banner = new Banner(FIRST, () -> {
            throw new IllegalStateException("made up");
        });
        assertThat(banner.text()).isEqualTo(FIRST);
    }
}
