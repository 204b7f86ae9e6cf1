package org.sluice.gateway.domain.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.gateway.domain.Refusal;

/** What a third party's request must say, when it may be answered how, and when what was given is destroyed. */
final class RequestRulesTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final Instant UNTIL = NOW.plus(Duration.ofDays(30));
    private static final Instant DESTROY_BY = NOW.plus(Duration.ofDays(60));

    @Test
    void everything_that_was_left_out_is_asked_for_at_once() {
        Intake nothing = new Intake(
                Optional.empty(),
                Optional.of(" "),
                Optional.empty(),
                Optional.of(""),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
        assertThat(nothing.missing())
                .containsExactly("from", "written", "what", "purpose", "format", "scope", "until", "destroy-by");
        Refusal refusal = nothing.against(NOW).orElseThrow();
        assertThat(refusal.code()).isEqualTo("request-incomplete");
        assertThat(refusal.details()).hasSize(8);
    }

    @Test
    void a_complete_request_runs_into_the_future_and_is_destroyed_when_its_use_ends_or_later() {
        assertThat(intake(UNTIL, UNTIL).against(NOW)).isEmpty();
        assertThat(intake(UNTIL, DESTROY_BY).against(NOW)).isEmpty();
        assertThat(intake(UNTIL, DESTROY_BY).missing()).isEmpty();
        assertThat(intake(NOW.plusMillis(1), UNTIL).against(NOW)).isEmpty();
        assertThat(intake(NOW, UNTIL).against(NOW).orElseThrow().code()).isEqualTo("bad-period");
        Refusal early = intake(UNTIL, UNTIL.minusMillis(1)).against(NOW).orElseThrow();
        assertThat(early.code()).isEqualTo("bad-period");
        assertThat(early.message()).contains("destroyed");
    }

    @ParameterizedTest
    @CsvSource({
        "true,  true,  true,  true,  true",
        "true,  false, true,  false, true",
        "false, true,  true,  false, false",
        "true,  true,  false, false, false",
        "false, false, false, false, false",
    })
    void less_may_go_where_less_would_do_and_nothing_that_harms(
            boolean necessary, boolean least, boolean harmless, boolean whole, boolean part) {
        Proportionality check = new Proportionality(necessary, least, harmless, "made up", "cora");
        assertThat(check.carries(Outcome.GRANTED)).isEqualTo(whole);
        assertThat(check.carries(Outcome.PARTLY)).isEqualTo(part);
        assertThat(check.carries(Outcome.REFUSED)).isTrue();
    }

    @Test
    void it_is_answered_once_after_its_check_and_before_its_time_is_over_but_refused_at_any_time() {
        InformationRequest open = request(Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(code(open, Outcome.GRANTED, NOW)).isEqualTo("proportionality-unchecked");
        assertThat(open.against(Outcome.REFUSED, UNTIL)).isEmpty();
        InformationRequest fit = request(check(true), Optional.empty(), Optional.empty());
        assertThat(fit.against(Outcome.GRANTED, UNTIL.minusMillis(1))).isEmpty();
        assertThat(code(fit, Outcome.GRANTED, UNTIL)).isEqualTo("request-over");
        InformationRequest unfit = request(check(false), Optional.empty(), Optional.empty());
        assertThat(code(unfit, Outcome.GRANTED, NOW)).isEqualTo("disproportionate");
        assertThat(unfit.against(Outcome.PARTLY, NOW)).isEmpty();
        InformationRequest answered = request(check(true), Optional.of(Outcome.PARTLY), Optional.empty());
        assertThat(code(answered, Outcome.REFUSED, NOW)).isEqualTo("answered");
    }

    @Test
    void what_was_given_is_due_for_destruction_until_somebody_confirms_it() {
        assertThat(request(check(true), Optional.empty(), Optional.empty()).destructionDue())
                .isEmpty();
        assertThat(request(check(true), Optional.of(Outcome.REFUSED), Optional.empty())
                        .destructionDue())
                .isEmpty();
        InformationRequest given = request(check(true), Optional.of(Outcome.PARTLY), Optional.empty());
        assertThat(given.destructionDue()).contains(DESTROY_BY);
        assertThat(given.destructionReminder()).contains(DESTROY_BY.minus(Duration.ofDays(7)));
        InformationRequest gone = request(check(true), Optional.of(Outcome.GRANTED), Optional.of(NOW));
        assertThat(gone.destructionDue()).isEmpty();
        assertThat(gone.destructionReminder()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "district figures of needs, true",
        "DISTRICT figures; needs, true",
        "district figures, true",
        "district needs figures shelter water food health, false",
        "district needs figures shelter water food, true",
        "names of staff, false",
        "'', false",
        "of, false",
    })
    void two_requests_resemble_each_other_when_half_of_all_their_words_are_common(String other, boolean alike) {
        InformationRequest request = request(Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(request.what()).isEqualTo("district figures of needs");
        assertThat(request.resembles(other)).isEqualTo(alike);
    }

    @Test
    void an_outcome_reads_back_from_its_word() {
        for (Outcome outcome : Outcome.values()) {
            assertThat(Outcome.of(outcome.word())).contains(outcome);
        }
        assertThat(Outcome.PARTLY.word()).isEqualTo("partly");
        assertThat(Outcome.of("maybe")).isEmpty();
    }

    private static String code(InformationRequest request, Outcome answer, Instant now) {
        return request.against(answer, now).orElseThrow().code();
    }

    private static Optional<Proportionality> check(boolean least) {
        return Optional.of(new Proportionality(true, least, true, "made up", "cora"));
    }

    private static Intake intake(Instant until, Instant destroyBy) {
        return new Intake(
                Optional.of("desk"),
                Optional.of("letter of 1 March"),
                Optional.of("figures"),
                Optional.of("planning"),
                Optional.of("table"),
                Optional.of("one district"),
                Optional.of(until),
                Optional.of(destroyBy),
                false,
                Optional.empty());
    }

    private static InformationRequest request(
            Optional<Proportionality> check, Optional<Outcome> outcome, Optional<Instant> destroyed) {
        return new InformationRequest(
                "q1",
                "desk",
                "letter of 1 March",
                "district figures of needs",
                "planning",
                "table",
                "one district",
                UNTIL,
                DESTROY_BY,
                false,
                Optional.empty(),
                "cora",
                NOW,
                check,
                Optional.empty(),
                outcome,
                Optional.empty(),
                outcome.map(answer -> NOW),
                destroyed,
                Optional.empty());
    }
}
