package org.sluice.gateway.domain.clearance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.Level;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.domain.protocol.Disclosure;
import org.sluice.gateway.domain.protocol.Obligations;
import org.sluice.gateway.domain.protocol.Onward;
import org.sluice.gateway.domain.protocol.Reason;

/** What an exception passes over, and what stays as it was. */
final class ExceptionRuleTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final Obligations SOME = new Obligations(
            Disclosure.NO_FURTHER, List.of("ask first"), Onward.NOWHERE, List.of(), Duration.ofDays(1), 1);
    private static final Reason NOT_SHARED = reason(Reason.Kind.NOT_SHARED, Optional.empty());
    private static final Reason WITHIN = reason(Reason.Kind.WITHIN_CEILING, Optional.empty());

    @ParameterizedTest
    @EnumSource(
            value = Reason.Kind.class,
            names = {"NOT_SHARED", "ABOVE_CEILING"})
    void what_the_cell_refuses_is_lifted_and_says_by_which_exception_and_until_when(Reason.Kind kind) {
        Decision.Refuse refused = refused("staff", SOME, reason(kind, Optional.empty()), WITHIN);
        Decision lifted = ExceptionRule.lift(refused, grant());
        assertThat(lifted)
                .isEqualTo(new Decision.Permit(
                        refused.label(),
                        "ocha-imos",
                        List.of(),
                        List.of(
                                new Reason(
                                        Reason.Kind.LIFTED,
                                        Optional.of(Dimension.LOCATION),
                                        Optional.of("exact"),
                                        Optional.empty(),
                                        Optional.of("district"),
                                        Optional.of("x1"),
                                        Optional.of("row 4"),
                                        "Said. The exception x1 lifts this until 2026-03-03T08:00:00Z"
                                                + " (safety-of-staff; minutes)."),
                                WITHIN),
                        SOME));
    }

    @Test
    void every_refusal_of_the_cell_is_lifted_together() {
        Decision lifted = ExceptionRule.lift(
                refused("none", SOME, NOT_SHARED, reason(Reason.Kind.ABOVE_CEILING, Optional.empty())), grant());
        assertThat(lifted.word()).isEqualTo("permit");
        assertThat(lifted.reasons()).extracting(Reason::kind).containsOnly(Reason.Kind.LIFTED);
    }

    @Test
    void a_fact_that_the_cell_asks_for_is_still_asked_for_once() {
        Reason consent = reason(Reason.Kind.MISSING_FACT, Optional.of("consent-of-organisation"));
        Reason waiver = reason(Reason.Kind.MISSING_WAIVER, Optional.of("waiver"));
        Reason recorded = reason(Reason.Kind.FACT_ON_RECORD, Optional.of("agreement"));
        Decision.Refuse refused = refused("none", SOME, NOT_SHARED, consent, waiver, consent, recorded);
        assertThat(ExceptionRule.lift(refused, grant())).isInstanceOfSatisfying(Decision.Needs.class, needs -> {
            assertThat(needs.missing()).containsExactly("consent-of-organisation", "waiver");
            assertThat(needs.label()).isEqualTo(refused.label());
            assertThat(needs.audience()).isEqualTo("ocha-imos");
            assertThat(needs.obligations()).isEqualTo(SOME);
            assertThat(needs.reasons())
                    .extracting(Reason::kind)
                    .containsExactly(
                            Reason.Kind.LIFTED,
                            Reason.Kind.MISSING_FACT,
                            Reason.Kind.MISSING_WAIVER,
                            Reason.Kind.MISSING_FACT,
                            Reason.Kind.FACT_ON_RECORD);
        });
    }

    @Test
    void nothing_else_that_refuses_is_ever_lifted_alone_or_beside_what_could_be() {
        List<Reason.Kind> others = Arrays.stream(Reason.Kind.values())
                .filter(Reason.Kind::refuses)
                .filter(kind -> kind != Reason.Kind.NOT_SHARED && kind != Reason.Kind.ABOVE_CEILING)
                .toList();
        assertThat(others).contains(Reason.Kind.NARROWED_BY_OWNER, Reason.Kind.BELOW_FLOOR, Reason.Kind.WITHHELD);
        for (Reason.Kind kind : others) {
            Decision.Refuse alone = refused("none", SOME, reason(kind, Optional.empty()));
            assertThat(ExceptionRule.lift(alone, grant())).as(kind.name()).isSameAs(alone);
            Decision.Refuse beside = refused("none", SOME, NOT_SHARED, reason(kind, Optional.empty()));
            assertThat(ExceptionRule.lift(beside, grant())).as(kind.name()).isSameAs(beside);
        }
    }

    @ParameterizedTest
    @CsvSource({"none, permit", "staff, permit", "pseudonymised, refuse", "personal, refuse"})
    void data_that_shows_persons_is_not_opened(String persons, String word) {
        assertThat(ExceptionRule.lift(refused(persons, SOME, NOT_SHARED), grant())
                        .word())
                .isEqualTo(word);
    }

    @Test
    void where_nobody_declared_whether_it_shows_persons_it_is_not_opened() {
        Decision.Refuse refused = new Decision.Refuse(
                Label.of(Channel.RESTRICTED, "meeting-minutes"), "ocha-imos", List.of(), List.of(NOT_SHARED), SOME);
        assertThat(ExceptionRule.lift(refused, grant())).isSameAs(refused);
    }

    @Test
    void what_goes_nowhere_has_no_cell_to_lift() {
        Decision.Refuse refused = refused("none", Obligations.NOWHERE, NOT_SHARED);
        assertThat(ExceptionRule.lift(refused, grant())).isSameAs(refused);
    }

    private static Decision.Refuse refused(String persons, Obligations obligations, Reason... reasons) {
        Label label =
                Label.of(Channel.RESTRICTED, "meeting-minutes").declaring(Level.checked(Dimension.PERSONS, persons));
        return new Decision.Refuse(label, "ocha-imos", List.of(), List.of(reasons), obligations);
    }

    private static Reason reason(Reason.Kind kind, Optional<String> fact) {
        return new Reason(
                kind,
                Optional.of(Dimension.LOCATION),
                Optional.of("exact"),
                Optional.empty(),
                Optional.of("district"),
                fact,
                Optional.of("row 4"),
                "Said.");
    }

    private static ExceptionGrant grant() {
        return new ExceptionGrant(
                "x1",
                "meeting-minutes",
                "ocha-imos",
                Optional.empty(),
                ExceptionGrant.Reason.SAFETY_OF_STAFF,
                "minutes",
                "cora",
                NOW,
                NOW.plus(Duration.ofDays(1)),
                Optional.of("omar"),
                Optional.of(NOW),
                Optional.empty());
    }
}
