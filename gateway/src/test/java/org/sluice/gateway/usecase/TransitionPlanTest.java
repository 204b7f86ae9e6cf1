package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.Wiring;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.participant.TransitionEntry;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** What passes as an organisation leaves, what ends with it, and who has a word in that. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class TransitionPlanTest {
    private static final byte[] CONTENT = bytes("a made-up assessment ".repeat(10_000));
    private static final String TYPE = "assessments-reports";
    private static final Duration NOTICE = Duration.ofDays(5);

    private final TestDatabase kind;
    private GatewayFixture gateway;
    private Instant effective;
    private ReleaseMade made;
    private LinkSteps link;
    private String deposit;

    TransitionPlanTest(TestDatabase kind) {
        this.kind = kind;
    }

    /** org-a leaves; its ali has released a deposit to the desk by a link, and to ben's inbox. */
    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "members");
        gateway.participant("org-b", "members");
        gateway.participant("org-c", "members");
        gateway.participant("lead", "coordinators");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("basma", "org-b", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("ben", "org-b", Role.DEPOSITOR);
        gateway.person("chadi", "org-c", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("cora", "lead", Role.COORDINATOR, Role.RELEASER);
        gateway.contact("desk", Optional.empty(), "ocha-imos");
        gateway.contact("other-desk", Optional.empty(), "ocha-imos");
        gateway.contact("a-desk", Optional.of("org-a"), "members");
        made = LinkSteps.released(gateway, "ali", "org-a", CONTENT, "desk", "ben");
        link = LinkSteps.of(gateway.inside, made);
        deposit = link.depositId;
        effective = gateway.clock.instant().plus(NOTICE);
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
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
        gateway.inside.fetch.claim(link.linkId, epochs, deposit).orThrow();
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
        gateway.inside.fetch.claim(link.linkId, before, deposit).orThrow();
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
        assertThat(gateway.inside.logIn.mayTry("ali", GatewayFixture.fingerprint("ali")))
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
    void links_that_others_issued_for_the_leavers_deposits_end_with_it() {
        LinkSteps byLead = LinkSteps.of(
                gateway.inside, gateway.release("cora", deposit, "other-desk").orThrow());
        Map<String, Long> epochs = byLead.epochs();
        CutReport report = gateway.inside.cut.withdrawNow(HOST, "org-a", "left").orThrow();
        assertThat(report.passing().linksOfOthers()).containsExactly(byLead.linkId);
        assertThat(byLead.row().closing()).contains(Link.Closing.WITHDRAWN);
        assertThat(refusal(gateway.inside.fetch.claim(byLead.linkId, epochs, deposit))
                        .code())
                .isEqualTo("link-revoked");
        assertThat(refusal(gateway.release("cora", deposit, "desk")).code()).isEqualTo("owner-withdrew");
    }

    @Test
    void from_the_very_instant_nothing_of_the_leavers_opens_over_anothers_link() {
        LinkSteps byLead = LinkSteps.of(
                gateway.inside, gateway.release("cora", deposit, "other-desk").orThrow());
        Map<String, Long> epochs = byLead.epochs();
        give();
        gateway.clock.set(effective.minusMillis(1));
        gateway.inside.fetch.claim(byLead.linkId, epochs, deposit).orThrow();
        gateway.clock.set(effective);
        // Before any job has run.
        assertThat(refusal(gateway.inside.fetch.look(byLead.linkId, epochs, deposit))
                        .code())
                .isEqualTo("no-longer-permitted");
    }

    @Test
    void of_anothers_link_only_the_leavers_file_ends_where_it_holds_more() {
        Deposit own = gateway.assessment("chadi", "own.txt", CONTENT);
        consent(own.id(), "org-c");
        ReleaseOrder order = GatewayFixture.order(own.id(), "other-desk");
        LinkSteps both = LinkSteps.of(
                gateway.inside,
                gateway.inside
                        .release
                        .create(
                                HOST,
                                "cora",
                                new ReleaseOrder(
                                        List.of(own.id(), deposit),
                                        order.to(),
                                        order.purpose(),
                                        order.life(),
                                        order.mostDownloads(),
                                        order.linkWay(),
                                        order.passwordWay()))
                        .orThrow());
        gateway.inside.cut.withdrawNow(HOST, "org-a", "left").orThrow();
        Map<String, Long> epochs = both.epochs();
        gateway.inside.fetch.claim(both.linkId, epochs, own.id()).orThrow();
        assertThat(refusal(gateway.inside.fetch.claim(both.linkId, epochs, deposit))
                        .code())
                .isEqualTo("no-longer-permitted");
    }

    @Test
    void anothers_link_stays_where_the_plan_carries_its_deposit_or_the_link() {
        LinkSteps byLead = LinkSteps.of(
                gateway.inside, gateway.release("cora", deposit, "other-desk").orThrow());
        LinkSteps second = second();
        LinkSteps ofSecond = LinkSteps.of(
                gateway.inside,
                gateway.release("cora", second.depositId, "other-desk").orThrow());
        give();
        propose(TransitionEntry.Kind.DEPOSIT, deposit, "org-b");
        assertThat(refusal(proposing(TransitionEntry.Kind.LINK, ofSecond.linkId, "org-b"))
                        .code())
                .isEqualTo("issued-by-another");
        propose(TransitionEntry.Kind.LINK, ofSecond.linkId, "lead");
        acknowledge("basma").orThrow();
        acknowledge("cora").orThrow();
        leave();
        for (LinkSteps alive : List.of(byLead, ofSecond)) {
            gateway.inside
                    .fetch
                    .claim(alive.linkId, alive.epochs(), alive.depositId)
                    .orThrow();
        }
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

    @Test
    void a_successor_reads_its_own_part_alone_whatever_it_does_to_it() {
        Map<String, Long> epochs = link.epochs();
        gateway.inside.fetch.claim(link.linkId, epochs, deposit).orThrow();
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

    private static void part(TransitionPlan.Seen seen, String entry) {
        assertThat(seen.entries()).extracting(TransitionEntry::id).containsExactly(entry);
        assertThat(seen.copies()).isEmpty();
        assertThat(seen.decisions()).isEmpty();
    }

    @Test
    void deposits_go_on_during_the_notice() {
        give();
        gateway.deposit("ali", Channel.CONFIDENTIAL, TYPE, "more.txt", CONTENT);
    }

    private void give() {
        gateway.inside
                .notice
                .withdrawOn(HOST, "org-a", "project ends (made up)", effective)
                .orThrow();
    }

    private void leave() {
        gateway.clock.set(effective);
        assertThat(gateway.inside.cut.due()).contains("org-a");
    }

    private void everythingToOrgB() {
        give();
        propose(TransitionEntry.Kind.DEPOSIT, deposit, "org-b");
        propose(TransitionEntry.Kind.RELEASE, made.release().id(), "org-b");
        acknowledge("basma").orThrow();
    }

    /** Another deposit of ali's with a link of its own. */
    private LinkSteps second() {
        Deposit other = gateway.assessment("ali", "second.txt", CONTENT);
        consent(other.id(), "org-a");
        return LinkSteps.of(
                gateway.inside, gateway.release("ali", other.id(), "desk").orThrow());
    }

    private void consent(String id, String owner) {
        gateway.inside
                .facts
                .add(HOST, "host", "consent-of-organisation", id, owner, Optional.empty())
                .orThrow();
    }

    private TransitionEntry propose(TransitionEntry.Kind kindOfLine, String subject, String to) {
        return proposing(kindOfLine, subject, to).orThrow();
    }

    private Answer<TransitionEntry> proposing(TransitionEntry.Kind kindOfLine, String subject, String to) {
        return proposing(Optional.of("cora"), kindOfLine, subject, to);
    }

    private Answer<TransitionEntry> proposing(
            Optional<String> as, TransitionEntry.Kind kindOfLine, String subject, String to) {
        return gateway.inside.plan.propose(
                HOST,
                as,
                new TransitionPlan.Order("org-a", kindOfLine, subject, to, Optional.empty(), Optional.empty()));
    }

    private Answer<TransitionPlan.Seen> acknowledge(String as) {
        return gateway.inside.plan.acknowledge(HOST, Optional.of(as), "org-a", Optional.empty());
    }

    private Answer<TransitionPlan.Seen> onEvidence(Optional<String> as, String by, String evidence) {
        return gateway.inside.plan.acknowledge(
                HOST, as, "org-a", Optional.of(new TransitionPlan.OnEvidence(by, evidence)));
    }

    private TransitionPlan.Seen plan() {
        return gateway.inside.plan.show(Optional.empty(), "org-a").orThrow();
    }

    private Optional<Link.Closing> closing(String id) {
        Optional<Link> row = gateway.inside.ledger.read(sql -> Links.find(sql, id));
        return row.orElseThrow().closing();
    }
}
