package org.sluice.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.Review;
import org.sluice.gateway.domain.protocol.Timeline;
import org.sluice.gateway.domain.protocol.Timeline.Version;

/** Which version counts at which instant: every border to the millisecond. */
final class TimelineTest {
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");

    private static Version version(String version, String inForce, Optional<Instant> accepted) {
        String text = Optional.ofNullable(ProtocolFile.shipped().get("turkey-cross-border"))
                .orElseThrow()
                .replace("version: \"1\"", "version: \"" + version + "\"")
                .replaceFirst("from: 2016-02-01", inForce);
        return switch (ProtocolFile.load(text)) {
            case Loaded.Good good -> new Version(good.protocol(), accepted);
            case Loaded.Bad bad -> throw new AssertionError(bad.mistakes().toString());
        };
    }

    private static List<String> at(Instant now, Version... versions) {
        return Timeline.inForce(List.of(versions), now).stream()
                .map(Protocol::version)
                .toList();
    }

    @Test
    void a_version_begins_at_midnight_utc_of_its_first_day_and_ends_after_its_last() {
        Version only = version("1", "from: 2026-03-01\n  until: 2026-03-31", Optional.empty());
        assertThat(at(MARCH.minusMillis(1), only)).isEmpty();
        assertThat(at(MARCH, only)).containsExactly("1");
        assertThat(at(APRIL.minusMillis(1), only)).containsExactly("1");
        assertThat(at(APRIL, only)).isEmpty();
    }

    @Test
    void a_newer_version_takes_the_place_of_the_older_from_its_first_instant_on() {
        Version old = version("1", "from: 2026-03-01", Optional.empty());
        Version young = version("2", "from: 2026-04-01", Optional.empty());
        assertThat(at(APRIL.minusMillis(1), old, young)).containsExactly("1");
        assertThat(at(APRIL, old, young)).containsExactly("2");
        assertThat(at(APRIL, young, old)).containsExactly("2");
    }

    @Test
    void an_accepted_version_counts_from_its_instant_even_where_its_own_day_is_earlier() {
        Instant accepted = Instant.parse("2026-03-16T08:00:00Z");
        Version old = version("1", "from: 2026-03-01", Optional.empty());
        Version young = version("2", "from: 2026-03-02", Optional.of(accepted));
        assertThat(at(accepted.minusMillis(1), old, young)).containsExactly("1");
        assertThat(at(accepted, old, young)).containsExactly("2");
    }

    @Test
    void its_own_day_counts_where_it_is_later_than_what_was_accepted() {
        Version young = version("2", "from: 2026-04-01", Optional.of(MARCH));
        assertThat(at(APRIL.minusMillis(1), young)).isEmpty();
        assertThat(at(APRIL, young)).containsExactly("2");
    }

    @Test
    void an_older_version_does_not_come_back_when_the_newer_is_over() {
        Version old = version("1", "from: 2026-03-01", Optional.empty());
        Version young = version("2", "from: 2026-03-15\n  until: 2026-03-31", Optional.empty());
        assertThat(at(APRIL, old, young)).isEmpty();
    }

    @Test
    void of_two_that_begin_together_the_later_recorded_counts() {
        Version first = version("1", "from: 2026-03-01", Optional.empty());
        Version second = version("2", "from: 2026-03-01", Optional.empty());
        assertThat(at(MARCH, first, second)).containsExactly("2");
    }

    @Test
    void a_review_is_due_six_months_after_the_last_to_the_millisecond() {
        Instant began = Instant.parse("2026-01-31T10:00:00Z");
        Instant due = Instant.parse("2026-07-31T10:00:00Z");
        assertThat(Review.due(began, Optional.empty())).isEqualTo(due);
        assertThat(Review.due(began, Optional.of(MARCH))).isEqualTo(Instant.parse("2026-09-01T00:00:00Z"));
        assertThat(Review.due(began, Optional.of(began.minusSeconds(1)))).isEqualTo(due);
        assertThat(Review.due(Instant.parse("2026-08-31T00:00:00Z"), Optional.empty()))
                .isEqualTo(Instant.parse("2027-02-28T00:00:00Z"));
        assertThat(Review.reminder(due, due.minusMillis(1))).isEmpty();
        assertThat(Review.reminder(due, due)).contains(due);
        Instant month = Instant.parse("2026-08-31T10:00:00Z");
        assertThat(Review.reminder(due, month.minusMillis(1))).contains(due);
        assertThat(Review.reminder(due, month)).contains(month);
    }
}
