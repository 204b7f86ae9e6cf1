package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.Backoff;
import org.sluice.gateway.testkit.MovableClock;

/** Who fails waits, and nobody else. */
final class PatienceTest {
    private final MovableClock clock = new MovableClock();
    private final Patience patience =
            new Patience(clock, 2, new Backoff(Duration.ofSeconds(5), Duration.ofSeconds(30)));

    private void fails(int times) {
        for (int i = 0; i < times; i++) {
            patience.failed("amal", "office");
        }
    }

    @Test
    void a_few_slips_are_free_and_then_the_wait_doubles_up_to_its_longest() {
        fails(2);
        assertThat(patience.wait("amal", "office")).isZero();
        fails(1);
        assertThat(patience.wait("amal", "office")).isEqualTo(Duration.ofSeconds(5));
        fails(1);
        assertThat(patience.wait("amal", "office")).isEqualTo(Duration.ofSeconds(10));
        fails(1);
        assertThat(patience.wait("amal", "office")).isEqualTo(Duration.ofSeconds(20));
        fails(100);
        assertThat(patience.wait("amal", "office")).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void colleagues_and_other_places_do_not_wait() {
        fails(50);
        assertThat(patience.wait("berk", "office")).isZero();
        assertThat(patience.wait("amal", "home")).isZero();
    }

    @Test
    void the_wait_ends_at_its_instant() {
        fails(3);
        clock.advance(Duration.ofSeconds(5).minusNanos(1));
        assertThat(patience.wait("amal", "office")).isPositive();
        clock.advance(Duration.ofNanos(1));
        assertThat(patience.wait("amal", "office")).isZero();
    }

    @Test
    void a_success_and_half_an_hour_without_failures_are_forgotten_for_good() {
        fails(50);
        patience.succeeded("amal", "office");
        assertThat(patience.wait("amal", "office")).isZero();
        fails(3);
        clock.advance(Duration.ofMinutes(30));
        fails(1);
        assertThat(patience.wait("amal", "office")).isZero();
    }

    @Test
    void a_flood_of_invented_names_forgets_the_oldest() {
        fails(50);
        for (int i = 0; i < 20_000; i++) {
            patience.failed("name " + i, "flood");
        }
        assertThat(patience.wait("amal", "office")).isZero();
    }
}
