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
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.protocol.Obligation;

/** What counts as a clearance: whose, for what, from when to when. */
final class ClearanceRuleTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final Duration TICK = Duration.ofMillis(1);

    @ParameterizedTest
    @CsvSource(textBlock = """
            channel,               obligation,    people, demand
            restricted,            ,              0,      NOTHING
            confidential,          password,      0,      NOTHING
            confidential,          clearance,     0,      ONE
            confidential,          second-person, 0,      TWO
            confidential,          ,              1,      ONE
            confidential,          ,              2,      TWO
            confidential,          second-person, 1,      TWO
            strictly-confidential, ,              0,      CASE_BY_CASE
            strictly-confidential, clearance,     1,      CASE_BY_CASE
            """, useHeadersInDisplayName = true)
    void the_most_that_anybody_asks_counts(String channel, String obligation, int people, Demand demand) {
        List<Obligation> asked = List.of(Obligation.values()).stream()
                .filter(one -> one.word().equals(obligation))
                .toList();
        assertThat(Demand.of(Channel.of(channel).orElseThrow(), asked, people)).isEqualTo(demand);
    }

    @ParameterizedTest
    @EnumSource(Demand.class)
    void without_anything_on_record_only_what_asks_nothing_leaves(Demand demand) {
        assertThat(ClearanceRule.against(demand, going(false), List.of(), NOW).isEmpty())
                .isEqualTo(demand == Demand.NOTHING);
    }

    @Test
    void one_person_is_enough_for_one_and_not_for_two() {
        Clearance asked = ofCase("ali", Optional.empty());
        assertThat(enough(Demand.ONE, asked)).isTrue();
        assertThat(enough(Demand.TWO, asked)).isFalse();
        assertThat(enough(Demand.CASE_BY_CASE, asked)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "sami, ali, rana, true",
        "ali, rana, ali, true",
        "ali, ali, ali, false",
        "sami, ali, ali, false",
        "sami, sami, ali, false"
    })
    void nobody_clears_the_own_release_where_two_are_asked(
            String askedBy, String approvedBy, String releaser, boolean enough) {
        Clearance approved = ofCase(askedBy, Optional.of(approvedBy));
        assertThat(ClearanceRule.against(Demand.TWO, going(releaser, false), List.of(approved), NOW)
                        .isEmpty())
                .isEqualTo(enough);
        assertThat(ClearanceRule.against(Demand.CASE_BY_CASE, going(releaser, false), List.of(approved), NOW)
                        .isEmpty())
                .isEqualTo(enough);
    }

    @Test
    void case_by_case_names_its_recipient() {
        Clearance anybody = with(ofCase("sami", Optional.of("rana")), Optional.empty());
        assertThat(enough(Demand.TWO, anybody)).isTrue();
        assertThat(enough(Demand.CASE_BY_CASE, anybody)).isFalse();
        assertThat(enough(Demand.TWO, with(anybody, Optional.of("somebody-else"))))
                .isFalse();
    }

    @Test
    void another_label_another_purpose_another_deposit_are_not_cleared() {
        Clearance good = ofCase("sami", Optional.of("rana"));
        assertThat(enough(Demand.TWO, good)).isTrue();
        Going going = going(false);
        assertThat(good.covers(new Going("d2", 3, "t", "a", "org", "ali", "desk", "ocha", "plan", false), NOW))
                .isFalse();
        assertThat(good.covers(new Going("d1", 4, "t", "a", "org", "ali", "desk", "ocha", "plan", false), NOW))
                .isFalse();
        assertThat(good.covers(new Going("d1", 3, "t", "b", "org", "ali", "desk", "ocha", "plan", false), NOW))
                .isFalse();
        assertThat(good.covers(new Going("d1", 3, "t", "a", "org", "ali", "desk", "ocha", "advocacy", false), NOW))
                .isFalse();
        assertThat(good.covers(going, NOW)).isTrue();
    }

    @Test
    void it_counts_from_its_first_instant_to_before_its_last_and_until_it_is_ended() {
        Clearance good = ofCase("sami", Optional.of("rana"));
        assertThat(good.covers(going(false), good.from().minus(TICK))).isFalse();
        assertThat(good.covers(going(false), good.from())).isTrue();
        assertThat(good.covers(going(false), good.until().minus(TICK))).isTrue();
        assertThat(good.covers(going(false), good.until())).isFalse();
        Clearance ended = new Clearance(
                "c1",
                good.kind(),
                good.depositId(),
                3,
                "t",
                "a",
                Optional.empty(),
                good.recipient(),
                good.checklist(),
                "sami",
                good.from(),
                good.until(),
                good.approval(),
                Optional.of(NOW),
                Optional.empty());
        assertThat(ended.covers(going(false), NOW.minus(TICK))).isTrue();
        assertThat(ended.covers(going(false), NOW)).isFalse();
    }

    @Test
    void a_standing_approval_of_a_pathway_opens_a_flow_and_nothing_else() {
        Clearance pathway = standing(Optional.of("org"), Optional.of("ocha"), Optional.of("rana"));
        assertThat(against(Demand.CASE_BY_CASE, going(true), pathway)).isEmpty();
        assertThat(against(Demand.CASE_BY_CASE, going(false), pathway)).isPresent();
        assertThat(against(
                        Demand.CASE_BY_CASE,
                        going(true),
                        standing(Optional.of("org"), Optional.of("ocha"), Optional.empty())))
                .isPresent();
        assertThat(against(
                        Demand.CASE_BY_CASE,
                        going(true),
                        standing(Optional.empty(), Optional.of("ocha"), Optional.of("rana"))))
                .isPresent();
        assertThat(against(
                        Demand.CASE_BY_CASE,
                        going(true),
                        standing(Optional.of("org"), Optional.empty(), Optional.of("rana"))))
                .isPresent();
        assertThat(against(Demand.TWO, going(false), standing(Optional.empty(), Optional.empty(), Optional.of("rana"))))
                .isEmpty();
        assertThat(against(
                        Demand.TWO,
                        going(false),
                        standing(Optional.of("other"), Optional.empty(), Optional.of("rana"))))
                .isPresent();
        assertThat(against(
                        Demand.TWO,
                        going(false),
                        standing(Optional.empty(), Optional.of("other"), Optional.of("rana"))))
                .isPresent();
    }

    @Test
    void vital_interests_go_at_once_and_close_at_72_hours_until_somebody_upholds_them() {
        Clearance vital = vital(Optional.empty(), false);
        Instant due = NOW.plus(Clearance.REVIEW_WITHIN);
        assertThat(ClearanceRule.against(Demand.CASE_BY_CASE, going(true), List.of(vital), NOW))
                .isEmpty();
        assertThat(vital.covers(going(false), NOW)).isFalse();
        assertThat(vital.covers(going(true), due.minus(TICK))).isTrue();
        assertThat(vital.covers(going(true), due)).isFalse();
        assertThat(vital(Optional.of("rana"), true).covers(going(true), due)).isTrue();
        assertThat(vital(Optional.of("rana"), false).covers(going(true), NOW)).isFalse();
    }

    @Test
    void the_refusal_says_who_can_give_it_and_how() {
        String words = ClearanceRule.against(Demand.CASE_BY_CASE, going(true), List.of(), NOW)
                .orElseThrow()
                .message();
        assertThat(words)
                .contains("by neither ali nor whoever asked")
                .contains("Ask with: sluice clearance add", "--to desk", "--purpose \"plan\"", "from org to ocha");
    }

    @ParameterizedTest
    @EnumSource(
            value = Demand.class,
            names = {"TWO", "CASE_BY_CASE"})
    void what_was_asked_for_already_is_not_asked_for_again(Demand demand) {
        assertThat(against(demand, going(true), ofCase("sami", Optional.empty()))
                        .orElseThrow()
                        .message())
                .contains("c1, asked by sami, waits for a second person: sluice clearance approve c1")
                .doesNotContain("Ask with");
        assertThat(against(demand, going("rana", false), ofCase("sami", Optional.of("rana")))
                        .orElseThrow()
                        .message())
                .contains("rana approved the clearance c1, so another must release")
                .doesNotContain("Ask with", "clearance approve");
    }

    @Test
    void an_approval_that_would_not_serve_is_not_waited_for() {
        assertThat(against(Demand.CASE_BY_CASE, going(false), with(ofCase("sami", Optional.empty()), Optional.empty()))
                        .orElseThrow()
                        .message())
                .contains("Ask with: sluice clearance add")
                .doesNotContain("c1");
    }

    @Test
    void an_exception_lifts_one_cell_for_its_side_from_its_approval_to_before_its_end() {
        ExceptionGrant grant = grant(Optional.of("ocha"), Optional.of("rana"), Optional.empty());
        assertThat(grant.lifts("t", "a", "ocha", NOW)).isTrue();
        assertThat(grant.lifts("t", "a", "ocha", NOW.minus(TICK))).isFalse();
        assertThat(grant.lifts("t", "a", "ocha", grant.until().minus(TICK))).isTrue();
        assertThat(grant.lifts("t", "a", "ocha", grant.until())).isFalse();
        assertThat(grant.lifts("u", "a", "ocha", NOW)).isFalse();
        assertThat(grant.lifts("t", "b", "ocha", NOW)).isFalse();
        assertThat(grant.lifts("t", "a", "other", NOW)).isFalse();
        assertThat(grant(Optional.empty(), Optional.of("rana"), Optional.empty())
                        .lifts("t", "a", "other", NOW))
                .isTrue();
        assertThat(grant(Optional.empty(), Optional.empty(), Optional.empty()).lifts("t", "a", "ocha", NOW))
                .isFalse();
        assertThat(grant(Optional.empty(), Optional.of("cora"), Optional.empty())
                        .lifts("t", "a", "ocha", NOW))
                .as("agreed to by whoever proposed it")
                .isFalse();
        assertThat(grant(Optional.empty(), Optional.of("rana"), Optional.of(NOW))
                        .lifts("t", "a", "ocha", NOW))
                .isFalse();
    }

    private static boolean enough(Demand demand, Clearance clearance) {
        return against(demand, going(false), clearance).isEmpty();
    }

    private static Optional<org.sluice.gateway.domain.Refusal> against(
            Demand demand, Going going, Clearance clearance) {
        return ClearanceRule.against(demand, going, List.of(clearance), NOW);
    }

    private static Going going(boolean flow) {
        return going("ali", flow);
    }

    private static Going going(String releaser, boolean flow) {
        return new Going("d1", 3, "t", "a", "org", releaser, "desk", "ocha", "plan", flow);
    }

    private static Clearance ofCase(String askedBy, Optional<String> approvedBy) {
        return clearance(
                Clearance.Kind.CASE,
                Optional.of("d1"),
                Optional.empty(),
                Optional.of("desk"),
                askedBy,
                approvedBy,
                Optional.empty());
    }

    private static Clearance standing(Optional<String> sender, Optional<String> to, Optional<String> approvedBy) {
        return clearance(Clearance.Kind.STANDING, Optional.empty(), sender, to, "sami", approvedBy, Optional.empty());
    }

    private static Clearance vital(Optional<String> reviewer, boolean upheld) {
        return clearance(
                Clearance.Kind.VITAL_INTERESTS,
                Optional.of("d1"),
                Optional.empty(),
                Optional.of("desk"),
                "ali",
                Optional.empty(),
                Optional.of(new Clearance.Review(NOW.plus(Clearance.REVIEW_WITHIN), reviewer, upheld)));
    }

    private static Clearance with(Clearance clearance, Optional<String> recipient) {
        return clearance(
                clearance.kind(),
                clearance.depositId(),
                clearance.sender(),
                recipient,
                clearance.askedBy(),
                clearance.approval().map(Clearance.Approval::by),
                clearance.review());
    }

    private static Clearance clearance(
            Clearance.Kind kind,
            Optional<String> deposit,
            Optional<String> sender,
            Optional<String> recipient,
            String askedBy,
            Optional<String> approvedBy,
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
                new Clearance.Checklist("r", "m", "n", " Plan "),
                askedBy,
                NOW.minus(Duration.ofHours(1)),
                NOW.plus(Duration.ofDays(7)),
                approvedBy.map(by -> new Clearance.Approval(by, NOW, "")),
                Optional.empty(),
                review);
    }

    private static ExceptionGrant grant(
            Optional<String> recipient, Optional<String> approvedBy, Optional<Instant> ended) {
        return new ExceptionGrant(
                "x1",
                "t",
                "a",
                recipient,
                ExceptionGrant.Reason.SAFETY_OF_STAFF,
                "minutes",
                "cora",
                NOW.minus(Duration.ofDays(1)),
                NOW.plus(Duration.ofDays(1)),
                approvedBy,
                approvedBy.map(by -> NOW),
                ended);
    }
}
