package org.sluice.gateway.domain.clearance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What may go at once as a life is in danger, and what a standing clearance is worth. */
final class ClearanceTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final Instant FROM = NOW.minus(Duration.ofHours(1));
    private static final Instant UNTIL = NOW.plus(Duration.ofDays(7));
    private static final Instant DUE = NOW.plus(Clearance.REVIEW_WITHIN);
    private static final Duration TICK = Duration.ofMillis(1);
    private static final Optional<String> NOBODY = Optional.empty();

    @ParameterizedTest
    @CsvSource({"d1, 3, desk, true", "d2, 3, desk, false", "d1, 4, desk, false", "d1, 2, desk, false", "d1, 3, x, false"
    })
    void one_deposit_as_it_is_labelled_goes_at_once_to_one_recipient(
            String deposit, long version, String to, boolean goes) {
        assertThat(vital(NOBODY, false).vital(deposit, version, to, NOW)).isEqualTo(goes);
    }

    @ParameterizedTest
    @EnumSource(Clearance.Kind.class)
    void only_vital_interests_let_it_go_at_once(Clearance.Kind kind) {
        Clearance one = of(kind, Optional.of("d1"), NOBODY, Optional.of("desk"), NOBODY, Optional.empty(), upheld());
        assertThat(one.vital("d1", 3, "desk", NOW)).isEqualTo(kind == Clearance.Kind.VITAL_INTERESTS);
    }

    @Test
    void without_a_deposit_a_recipient_or_a_review_nothing_goes_at_once() {
        Clearance.Kind vital = Clearance.Kind.VITAL_INTERESTS;
        Optional<String> desk = Optional.of("desk");
        Optional<String> deposit = Optional.of("d1");
        assertThat(of(vital, NOBODY, NOBODY, desk, NOBODY, Optional.empty(), upheld())
                        .vital("d1", 3, "desk", NOW))
                .isFalse();
        assertThat(of(vital, deposit, NOBODY, NOBODY, NOBODY, Optional.empty(), upheld())
                        .vital("d1", 3, "desk", NOW))
                .isFalse();
        assertThat(of(vital, deposit, NOBODY, desk, NOBODY, Optional.empty(), Optional.empty())
                        .vital("d1", 3, "desk", NOW))
                .isFalse();
    }

    @Test
    void it_goes_from_its_first_instant_to_before_its_last() {
        Clearance vital = vital(Optional.of("rana"), true);
        assertThat(vital.vital("d1", 3, "desk", FROM.minus(TICK))).isFalse();
        assertThat(vital.vital("d1", 3, "desk", FROM)).isTrue();
        assertThat(vital.vital("d1", 3, "desk", UNTIL.minus(TICK))).isTrue();
        assertThat(vital.vital("d1", 3, "desk", UNTIL)).isFalse();
    }

    @Test
    void it_goes_until_the_instant_at_which_it_is_ended() {
        Clearance ended = of(
                Clearance.Kind.VITAL_INTERESTS,
                Optional.of("d1"),
                NOBODY,
                Optional.of("desk"),
                NOBODY,
                Optional.of(NOW),
                upheld());
        assertThat(ended.vital("d1", 3, "desk", NOW.minus(TICK))).isTrue();
        assertThat(ended.vital("d1", 3, "desk", NOW)).isFalse();
    }

    @Test
    void it_closes_when_its_review_is_overdue_or_goes_against_it() {
        assertThat(vital(NOBODY, false).vital("d1", 3, "desk", DUE.minus(TICK))).isTrue();
        assertThat(vital(NOBODY, false).vital("d1", 3, "desk", DUE)).isFalse();
        assertThat(vital(Optional.of("rana"), true).vital("d1", 3, "desk", DUE)).isTrue();
        assertThat(vital(Optional.of("rana"), false).vital("d1", 3, "desk", NOW))
                .isFalse();
    }

    @Test
    void a_standing_clearance_is_enough_for_one_only_once_another_approved_it() {
        assertThat(missing(Demand.ONE, false, standing(NOBODY, NOBODY, Optional.of("rana"))))
                .isEmpty();
        assertThat(missing(Demand.ONE, false, standing(NOBODY, NOBODY, Optional.of("sami"))))
                .as("approved by whoever asked")
                .isNotEmpty();
        assertThat(missing(Demand.ONE, false, standing(NOBODY, NOBODY, NOBODY)))
                .contains("waits for a second person: sluice clearance approve c1 --as PERSON. Or a releaser")
                .contains("answers the checklist with: sluice clearance add --deposit d1");
    }

    @Test
    void without_anything_asked_for_one_is_told_how_to_ask() {
        assertThat(ClearanceRule.against(Demand.ONE, going(false), List.of(), NOW)
                        .orElseThrow()
                        .message())
                .contains("needs a clearance first: a releaser or coordinator answers the checklist with")
                .doesNotContain("Or a");
    }

    @Test
    void a_standing_clearance_that_would_serve_once_approved_is_waited_for() {
        assertThat(missing(Demand.TWO, false, standing(NOBODY, NOBODY, NOBODY)))
                .contains("The clearance c1, asked by sami, waits")
                .doesNotContain("Ask with");
        assertThat(missing(Demand.CASE_BY_CASE, true, standing(Optional.of("org"), Optional.of("ocha"), NOBODY)))
                .contains("The clearance c1, asked by sami, waits")
                .doesNotContain("Ask with");
    }

    @Test
    void case_by_case_waits_for_no_standing_clearance_but_the_pathway_of_a_flow() {
        assertThat(missing(Demand.CASE_BY_CASE, false, standing(Optional.of("org"), Optional.of("ocha"), NOBODY)))
                .contains("Ask with: sluice clearance add")
                .doesNotContain("c1", "serves too");
        assertThat(missing(Demand.CASE_BY_CASE, true, standing(NOBODY, Optional.of("ocha"), NOBODY)))
                .contains("Ask with: sluice clearance add", "serves too")
                .doesNotContain("c1");
        assertThat(missing(Demand.CASE_BY_CASE, true, standing(NOBODY, NOBODY, Optional.of("rana"))))
                .contains("Ask with: sluice clearance add")
                .doesNotContain("c1");
    }

    /** The words of the refusal; empty where nothing is missing. */
    private static String missing(Demand demand, boolean flow, Clearance one) {
        return ClearanceRule.against(demand, going(flow), List.of(one), NOW)
                .map(refusal -> refusal.message())
                .orElse("");
    }

    private static Going going(boolean flow) {
        return new Going("d1", 3, "t", "a", "org", "ali", "desk", "ocha", "plan", flow);
    }

    private static Optional<Clearance.Review> upheld() {
        return Optional.of(new Clearance.Review(DUE, Optional.of("rana"), true));
    }

    private static Clearance vital(Optional<String> reviewer, boolean upheld) {
        return of(
                Clearance.Kind.VITAL_INTERESTS,
                Optional.of("d1"),
                NOBODY,
                Optional.of("desk"),
                NOBODY,
                Optional.empty(),
                Optional.of(new Clearance.Review(DUE, reviewer, upheld)));
    }

    private static Clearance standing(Optional<String> sender, Optional<String> to, Optional<String> approvedBy) {
        return of(Clearance.Kind.STANDING, NOBODY, sender, to, approvedBy, Optional.empty(), Optional.empty());
    }

    private static Clearance of(
            Clearance.Kind kind,
            Optional<String> deposit,
            Optional<String> sender,
            Optional<String> recipient,
            Optional<String> approvedBy,
            Optional<Instant> ended,
            Optional<Clearance.Review> review) {
        return new Clearance(
                "c1",
                kind,
                deposit,
                3,
                "t",
                "a",
                sender,
                recipient,
                new Clearance.Checklist("r", "m", "n", "plan"),
                "sami",
                FROM,
                UNTIL,
                approvedBy.map(by -> new Clearance.Approval(by, NOW, "")),
                ended,
                review);
    }
}
