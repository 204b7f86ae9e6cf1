package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.protocol.Proposal;
import org.sluice.gateway.testkit.MovableClock;
import org.sluice.gateway.testkit.TestDatabase;
import org.sluice.gateway.usecase.ProposePolicy.When;

/** How long the group takes objections, and what one brings about. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class ObjectionTest extends PolicyCase {
    ObjectionTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void an_objection_is_taken_to_the_last_millisecond_of_the_window() {
        String id = proposed();
        at(WINDOW);
        assertThat(refusal(acts().propose().object(HOST, "ali", id, "too narrow"))
                        .code())
                .isEqualTo("window-closed");
        at(WINDOW.minusMillis(1));
        assertThat(acts().propose()
                        .object(HOST, "ali", id, "too narrow")
                        .orThrow()
                        .objections())
                .singleElement()
                .satisfies(o -> assertThat(o.participantId()).isEqualTo("org-a"));
        assertThat(gateway.notices("cora")).contains(Notice.Kind.POLICY_OBJECTED);
        assertThat(gateway.notices("nadia")).doesNotContain(Notice.Kind.POLICY_OBJECTED);
    }

    @Test
    void with_an_objection_the_group_decides_after_the_window_and_the_change_counts_seven_days_later() {
        String id = proposed();
        acts().propose().object(HOST, "ali", id, "too narrow").orThrow();
        assertThat(refusal(accept("carl", id)).code()).isEqualTo("window-open");
        at(WINDOW.minusMillis(1));
        assertThat(refusal(accept("carl", id)).code()).isEqualTo("window-open");
        at(WINDOW);
        assertThat(acts().decide().due()).isZero();
        assertThat(acts().propose().one(id).orThrow().awaitsDecision()).isTrue();
        assertThat(refusal(accept("cora", id)).code()).isEqualTo("own-proposal");
        assertThat(refusal(accept("ali", id)).code()).isEqualTo("not-a-coordinator");
        accept("carl", id).orThrow();
        assertThat(refusal(accept("carl", id)).code()).isEqualTo("already-decided");
        at(WINDOW.plusDays(7).minusMillis(1));
        assertThat(inForce()).containsExactly("1");
        at(WINDOW.plusDays(7));
        assertThat(inForce()).containsExactly("2");
    }

    @Test
    void the_group_may_shorten_the_seven_days_with_a_reason_but_not_reach_back() {
        String id = proposed();
        acts().propose().object(HOST, "ali", id, "too narrow").orThrow();
        at(WINDOW.plusDays(1));
        Instant earlier = MovableClock.START.plus(Duration.ofDays(3));
        Proposal decided = acts().decide()
                .accept(HOST, "carl", id, "people are at risk", Optional.of(new Proposal.Asked(earlier, "urgent")))
                .orThrow()
                .proposal();
        assertThat(decided.inForce()).contains(MovableClock.START.plus(WINDOW.plusDays(1)));
        assertThat(gateway.audited(EventKind.POLICY_ACCEPTED))
                .singleElement()
                .asString()
                .contains("urgent");
    }

    @Test
    void the_group_may_shorten_the_window_from_the_start_and_nothing_counts_before_it_closed() {
        Instant urgent = MovableClock.START.plus(Duration.ofDays(3));
        Proposal proposal = acts().propose()
                .propose(HOST, "cora", NARROWER, "urgent", asked(urgent, "people at risk"))
                .orThrow()
                .proposal();
        assertThat(proposal.windowEnds()).isEqualTo(urgent);
        at(Duration.ofDays(3).minusMillis(1));
        assertThat(acts().decide().due()).isZero();
        at(Duration.ofDays(3));
        assertThat(acts().decide().due()).isEqualTo(1);
        assertThat(inForce()).containsExactly("2");
    }

    @Test
    void a_later_day_leaves_the_window_as_it_is() {
        Instant later = MovableClock.START.plus(Duration.ofDays(30));
        acts().propose()
                .propose(HOST, "cora", NARROWER, "later", asked(later, "after the training"))
                .orThrow();
        at(WINDOW);
        assertThat(acts().decide().due()).isEqualTo(1);
        at(Duration.ofDays(30).minusMillis(1));
        assertThat(inForce()).containsExactly("1");
        at(Duration.ofDays(30));
        assertThat(inForce()).containsExactly("2");
    }

    @Test
    void the_group_may_take_objections_for_longer_and_nothing_counts_before_that_is_over() {
        Instant until = MovableClock.START.plus(Duration.ofDays(30));
        When longer = new When(
                Optional.of(new Proposal.Asked(MovableClock.START.plus(Duration.ofDays(3)), "made up")),
                Optional.of(until));
        Proposal proposal = acts().propose()
                .propose(HOST, "cora", NARROWER, "a made-up change", longer)
                .orThrow()
                .proposal();
        assertThat(proposal.windowEnds()).isEqualTo(until);
        at(Duration.ofDays(30).minusMillis(1));
        assertThat(acts().decide().due()).isZero();
        acts().propose().object(HOST, "ali", proposal.id(), "too narrow").orThrow();
        acts().decide().reject(HOST, "cora", proposal.id(), "made up").orThrow();
        assertThat(proposal.unopposedFrom()).isEqualTo(until);
    }

    @Test
    void a_longer_window_is_longer_than_the_usual_one_to_the_millisecond() {
        Instant usual = MovableClock.START.plus(WINDOW);
        When same = new When(Optional.empty(), Optional.of(usual));
        assertThat(refusal(acts().propose().propose(HOST, "cora", NARROWER, "made up", same))
                        .code())
                .isEqualTo("not-longer");
        When longer = new When(Optional.empty(), Optional.of(usual.plusMillis(1)));
        assertThat(acts().propose()
                        .propose(HOST, "cora", NARROWER, "made up", longer)
                        .orThrow()
                        .proposal()
                        .windowEnds())
                .isEqualTo(usual.plusMillis(1));
    }

    @Test
    void an_open_window_can_be_made_longer_until_its_last_millisecond_and_everybody_is_told() {
        String id = proposed();
        Instant until = MovableClock.START.plus(Duration.ofDays(21));
        assertThat(refusal(acts().propose().extend(HOST, "ali", id, until, "holidays"))
                        .code())
                .isEqualTo("not-a-coordinator");
        assertThat(refusal(acts().propose().extend(HOST, "cora", id, MovableClock.START.plus(WINDOW), "holidays"))
                        .code())
                .isEqualTo("not-longer");
        at(WINDOW.minusMillis(1));
        assertThat(acts().propose()
                        .extend(HOST, "cora", id, until, "holidays")
                        .orThrow()
                        .proposal()
                        .windowEnds())
                .isEqualTo(until);
        assertThat(gateway.notices("ali")).contains(Notice.Kind.POLICY_WINDOW_EXTENDED);
        at(WINDOW);
        assertThat(acts().decide().due()).isZero();
        acts().propose().object(HOST, "ali", id, "too narrow").orThrow();
        at(Duration.ofDays(21).minusMillis(1));
        assertThat(refusal(accept("carl", id)).code()).isEqualTo("window-open");
        at(Duration.ofDays(21));
        accept("carl", id).orThrow();
        at(Duration.ofDays(28).minusMillis(1));
        assertThat(inForce()).containsExactly("1");
        at(Duration.ofDays(28));
        assertThat(inForce()).containsExactly("2");
    }

    @Test
    void a_closed_window_stays_closed() {
        String id = proposed();
        at(WINDOW);
        assertThat(refusal(acts().propose()
                                .extend(HOST, "cora", id, MovableClock.START.plus(Duration.ofDays(30)), "late"))
                        .code())
                .isEqualTo("window-closed");
    }
}
