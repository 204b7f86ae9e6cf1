package org.sluice.gateway.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BackoffTest {
    private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(5), Duration.ofSeconds(60));

    @ParameterizedTest
    @CsvSource({
        "-1, 5",
        "0, 5",
        "1, 10",
        "2, 20",
        "3, 40",
        "4, 60",
        "5, 60",
        "62, 60",
        "63, 60",
        "64, 60",
        "2147483647, 60"
    })
    void a_pause_doubles_with_each_failure_up_to_its_longest(int earlier, int seconds) {
        assertThat(PAUSES.after(earlier)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void a_first_pause_that_is_too_long_is_cut() {
        assertThat(new Backoff(Duration.ofHours(1), Duration.ofMinutes(1)).after(0))
                .isEqualTo(Duration.ofMinutes(1));
    }
}
