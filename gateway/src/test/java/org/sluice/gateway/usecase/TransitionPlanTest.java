package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.Wiring;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.participant.TransitionEntry;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** What passes as an organisation leaves, what ends with it, and who has a word in that. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class TransitionPlanTest extends TransitionPlanCase {
    TransitionPlanTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void what_the_acknowledged_plan_names_passes_at_the_very_instant_and_says_whence_it_came() {
        give();
        propose(TransitionEntry.Kind.DEPOSIT, deposit, "org-b");
        propose(TransitionEntry.Kind.RELEASE, made.release().id(), "org-b");
        assertThat(gateway.notices("basma")).containsOnly(Notice.Kind.PLAN_TO_ACKNOWLEDGE);
        assertThat(acknowledge("basma").orThrow().inForce()).isTrue();
        assertThat(gateway.notices("ali")).contains(Notice.Kind.PLAN_IN_FORCE);

        gateway.clock.set(effective.minusMillis(1));
        assertThat(gateway.inside.cut.due()).isEmpty();
        assertThat(gateway.get(deposit).participantId()).isEqualTo("org-a");
        link.epochs();

        gateway.clock.set(effective);
        assertThat(gateway.inside.cut.due()).containsExactly("org-a");
        Deposit passed = gateway.get(deposit);
        assertThat(passed.participantId()).isEqualTo("org-b");
        assertThat(passed.personId()).isEqualTo("basma");
        assertThat(gateway.audited(EventKind.DEPOSIT_HANDED_OVER))
                .singleElement()
                .asString()
                .contains("\"original_source\":\"org-a\"", "\"to\":\"org-b\"", "\"from_person\":\"ali\"");
        assertThat(gateway.audited(EventKind.RELEASE_HANDED_OVER)).hasSize(1);
        assertThat(gateway.audited(EventKind.PARTICIPANT_WITHDRAWN))
                .singleElement()
                .asString()
                .contains("deposit " + deposit + " to org-b");
        assertThat(gateway.notices("basma")).contains(Notice.Kind.HANDED_OVER);
        // A repeat finds nothing more to pass on, and ends nothing that passed.
        gateway.inside.cut.withdrawNow(HOST, "org-a", "again").orThrow();
        assertThat(link.row().closing()).isEmpty();
    }

    @Test
    void a_link_in_the_plan_lives_under_the_successor_until_its_receipt() {
        everythingToOrgB();
        leave();

        Optional<Release> row = gateway.inside.ledger.read(
                sql -> Releases.find(sql, made.release().id()));
        Release release = row.orElseThrow();
        assertThat(release.participantId()).isEqualTo("org-b");
        assertThat(release.personId()).isEqualTo("basma");
        Map<String, Long> epochs = link.epochs();
        assertThat(epochs.keySet()).containsExactly("org-b");
        Claims.claim(gateway.inside, link.linkId, epochs, deposit).orThrow();
        assertThat(link.fetch(epochs, 0, CONTENT.length)).isEqualTo(CONTENT);
        assertThat(gateway.inside.inbox.items(gateway.visit("ben"))).hasSize(1);
        assertThat(gateway.inside.fetch.confirm(link.linkId, epochs).orThrow().closing())
                .contains(Link.Closing.CONFIRMED);
        // One who closed it too early gets it anew, from the successor.
        link.reissued(gateway.inside.links.reissue(HOST, link.linkId).orThrow()).epochs();
    }

    @Test
    void a_claim_that_was_open_goes_on_where_it_was_once_the_password_is_given_again() {
        everythingToOrgB();
        Map<String, Long> before = link.epochs();
        Claims.claim(gateway.inside, link.linkId, before, deposit).orThrow();
        link.fetch(before, 0, 100);
        leave();
        assertThat(refusal(gateway.inside.fetch.look(link.linkId, before, deposit))
                        .code())
                .isEqualTo("session-over");
        assertThat(link.fetch(link.epochs(), 100, CONTENT.length)).hasSize(CONTENT.length - 100);
        assertThat(link.file().claims()).isEqualTo(1);
    }

    @Test
    void the_successors_people_release_label_and_see_what_passed() {
        everythingToOrgB();
        leave();
        gateway.inside
                .label
                .label(HOST, deposit, Map.of("purpose", "handed over (made up)"))
                .orThrow();
        gateway.release("basma", deposit, "other-desk").orThrow();
        assertThat(refusal(gateway.release("chadi", deposit, "other-desk")).code())
                .isEqualTo("unknown-deposit");
        assertThat(GatewayFixture.read(gateway.inside
                        .own
                        .read(gateway.visit("basma"), gateway.get(deposit))
                        .orThrow()))
                .isEqualTo(CONTENT);
        // The leaver's reports are not the successor's.
        Optional<Instant> reported = gateway.inside.ledger.read(sql -> Deposits.latest(sql, "org-b", TYPE));
        assertThat(reported).isEmpty();
    }

    @Test
    void a_never_of_the_original_source_counts_on() {
        everythingToOrgB();
        gateway.inside
                .owners
                .addPolicy(
                        HOST,
                        Optional.empty(),
                        "org-a",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("other-desk"),
                        "made up")
                .orThrow();
        leave();
        assertThat(refusal(gateway.release("basma", deposit, "other-desk")).code())
                .isEqualTo("owner-policy");
    }

    @Test
    void what_no_plan_names_closes_as_ever() {
        LinkSteps second = second();
        give();
        propose(TransitionEntry.Kind.LINK, link.linkId, "org-b");
        acknowledge("basma").orThrow();
        leave();
        assertThat(second.row().closing()).contains(Link.Closing.WITHDRAWN);
        assertThat(second.open()).isInstanceOf(OpenLink.Opening.Ended.class);
        assertThat(gateway.get(second.depositId).participantId()).isEqualTo("org-a");
        // The link alone was kept: its deposit stays the leaver's, and its release has left the inboxes.
        assertThat(gateway.get(deposit).participantId()).isEqualTo("org-a");
        link.epochs();
        assertThat(gateway.inside.inbox.items(gateway.visit("ben"))).isEmpty();
        assertThat(refusal(gateway.release("cora", deposit, "other-desk")).code())
                .isEqualTo("owner-withdrew");
    }

    @Test
    void of_one_release_a_link_may_pass_and_another_end() {
        ReleaseMade two = gateway.release("ali", deposit, "desk", "other-desk").orThrow();
        String kept = two.links().get(0).link().id();
        String ended = two.links().get(1).link().id();
        give();
        propose(TransitionEntry.Kind.LINK, kept, "org-b");
        assertThat(refusal(proposing(TransitionEntry.Kind.LINK, ended, "org-c")).code())
                .isEqualTo("release-planned-otherwise");
        assertThat(refusal(proposing(TransitionEntry.Kind.LINK, kept, "org-b")).code())
                .isEqualTo("already-planned");
        acknowledge("basma").orThrow();
        CutReport report = gateway.inside.cut.withdrawNow(HOST, "org-a", "left").orThrow();
        assertThat(report.linksIssued()).contains(ended, link.linkId).doesNotContain(kept);
        assertThat(closing(kept)).isEmpty();
        assertThat(closing(ended)).contains(Link.Closing.WITHDRAWN);
    }

    @Test
    void a_successor_that_is_suspended_or_leaving_by_then_gets_nothing() {
        everythingToOrgB();
        gateway.inside.cut.suspend(HOST, "org-b", "made up").orThrow();
        leave();
        assertThat(gateway.get(deposit).participantId()).isEqualTo("org-a");
        assertThat(link.row().closing()).contains(Link.Closing.WITHDRAWN);
        assertThat(gateway.audited(EventKind.PLAN_LINE_CLOSED))
                .hasSize(2)
                .allMatch(line -> line.contains("org-b is suspended"));
        gateway.inside.cut.resume(HOST, "org-b").orThrow();
        assertThat(link.open()).isInstanceOf(OpenLink.Opening.Ended.class);
    }

    @Test
    void a_successor_that_withdrew_or_gave_notice_itself_gets_nothing() {
        everythingToOrgB();
        gateway.inside
                .cut
                .withdrawOn(HOST, "org-b", "too", effective.plusSeconds(1))
                .orThrow();
        leave();
        assertThat(gateway.get(deposit).participantId()).isEqualTo("org-a");
        assertThat(gateway.audited(EventKind.PLAN_LINE_CLOSED)).hasSize(2);
    }

    @Test
    void a_label_that_rose_since_keeps_the_deposit_from_passing() {
        give();
        propose(TransitionEntry.Kind.DEPOSIT, deposit, "org-b");
        acknowledge("basma").orThrow();
        gateway.label(deposit, "persons=pseudonymised");
        leave();
        assertThat(gateway.get(deposit).participantId()).isEqualTo("org-a");
        assertThat(gateway.audited(EventKind.PLAN_LINE_CLOSED)).hasSize(1);
    }

    @Test
    void the_plan_is_carried_out_at_the_next_start_if_the_gateway_was_off_at_that_instant() {
        everythingToOrgB();
        gateway.clock.set(effective.plus(Duration.ofHours(7)));
        // Nothing ran meanwhile. What the leaver issued is dead until the plan was carried out, and alive afterwards.
        assertThat(link.open()).isInstanceOf(OpenLink.Opening.Ended.class);
        assertThat(gateway.inside.logIn.mayTry(GatewayFixture.knock("ali", GatewayFixture.fingerprint("ali"))))
                .isFalse();
        if (kind == TestDatabase.SQLITE) {
            assertThat(gateway.inside.cut.due()).containsExactly("org-a");
        } else {
            try (Wiring started = gateway.another()) {
                assertThat(started.cut.due()).containsExactly("org-a");
            }
        }
        assertThat(gateway.get(deposit).participantId()).isEqualTo("org-b");
        link.epochs();
    }

    @Test
    void a_suspension_during_the_notice_puts_nothing_off() {
        everythingToOrgB();
        gateway.inside.cut.suspend(HOST, "org-a", "made up").orThrow();
        leave();
        assertThat(gateway.get(deposit).participantId()).isEqualTo("org-b");
        link.epochs();
    }

    @Test
    void a_successor_reads_its_own_part_alone_whatever_it_does_to_it() {
        Map<String, Long> epochs = link.epochs();
        Claims.claim(gateway.inside, link.linkId, epochs, deposit).orThrow();
        give();
        LinkSteps second = second();
        String first = propose(TransitionEntry.Kind.DEPOSIT, deposit, "org-b").id();
        String last =
                propose(TransitionEntry.Kind.DEPOSIT, second.depositId, "org-c").id();
        assertThat(acknowledge("basma").orThrow()).satisfies(seen -> part(seen, first));
        assertThat(gateway.inside
                        .plan
                        .drop(HOST, Optional.of("chadi"), last, "too much")
                        .orThrow())
                .satisfies(seen -> part(seen, last));
        assertThat(gateway.inside
                        .plan
                        .drop(HOST, Optional.of("cora"), first, "not that")
                        .orThrow()
                        .entries())
                .hasSize(2);
    }

    @Test
    void deposits_go_on_during_the_notice() {
        give();
        gateway.deposit("ali", Channel.CONFIDENTIAL, TYPE, "more.txt", CONTENT);
    }
}
