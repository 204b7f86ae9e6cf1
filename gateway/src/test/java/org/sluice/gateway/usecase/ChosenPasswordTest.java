package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.gateway.domain.RefusedException;

/** Passwords that a releaser chooses. */
final class ChosenPasswordTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "correct-hor",
                "aaaaaaaaaaaaaaaaaaaa",
                "password12345",
                "qwertyuiop12",
                "a b c d e f g h i j k",
                "abcabcabcabcabc",
                "sluice-sluice-files"
            })
    void one_that_is_short_or_easy_to_guess_is_refused_and_not_repeated(String weak) {
        assertThatThrownBy(() -> ChosenPassword.of(weak))
                .isInstanceOf(RefusedException.class)
                .satisfies(
                        e -> assertThat(((RefusedException) e).refusal().code()).isEqualTo("weak-password"))
                .satisfies(e -> assertThat(((RefusedException) e).refusal().message())
                        .doesNotContain(weak.isEmpty() ? "never" : weak));
    }

    @Test
    void twelve_signs_are_enough_and_eleven_are_not() {
        assertThat(ChosenPassword.of("k7-wz v3pq x9 rt").reveal()).isEqualTo("k7-wz v3pq x9 rt");
        assertThatThrownBy(() -> ChosenPassword.of("k7-wz v3pq x9 r")).isInstanceOf(RefusedException.class);
    }

    @Test
    void one_in_another_script_and_a_long_one_are_taken() {
        assertThat(ChosenPassword.of("زيتون مركب نافذة ستارة").toString()).contains("redacted");
        ChosenPassword.of("velvet harbour lantern mosaic ".repeat(8).strip());
        assertThatThrownBy(() -> ChosenPassword.of("k7wzv3pqx9rt".repeat(30))).isInstanceOf(RefusedException.class);
    }
}
