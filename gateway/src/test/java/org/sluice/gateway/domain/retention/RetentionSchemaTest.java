package org.sluice.gateway.domain.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.retention.RetentionRule.Act;
import org.sluice.gateway.domain.retention.RetentionRule.Clock;

/** Which line of the schema counts, and from which instant on something is due. */
final class RetentionSchemaTest {
    private static final Instant SINCE = Instant.parse("2026-08-31T08:00:00Z");
    private static final List<String> PROTOCOLS = List.of("p");

    @Test
    void what_no_line_speaks_of_is_looked_at_after_six_months() {
        RetentionSchema.Due due = schema().content(PROTOCOLS, "restricted", "t", SINCE, Optional.empty());
        assertThat(due).isEqualTo(new RetentionSchema.Due(Instant.parse("2027-02-28T08:00:00Z"), Act.REVIEW));
    }

    @Test
    void the_most_specific_line_counts_and_of_equal_ones_the_earlier() {
        RetentionRule all = line("*", "*", "*", Act.REVIEW, 400);
        RetentionRule protocol = line("p", "*", "*", Act.REVIEW, 300);
        RetentionRule channel = line("*", "confidential", "*", Act.DESTROY, 200);
        RetentionRule type = line("*", "*", "t", Act.DESTROY, 500);
        assertThat(days(schema(all), "restricted", "u")).isEqualTo(400);
        assertThat(days(schema(all, protocol), "restricted", "u")).isEqualTo(300);
        assertThat(days(schema(all, protocol, channel), "confidential", "u")).isEqualTo(200);
        assertThat(days(schema(all, protocol, channel), "restricted", "u")).isEqualTo(300);
        assertThat(days(schema(all, protocol, channel, type), "confidential", "t"))
                .isEqualTo(500);
        RetentionSchema two = schema(line("p", "*", "*", Act.REVIEW, 30), line("q", "*", "*", Act.REVIEW, 20));
        assertThat(two.due(Clock.CONTENT, List.of("p", "q"), "public", "t", SINCE)
                        .orElseThrow()
                        .at())
                .isEqualTo(SINCE.plus(Duration.ofDays(20)));
        assertThat(days(schema(line("q", "*", "*", Act.DESTROY, 1), all), "restricted", "u"))
                .as("another protocol's line says nothing")
                .isEqualTo(400);
    }

    @Test
    void it_is_due_from_its_very_instant_on() {
        RetentionSchema.Due due = new RetentionSchema.Due(SINCE, Act.DESTROY);
        assertThat(due.is(SINCE.minusMillis(1))).isFalse();
        assertThat(due.is(SINCE)).isTrue();
    }

    @Test
    void a_day_begins_at_midnight_utc() {
        RetentionRule day = new RetentionRule(
                Clock.CONTENT, "*", "*", "*", Act.DESTROY, Optional.empty(), Optional.of(LocalDate.of(2027, 1, 31)));
        assertThat(day.due(SINCE)).isEqualTo(Instant.parse("2027-01-31T00:00:00Z"));
        assertThatThrownBy(() -> new RetentionRule(
                        Clock.CONTENT, "*", "*", "*", Act.DESTROY, Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whoever_looked_and_kept_it_puts_off_even_a_destruction() {
        Instant until = SINCE.plus(Duration.ofDays(700));
        RetentionSchema.Due due = schema(line("*", "*", "*", Act.DESTROY, 30))
                .content(PROTOCOLS, "restricted", "t", SINCE, Optional.of(until));
        assertThat(due).isEqualTo(new RetentionSchema.Due(until, Act.DESTROY));
    }

    @Test
    void the_clocks_run_apart() {
        RetentionSchema schema =
                schema(new RetentionRule(Clock.LABEL, "*", "*", "*", Act.DESTROY, Optional.of(10), Optional.empty()));
        assertThat(schema.due(Clock.CONTENT, PROTOCOLS, "public", "t", SINCE)).isEmpty();
        assertThat(schema.due(Clock.AUDIT, PROTOCOLS, "public", "t", SINCE)).isEmpty();
        assertThat(schema.due(Clock.LABEL, PROTOCOLS, "public", "t", SINCE)).isPresent();
        assertThat(schema.backup()).isEqualTo(Duration.ofDays(90));
        assertThat(schema(new RetentionRule(Clock.BACKUP, "*", "*", "*", Act.REVIEW, Optional.of(35), Optional.empty()))
                        .backup())
                .isEqualTo(Duration.ofDays(35));
    }

    private static long days(RetentionSchema schema, String channel, String type) {
        Instant at = schema.content(PROTOCOLS, channel, type, SINCE, Optional.empty())
                .at();
        return Duration.between(SINCE, at).toDays();
    }

    private static RetentionSchema schema(RetentionRule... rules) {
        return new RetentionSchema(List.of(rules));
    }

    private static RetentionRule line(String protocol, String channel, String type, Act act, int days) {
        return new RetentionRule(Clock.CONTENT, protocol, channel, type, act, Optional.of(days), Optional.empty());
    }
}
