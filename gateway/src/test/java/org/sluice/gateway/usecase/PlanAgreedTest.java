package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.participant.TransitionEntry;
import org.sluice.gateway.testkit.TestDatabase;

/** Who acknowledges a transition plan, and what counts until all have. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class PlanAgreedTest extends TransitionPlanCase {
    PlanAgreedTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void a_plan_that_one_successor_has_not_acknowledged_passes_nothing() {
        give();
        LinkSteps second = second();
        propose(TransitionEntry.Kind.DEPOSIT, deposit, "org-b");
        propose(TransitionEntry.Kind.DEPOSIT, second.depositId, "org-c");
        assertThat(acknowledge("basma").orThrow().inForce()).isFalse();
        assertThat(gateway.inside.dues.list(Optional.empty()).orThrow().all())
                .filteredOn(due -> due.of().equals("plan"))
                .containsExactly(new Due("plan", "org-a", "acknowledge by org-c", effective));
        leave();
        assertThat(gateway.get(deposit).participantId()).isEqualTo("org-a");
        assertThat(link.row().closing()).contains(Link.Closing.WITHDRAWN);
        assertThat(gateway.audited(EventKind.PLAN_LINE_CLOSED)).hasSize(2);
    }

    @Test
    void a_line_added_later_takes_no_force_from_the_others_and_dropping_it_leaves_them() {
        everythingToOrgB();
        LinkSteps second = second();
        TransitionEntry late = propose(TransitionEntry.Kind.DEPOSIT, second.depositId, "org-c");
        leave();
        assertThat(gateway.get(deposit).participantId()).isEqualTo("org-b");
        assertThat(gateway.get(second.depositId).participantId()).isEqualTo("org-a");
        assertThat(plan().entries())
                .filteredOn(entry -> entry.id().equals(late.id()))
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry.ending().orElseThrow().outcome()).isEqualTo(TransitionEntry.Outcome.CLOSED));
    }

    @Test
    void dropping_what_waits_puts_the_rest_in_force() {
        give();
        LinkSteps second = second();
        String first = propose(TransitionEntry.Kind.DEPOSIT, deposit, "org-b").id();
        TransitionEntry waits = propose(TransitionEntry.Kind.DEPOSIT, second.depositId, "org-c");
        acknowledge("basma").orThrow();
        assertThat(refusal(gateway.inside.plan.drop(HOST, Optional.of("ben"), waits.id(), "x"))
                        .code())
                .isEqualTo("not-yours-to-drop");
        assertThat(gateway.inside
                        .plan
                        .drop(HOST, Optional.of("ali"), waits.id(), "goes to nobody")
                        .orThrow()
                        .inForce())
                .isTrue();
        // What was acknowledged the leaver can't take back; who acknowledged it can.
        assertThat(refusal(gateway.inside.plan.drop(HOST, Optional.of("ali"), first, "x"))
                        .code())
                .isEqualTo("not-yours-to-drop");
        gateway.inside.plan.drop(HOST, Optional.of("basma"), first, "too much").orThrow();
        leave();
        assertThat(gateway.get(deposit).participantId()).isEqualTo("org-a");
    }

    @Test
    void a_successor_is_active_is_not_the_leaver_and_may_have_it() {
        assertThat(refusal(proposing(TransitionEntry.Kind.DEPOSIT, deposit, "org-b"))
                        .code())
                .isEqualTo("no-notice");
        give();
        assertThat(refusal(proposing(TransitionEntry.Kind.DEPOSIT, deposit, "org-a"))
                        .code())
                .isEqualTo("successor-is-leaver");
        assertThat(refusal(proposing(TransitionEntry.Kind.DEPOSIT, deposit, "nobody"))
                        .code())
                .isEqualTo("unknown-participant");
        gateway.label(deposit, "share-with=ocha-imos");
        assertThat(refusal(proposing(TransitionEntry.Kind.DEPOSIT, deposit, "org-b")))
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo("successor-refused");
                    assertThat(refusal.details()).isNotEmpty();
                });
        gateway.inside.cut.suspend(HOST, "org-c", "made up").orThrow();
        assertThat(refusal(proposing(TransitionEntry.Kind.DEPOSIT, deposit, "org-c"))
                        .code())
                .isEqualTo("successor-not-active");
        Deposit others = gateway.assessment("basma", "b.txt", CONTENT);
        assertThat(refusal(proposing(TransitionEntry.Kind.DEPOSIT, others.id(), "org-b")))
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo("not-the-leavers");
                    assertThat(refusal.message()).contains("belongs to org-b");
                });
        assertThat(refusal(proposing(Optional.of("ali"), TransitionEntry.Kind.DEPOSIT, others.id(), "org-b"))
                        .code())
                .as("who only owns other deposits learns of no other")
                .isEqualTo("unknown-deposit");
    }

    @Test
    void nobody_of_the_leaver_acknowledges_and_only_a_releaser_of_the_successor_does() {
        give();
        assertThat(refusal(proposing(Optional.of("chadi"), TransitionEntry.Kind.DEPOSIT, deposit, "org-b"))
                        .code())
                .isEqualTo("not-a-coordinator");
        proposing(Optional.of("ali"), TransitionEntry.Kind.DEPOSIT, deposit, "org-b")
                .orThrow();
        assertThat(refusal(acknowledge("ali")).code()).isEqualTo("own-plan");
        assertThat(refusal(acknowledge("ben")).code()).isEqualTo("not-a-releaser-of-it");
        assertThat(refusal(acknowledge("chadi")).code()).isEqualTo("nothing-to-acknowledge");
        assertThat(refusal(gateway.inside.plan.acknowledge(HOST, Optional.empty(), "org-a", Optional.empty()))
                        .code())
                .isEqualTo("no-person");
        assertThat(refusal(onEvidence(Optional.of("ali"), "basma", "letter")).code())
                .isEqualTo("not-a-coordinator");
        assertThat(refusal(onEvidence(Optional.empty(), "ali", "letter")).code())
                .isEqualTo("own-plan");
        assertThat(refusal(onEvidence(Optional.empty(), "basma", " ")).code()).isEqualTo("no-evidence");
        assertThat(onEvidence(Optional.empty(), "basma", "letter of 3 March")
                        .orThrow()
                        .inForce())
                .isTrue();
        assertThat(gateway.audited(EventKind.PLAN_ACKNOWLEDGED))
                .singleElement()
                .asString()
                .contains("letter of 3 March", "basma");
        assertThat(refusal(gateway.inside.plan.show(Optional.of("chadi"), "org-a"))
                        .code())
                .isEqualTo("not-in-this-plan");
        assertThat(gateway.inside
                        .plan
                        .show(Optional.of("ben"), "org-a")
                        .orThrow()
                        .entries())
                .hasSize(1);
    }
}
