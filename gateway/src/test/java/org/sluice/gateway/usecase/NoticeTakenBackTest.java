package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.participant.Status;
import org.sluice.gateway.domain.participant.TransitionEntry;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** A participant that gave notice may stay, until the very instant at which it would have left. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class NoticeTakenBackTest {
    private static final byte[] CONTENT = bytes("a made-up assessment ".repeat(1_000));

    private final TestDatabase kind;
    private GatewayFixture gateway;
    private LinkSteps link;
    private Instant effective;

    NoticeTakenBackTest(TestDatabase kind) {
        this.kind = kind;
    }

    /** org-a has fetched a file of org-b's over a link, and leaves in ten days. */
    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "ocha-imos");
        gateway.participant("org-b", "members");
        gateway.participant("lead", "coordinators");
        gateway.person("amal", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("basma", "org-b", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("ben", "org-b", Role.DEPOSITOR);
        gateway.person("cora", "lead", Role.COORDINATOR);
        gateway.contact("desk", Optional.of("org-a"), "ocha-imos");
        link = LinkSteps.of(gateway.inside, LinkSteps.released(gateway, "basma", "org-b", CONTENT, "desk"));
        Map<String, Long> epochs = link.epochs();
        Claims.claim(gateway.inside, link.linkId, epochs, link.depositId).orThrow();
        link.fetch(epochs, 0, CONTENT.length);
        effective = gateway.clock.instant().plus(Duration.ofDays(10));
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void who_stays_fetches_as_before_and_owes_no_plan_and_no_answers() {
        give(effective).orThrow();
        TransitionEntry line = gateway.inside
                .plan
                .propose(
                        HOST,
                        Optional.of("cora"),
                        new TransitionPlan.Order(
                                "org-a",
                                TransitionEntry.Kind.FETCH,
                                link.depositId,
                                "org-b",
                                Optional.empty(),
                                Optional.empty()))
                .orThrow();
        assertThat(refusal(Claims.claim(gateway.inside, link.linkId, link.epochs(), link.depositId))
                        .code())
                .isEqualTo(DuringNotice.CODE);

        Participant stays = stay(Optional.empty(), Optional.empty()).orThrow();
        assertThat(stays.status()).isEqualTo(Status.ACTIVE);
        assertThat(stays.effective()).isEmpty();
        Claims.claim(gateway.inside, link.linkId, link.epochs(), link.depositId).orThrow();
        TransitionPlan.Seen plan =
                gateway.inside.plan.show(Optional.empty(), "org-a").orThrow();
        assertThat(plan.copies()).isEmpty();
        assertThat(plan.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.id()).isEqualTo(line.id());
            assertThat(entry.ending().orElseThrow().outcome()).isEqualTo(TransitionEntry.Outcome.DROPPED);
        });
        for (String person : new String[] {"amal", "basma", "cora"}) {
            assertThat(gateway.notices(person))
                    .as(person)
                    .contains(Notice.Kind.WITHDRAWAL_TAKEN_BACK)
                    .doesNotContain(Notice.Kind.WITHDRAWAL_ANNOUNCED, Notice.Kind.PLAN_TO_ACKNOWLEDGE);
        }
        assertThat(gateway.notices("ben")).doesNotContain(Notice.Kind.WITHDRAWAL_TAKEN_BACK);
        assertThat(gateway.audited(EventKind.PARTICIPANT_STAYS)).hasSize(1);

        gateway.clock.set(effective);
        assertThat(gateway.inside.cut.due()).isEmpty();
        // A later notice asks for the same file again.
        give(effective.plus(Duration.ofDays(10))).orThrow();
        assertThat(gateway.inside.plan.show(Optional.empty(), "org-a").orThrow().copies())
                .hasSize(1);
    }

    @Test
    void it_is_taken_back_to_the_last_millisecond_and_never_after() {
        give(effective).orThrow();
        gateway.clock.set(effective);
        assertThat(refusal(stay(Optional.empty(), Optional.empty())).code()).isEqualTo("participant-withdrawn");
        gateway.clock.set(effective.minusMillis(1));
        stay(Optional.empty(), Optional.empty()).orThrow();
        assertThat(refusal(stay(Optional.empty(), Optional.empty())).code()).isEqualTo("not-withdrawing");
    }

    @Test
    void its_own_people_and_coordinators_take_it_back_and_nobody_else() {
        give(effective).orThrow();
        assertThat(refusal(stay(Optional.of("basma"), Optional.empty())).code()).isEqualTo("not-yours");
        stay(Optional.of("amal"), Optional.empty()).orThrow();
        give(effective).orThrow();
        stay(Optional.of("cora"), Optional.empty()).orThrow();
    }

    @Test
    void what_the_group_required_is_lifted_by_the_group_and_put_off_by_nobody_else() {
        gateway.inside
                .required
                .require(
                        HOST,
                        Optional.empty(),
                        new RequireWithdrawal.Order(
                                "org-a",
                                "the group (made up)",
                                LocalDate.of(2026, 3, 1),
                                "made up",
                                "minutes",
                                Optional.of(effective)))
                .orThrow();
        assertThat(refusal(give(effective.plusMillis(1))).code()).isEqualTo("group-required");
        assertThat(refusal(stay(Optional.of("amal"), Optional.empty())).code()).isEqualTo("group-required");
        assertThat(refusal(stay(Optional.of("cora"), Optional.of(" "))).code()).isEqualTo("group-required");
        stay(Optional.of("cora"), Optional.of("minutes of 9 March (made up)")).orThrow();
        assertThat(gateway.audited(EventKind.PARTICIPANT_STAYS))
                .singleElement()
                .asString()
                .contains("minutes of 9 March");
    }

    @Test
    void who_is_suspended_meanwhile_stays_suspended() {
        give(effective).orThrow();
        gateway.inside.cut.suspend(HOST, "org-a", "made up").orThrow();
        Participant stays = stay(Optional.empty(), Optional.empty()).orThrow();
        assertThat(stays.status()).isEqualTo(Status.SUSPENDED);
        assertThat(gateway.inside.cut.resume(HOST, "org-a").orThrow().status()).isEqualTo(Status.ACTIVE);
    }

    private Answer<CutReport> give(Instant day) {
        return gateway.inside.notice.withdrawOn(HOST, "org-a", "project ends (made up)", day);
    }

    private Answer<Participant> stay(Optional<String> as, Optional<String> reference) {
        return gateway.inside.takeBack.stay(HOST, as, "org-a", "the board decided (made up)", reference);
    }
}
