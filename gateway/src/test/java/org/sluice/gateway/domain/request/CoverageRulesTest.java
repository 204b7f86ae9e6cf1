package org.sluice.gateway.domain.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.Refusal;

/** What a granted request and an agreement let go, to whom, for what, and to which instant. */
final class CoverageRulesTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final Instant UNTIL = NOW.plus(Duration.ofDays(100));
    private static final Duration TICK = Duration.ofMillis(1);
    private static final Coverage ONE = new Coverage(Set.of("d1"), Set.of());
    private static final Coverage WHOLE =
            new Coverage(Set.of(), Set.of(new Coverage.OfType("survey-results", "relief-a")));

    @Test
    void a_granted_request_lets_its_deposit_go_to_who_asked_for_its_purpose_and_before_its_end() {
        InformationRequest granted = request(Optional.of(Outcome.GRANTED), false, Optional.empty(), Optional.empty());
        assertThat(granted.covers(ONE, asked("d1", "donor", "annual review", false), NOW))
                .isTrue();
        assertThat(granted.covers(ONE, asked("d1", "donor", "Annual Review: figures", false), UNTIL.minus(TICK)))
                .isTrue();
        assertThat(granted.covers(ONE, asked("d1", "donor", "annual review", false), UNTIL))
                .isFalse();
        assertThat(granted.covers(ONE, asked("d2", "donor", "annual review", false), NOW))
                .isFalse();
        assertThat(granted.covers(ONE, asked("d1", "other", "annual review", false), NOW))
                .isFalse();
        assertThat(granted.covers(ONE, asked("d1", "donor", "annual reviews", false), NOW))
                .isFalse();
        for (InformationRequest none : List.of(
                request(Optional.empty(), false, Optional.empty(), Optional.empty()),
                request(Optional.of(Outcome.REFUSED), false, Optional.empty(), Optional.empty()),
                request(Optional.of(Outcome.GRANTED), true, Optional.empty(), Optional.of(NOW)))) {
            assertThat(none.covers(ONE, asked("d1", "donor", "annual review", false), NOW))
                    .isFalse();
        }
    }

    @Test
    void whole_types_are_those_of_who_granted_and_never_personal_data() {
        InformationRequest standing = request(Optional.of(Outcome.PARTLY), true, Optional.empty(), Optional.empty());
        assertThat(standing.covers(WHOLE, asked("d9", "donor", "annual review", false), NOW))
                .isTrue();
        assertThat(standing.covers(WHOLE, asked("d9", "donor", "another", false), NOW))
                .as("purpose binds a standing one too")
                .isFalse();
        assertThat(standing.covers(WHOLE, asked("d9", "donor", "annual review", true), NOW))
                .isFalse();
        assertThat(standing.covers(ONE, asked("d1", "donor", "annual review", true), NOW))
                .as("personal data deposit by deposit")
                .isTrue();
        assertThat(new Coverage(Set.of(), Set.of()).isEmpty()).isTrue();
        assertThat(ONE.isEmpty()).isFalse();
        assertThat(WHOLE.isEmpty()).isFalse();
    }

    @Test
    void a_request_is_over_since_its_end_or_its_destruction_whichever_came_first() {
        InformationRequest open = request(Optional.of(Outcome.GRANTED), false, Optional.empty(), Optional.empty());
        assertThat(open.overSince(UNTIL.minus(TICK))).isEmpty();
        assertThat(open.overSince(UNTIL)).contains(UNTIL);
        InformationRequest destroyed =
                request(Optional.of(Outcome.GRANTED), false, Optional.empty(), Optional.of(NOW.plus(TICK)));
        assertThat(destroyed.overSince(NOW)).isEmpty();
        assertThat(destroyed.overSince(NOW.plus(TICK))).contains(NOW.plus(TICK));
        assertThat(destroyed.overSince(UNTIL.plus(TICK))).contains(NOW.plus(TICK));
    }

    @Test
    void a_standing_request_is_answered_again_by_the_calendar_and_never_at_its_end() {
        Optional<Period> monthly = Optional.of(Period.ofMonths(1));
        InformationRequest standing = request(Optional.of(Outcome.GRANTED), true, monthly, Optional.empty());
        assertThat(standing.answerAgain(Instant.parse("2026-03-31T08:00:00Z")))
                .contains(Instant.parse("2026-04-30T08:00:00Z"));
        Instant last = UNTIL.minus(Duration.ofDays(10));
        Optional<Period> days = Optional.of(Period.ofDays(10));
        InformationRequest often = request(Optional.of(Outcome.GRANTED), true, days, Optional.empty());
        assertThat(often.answerAgain(last)).isEmpty();
        assertThat(often.answerAgain(last.minus(TICK))).contains(UNTIL.minus(TICK));
        assertThat(request(Optional.of(Outcome.GRANTED), false, days, Optional.empty())
                        .answerAgain(NOW))
                .isEmpty();
        assertThat(request(Optional.of(Outcome.REFUSED), true, days, Optional.empty())
                        .answerAgain(NOW))
                .isEmpty();
        assertThat(request(Optional.empty(), true, days, Optional.empty()).answerAgain(NOW))
                .isEmpty();
    }

    @Test
    void only_a_standing_request_that_was_granted_and_runs_is_answered_once_more() {
        InformationRequest standing = request(Optional.of(Outcome.GRANTED), true, Optional.empty(), Optional.empty());
        assertThat(standing.againstMore(UNTIL.minus(TICK))).isEmpty();
        assertThat(more(standing, UNTIL)).isEqualTo("request-over");
        assertThat(more(request(Optional.of(Outcome.GRANTED), true, Optional.empty(), Optional.of(NOW)), NOW))
                .isEqualTo("request-over");
        for (InformationRequest not : List.of(
                request(Optional.of(Outcome.GRANTED), false, Optional.empty(), Optional.empty()),
                request(Optional.of(Outcome.REFUSED), true, Optional.empty(), Optional.empty()),
                request(Optional.empty(), true, Optional.empty(), Optional.empty()))) {
            assertThat(more(not, NOW)).isEqualTo("not-standing");
        }
    }

    @Test
    void an_answer_every_so_often_is_for_standing_requests_and_takes_some_time() {
        assertThat(every(true, Period.ofDays(30)).against(NOW)).isEmpty();
        for (Intake wrong :
                List.of(every(false, Period.ofDays(30)), every(true, Period.ZERO), every(true, Period.ofDays(-1)))) {
            Refusal refusal = wrong.against(NOW).orElseThrow();
            assertThat(refusal.code()).isEqualTo("bad-period");
            assertThat(refusal.message()).contains("every so often");
        }
    }

    @Test
    void an_agreement_counts_from_its_first_instant_until_its_last_or_its_end() {
        Agreement agreement = agreement(Optional.of("relief-a"), Optional.empty());
        assertThat(agreement.inForce(NOW.minus(TICK))).isFalse();
        assertThat(agreement.inForce(NOW)).isTrue();
        assertThat(agreement.inForce(UNTIL.minus(TICK))).isTrue();
        assertThat(agreement.inForce(UNTIL)).isFalse();
        assertThat(agreement.overSince(UNTIL.minus(TICK))).isEmpty();
        assertThat(agreement.overSince(UNTIL)).contains(UNTIL);
        Instant end = NOW.plus(Duration.ofDays(5));
        Agreement ended = agreement(Optional.empty(), Optional.of(new Agreement.Ended(end, "cora", "made up")));
        assertThat(ended.inForce(end.minus(TICK))).isTrue();
        assertThat(ended.inForce(end)).isFalse();
        assertThat(ended.overSince(end.minus(TICK))).isEmpty();
        assertThat(ended.overSince(end)).contains(end);
        assertThat(ended.overSince(UNTIL.plus(TICK))).contains(end);
    }

    @Test
    void an_agreement_covers_its_parties_types_and_purposes_and_nothing_else() {
        Agreement own = agreement(Optional.of("relief-a"), Optional.empty());
        Agreement group = agreement(Optional.empty(), Optional.empty());
        Agreement sender = agreement(Optional.of("relief-b"), Optional.empty());
        Agreement strange = agreement(Optional.of("relief-c"), Optional.empty());
        Asked fits = asked("d1", "donor", "annual review", false);
        assertThat(own.covers(fits)).isTrue();
        assertThat(group.covers(fits)).isTrue();
        assertThat(sender.covers(fits)).as("who sends signed it").isTrue();
        assertThat(strange.covers(fits)).isFalse();
        assertThat(own.bindsOwner(fits)).isTrue();
        assertThat(group.bindsOwner(fits)).isTrue();
        assertThat(sender.bindsOwner(fits)).isFalse();
        assertThat(own.covers(asked("d1", "donor", "another", false))).isFalse();
        assertThat(own.covers(asked("d1", "stranger", "annual review", false))).isFalse();
        assertThat(own.covers(of("d1", "desk", Optional.of("big-donor"), "survey-results")))
                .as("a desk of a participant that is named")
                .isTrue();
        assertThat(own.covers(of("d1", "donor", Optional.empty(), "4w"))).isFalse();
    }

    private static String more(InformationRequest request, Instant now) {
        return request.againstMore(now).orElseThrow().code();
    }

    private static Asked asked(String deposit, String recipient, String purpose, boolean personal) {
        return new Asked(
                deposit, "survey-results", personal, "relief-a", "relief-b", recipient, Optional.empty(), purpose);
    }

    private static Asked of(String deposit, String recipient, Optional<String> participant, String type) {
        return new Asked(deposit, type, false, "relief-a", "relief-b", recipient, participant, "annual review");
    }

    private static Agreement agreement(Optional<String> party, Optional<Agreement.Ended> ended) {
        return new Agreement(
                "a1",
                party,
                "Donor (made up)",
                Set.of("donor", "big-donor"),
                Set.of("survey-results"),
                List.of("monthly picture", "annual review"),
                NOW,
                UNTIL,
                "file 7 (made up)",
                "Made-up Director",
                LocalDate.of(2026, 3, 1),
                Optional.empty(),
                "cora",
                NOW,
                ended);
    }

    private static Intake every(boolean standing, Period every) {
        return new Intake(
                Optional.of("donor"),
                Optional.of("letter"),
                Optional.of("figures"),
                Optional.of("annual review"),
                Optional.of("CSV"),
                Optional.of("north"),
                Optional.of(UNTIL),
                Optional.of(UNTIL),
                standing,
                Optional.of(every));
    }

    private static InformationRequest request(
            Optional<Outcome> outcome, boolean standing, Optional<Period> every, Optional<Instant> destroyed) {
        return new InformationRequest(
                "q1",
                "donor",
                "letter",
                "figures",
                "annual review",
                "CSV",
                "north",
                UNTIL,
                UNTIL,
                standing,
                every,
                "amal",
                NOW,
                Optional.empty(),
                Optional.empty(),
                outcome,
                Optional.empty(),
                Optional.empty(),
                destroyed,
                Optional.empty());
    }
}
