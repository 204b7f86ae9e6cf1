package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.domain.protocol.Proposal;
import org.sluice.gateway.domain.protocol.Remedy;
import org.sluice.gateway.testkit.MovableClock;
import org.sluice.gateway.testkit.TestDatabase;
import org.sluice.gateway.usecase.ProposePolicy.When;

/** How a protocol changes: with everybody told, time to object, and every border of the clocks to the millisecond. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class PolicyTest extends PolicyCase {
    PolicyTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void the_texts_of_this_test_differ_from_the_shipped_one() {
        assertThat(NARROWER).isNotEqualTo(second());
        assertThat(WIDER).isNotEqualTo(second());
    }

    @Test
    void a_proposal_tells_everybody_and_changes_nothing_yet() {
        proposed();
        for (String person : List.of("ali", "nadia", "cora", "carl")) {
            assertThat(gateway.notices(person)).containsExactly(Notice.Kind.POLICY_PROPOSED);
        }
        assertThat(inForce()).containsExactly("1");
        assertThat(gateway.audited(EventKind.POLICY_PROPOSED))
                .singleElement()
                .asString()
                .contains("\"told\":\"4\"");
    }

    @Test
    void people_of_a_suspended_participant_are_not_told() {
        gateway.inside.cut.suspend(HOST, "ocha", "made up").orThrow();
        proposed();
        assertThat(gateway.notices("nadia")).isEmpty();
    }

    @Test
    void only_a_coordinator_proposes() {
        Refusal refusal = refusal(acts().propose().propose(HOST, "ali", NARROWER, "a made-up change", When.USUAL));
        assertThat(refusal.code()).isEqualTo("not-a-coordinator");
    }

    @Test
    void an_unopposed_change_counts_from_the_very_end_of_its_window_and_the_older_version_ends_there() {
        proposed();
        at(WINDOW.minusMillis(1));
        assertThat(acts().decide().due()).isZero();
        assertThat(inForce()).containsExactly("1");
        at(WINDOW);
        assertThat(acts().decide().due()).isEqualTo(1);
        assertThat(inForce()).containsExactly("2");
        assertThat(acts().decide().due()).isZero();
        assertThat(gateway.notices("ali")).containsExactly(Notice.Kind.POLICY_ACCEPTED);
        assertThat(acts().propose().all().getFirst().proposal().inForce()).contains(MovableClock.START.plus(WINDOW));
    }

    @Test
    void a_gateway_that_was_off_when_the_window_closed_lets_the_change_count_from_its_next_start() {
        proposed();
        at(Duration.ofDays(20));
        assertThat(inForce()).containsExactly("1");
        acts().decide().due();
        assertThat(inForce()).containsExactly("2");
        assertThat(acts().propose().all().getFirst().proposal().inForce())
                .contains(MovableClock.START.plus(Duration.ofDays(20)));
    }

    @Test
    void an_adapted_change_starts_anew_and_the_old_text_stays_on_record() {
        String id = proposed();
        acts().propose().object(HOST, "ali", id, "too narrow").orThrow();
        at(Duration.ofDays(10));
        String text = SHIPPED.replace("version: \"1\"", "version: \"3\"");
        Proposal anew = acts().decide()
                .adapt(HOST, "cora", id, "as org-a asked", text)
                .orThrow()
                .proposal();
        assertThat(anew.adapts()).contains(id);
        assertThat(anew.windowEnds()).isEqualTo(MovableClock.START.plus(Duration.ofDays(24)));
        assertThat(acts().propose().one(id).orThrow().proposal().state()).isEqualTo(Proposal.State.ADAPTED);
        assertThat(acts().propose().one(id).orThrow().proposal().text()).isEqualTo(NARROWER);
        at(Duration.ofDays(24));
        acts().decide().due();
        assertThat(inForce()).containsExactly("3");
    }

    @Test
    void an_adapted_text_that_may_not_be_proposed_leaves_the_old_proposal_open() {
        String id = proposed();
        assertThat(refusal(acts().decide().adapt(HOST, "cora", id, "wider", WIDER.replace("\"2\"", "\"3\"")))
                        .code())
                .isEqualTo("assessment-needed");
        assertThat(acts().propose().one(id).orThrow().proposal().state()).isEqualTo(Proposal.State.OPEN);
    }

    @Test
    void a_rejected_change_never_counts() {
        String id = proposed();
        acts().decide().reject(HOST, "cora", id, "the group thought again").orThrow();
        at(WINDOW);
        assertThat(acts().decide().due()).isZero();
        assertThat(inForce()).containsExactly("1");
        assertThat(gateway.notices("ali")).contains(Notice.Kind.POLICY_DROPPED);
    }

    @Test
    void a_version_on_record_or_under_way_is_never_written_over() {
        assertThat(refusal(propose(SHIPPED)).code()).isEqualTo("version-taken");
        proposed();
        assertThat(refusal(propose(NARROWER)).code()).isEqualTo("version-proposed");
    }

    @Test
    void a_text_with_mistakes_is_refused_with_all_of_them() {
        Refusal refusal = refusal(propose("schema: sluice-protocol/1\nid: own\n"));
        assertThat(refusal.code()).isEqualTo("bad-protocol");
        assertThat(refusal.details()).hasSizeGreaterThan(2);
    }

    @Test
    void a_comparison_names_the_live_links_that_would_end() {
        Deposit plan = plan();
        gateway.release("ali", plan.id(), "desk").orThrow();
        ComparePolicy.Compared compared = acts().compare()
                .compare(ID, Optional.empty(), NARROWER, Optional.empty())
                .orThrow();
        assertThat(compared.looked()).isEqualTo(1);
        assertThat(compared.endings()).singleElement().satisfies(ending -> {
            assertThat(ending.recipient()).isEqualTo("desk");
            assertThat(ending.depositId()).isEqualTo(plan.id());
            assertThat(ending.link()).isPresent();
            assertThat(ending.under()).isInstanceOf(Decision.Refuse.class);
        });
        assertThat(compared.diff().differences().stream().map(d -> d.key()))
                .contains("cell sector-work-plans:ocha-imos");
        assertThat(acts().compare()
                        .compare(ID, Optional.of("1"), WIDER, Optional.empty())
                        .orThrow()
                        .endings())
                .isEmpty();
        gateway.clock.advance(Duration.ofDays(90));
        assertThat(acts().compare()
                        .compare(ID, Optional.empty(), NARROWER, Optional.empty())
                        .orThrow()
                        .looked())
                .isZero();
    }

    @Test
    void decisions_name_the_version_that_counted() {
        Deposit plan = plan();
        proposed();
        assertThat(decision(plan).protocols()).isEqualTo("turkey-cross-border 1");
        assertThat(decision(plan)).isInstanceOf(Decision.Permit.class);
        at(WINDOW);
        acts().decide().due();
        assertThat(decision(plan).protocols()).isEqualTo("turkey-cross-border 2");
        assertThat(decision(plan)).isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void an_explanation_says_for_every_audience_what_would_have_to_change() {
        Deposit deposit = gateway.assessment("ali", "a.txt", bytes("x"));
        ExplainDeposit.Explained explained =
                acts().explain().explain(deposit.id(), Optional.empty()).orThrow();
        assertThat(explained.audiences()).hasSizeGreaterThan(4);
        assertThat(explained.audiences())
                .filteredOn(e -> e.decision().audience().equals("ocha-imos"))
                .singleElement()
                .satisfies(e -> assertThat(e.remedies())
                        .extracting(Remedy::target)
                        .containsExactly(Optional.of("consent-of-organisation")));
        assertThat(refusal(acts().explain().explain("d-none", Optional.empty())).kind())
                .isEqualTo(Refusal.Kind.UNKNOWN);
    }

    @Test
    void the_coordinators_are_reminded_of_a_review_when_it_falls_due_and_each_month_after() {
        // The data directory was made by the host's own clock, so that is when the shipped version began here.
        gateway.clock.set(acts().review().standing().getFirst().due().minusMillis(1));
        assertThat(acts().review().due()).isZero();
        gateway.clock.advance(Duration.ofMillis(1));
        assertThat(acts().review().due()).isEqualTo(1);
        assertThat(acts().review().due()).isZero();
        assertThat(gateway.notices("cora")).containsExactly(Notice.Kind.POLICY_REVIEW_DUE);
        assertThat(gateway.notices("ali")).isEmpty();
        gateway.clock.advance(Duration.ofDays(31));
        assertThat(acts().review().due()).isEqualTo(1);
        acts().review().reviewed(HOST, "cora", ID, "looked through with all").orThrow();
        gateway.clock.advance(Duration.ofDays(31));
        assertThat(acts().review().due()).isZero();
        assertThat(refusal(acts().review().reviewed(HOST, "ali", ID, "x")).code())
                .isEqualTo("not-a-coordinator");
    }
}
