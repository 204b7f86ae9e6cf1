package org.sluice.gateway.domain.subject;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The time that a data subject's request has. */
final class SubjectRequestTest {
    private static final Instant DUE = Instant.parse("2026-04-01T08:00:00Z");

    @Test
    void at_its_very_instant_it_is_still_in_time_and_one_later_not() {
        assertThat(request(Optional.empty()).overdue(DUE)).isFalse();
        assertThat(request(Optional.empty()).overdue(DUE.plusMillis(1))).isTrue();
    }

    @Test
    void a_closed_one_is_never_overdue() {
        assertThat(request(Optional.of(DUE)).open()).isFalse();
        assertThat(request(Optional.of(DUE)).overdue(DUE.plusMillis(1))).isFalse();
        assertThat(request(Optional.empty()).open()).isTrue();
    }

    @Test
    void it_is_reminded_of_a_week_before() {
        assertThat(request(Optional.empty()).remind()).isEqualTo(DUE.minus(Duration.ofDays(7)));
    }

    @Test
    void a_right_reads_back_from_its_word() {
        for (SubjectRequest.Kind kind : SubjectRequest.Kind.values()) {
            assertThat(SubjectRequest.Kind.of(kind.word())).contains(kind);
        }
        assertThat(SubjectRequest.Kind.DELETION.word()).isEqualTo("deletion");
        assertThat(SubjectRequest.Kind.of("oblivion")).isEmpty();
    }

    private static SubjectRequest request(Optional<Instant> closed) {
        return new SubjectRequest(
                "u1",
                SubjectRequest.Kind.ACCESS,
                "C-1",
                "all of it",
                "amal",
                DUE.minus(SubjectRequest.USUAL),
                DUE,
                Optional.empty(),
                closed);
    }
}
