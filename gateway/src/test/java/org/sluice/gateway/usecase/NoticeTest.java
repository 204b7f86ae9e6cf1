package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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
import org.sluice.gateway.domain.participant.ReceivedCopy;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.participant.TransitionEntry;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** What a leaver may still fetch once notice is given, and how it accounts for what it has; and what the group requires. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class NoticeTest {
    private static final byte[] CONTENT = bytes("a made-up assessment ".repeat(20_000));
    private static final Duration NOTICE = Duration.ofDays(30);

    private final TestDatabase kind;
    private GatewayFixture gateway;
    private Instant effective;
    private LinkSteps link;
    private String deposit;

    NoticeTest(TestDatabase kind) {
        this.kind = kind;
    }

    /** org-b has released to org-a's amal and to org-a's desk; org-a leaves. */
    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "ocha-imos");
        gateway.participant("org-b", "members");
        gateway.participant("lead", "coordinators");
        gateway.person("amal", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("basma", "org-b", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("cora", "lead", Role.COORDINATOR);
        gateway.contact("desk", Optional.of("org-a"), "ocha-imos");
        ReleaseMade made = LinkSteps.released(gateway, "basma", "org-b", CONTENT, "desk", "amal");
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
    void from_the_notice_on_a_leaver_fetches_nothing_that_its_plan_does_not_list() throws IOException {
        Map<String, Long> epochs = link.epochs();
        Visit amal = gateway.visit("amal");
        Inbox.Item item = gateway.inside.inbox.items(amal).getFirst();
        SeekableByteChannel reading =
                gateway.inside.inbox.read(amal, item, () -> {}).orThrow();
        assertThat(reading.read(ByteBuffer.allocate(100))).isEqualTo(100);
        Claims.claim(gateway.inside, link.linkId, epochs, deposit).orThrow();

        give();

        // What runs ends, what begins is refused, and the refusal says why and what to do.
        assertThatThrownBy(() -> reading.read(ByteBuffer.allocate(100))).isInstanceOf(IOException.class);
        reading.close();
        for (Answer<?> refused : List.of(
                Claims.claim(gateway.inside, link.linkId, epochs, deposit),
                gateway.inside.fetch.begin(link.linkId, epochs, deposit, 0, 10, () -> {}),
                gateway.inside.inbox.read(amal, item, () -> {}))) {
            assertThat(refusal(refused).code()).isEqualTo(DuringNotice.CODE);
            assertThat(refusal(refused).message())
                    .contains("org-a has given notice", "sluice participant plan add org-a --fetch " + deposit)
                    .contains("org-b has acknowledged");
        }
        assertThat(gateway.inside.inbox.items(amal)).isEmpty();
        assertThat(gateway.inside
                        .viewLink
                        .view(link.linkId, epochs)
                        .orThrow()
                        .files()
                        .getFirst()
                        .unavailable())
                .hasValueSatisfying(refusal -> assertThat(refusal.code()).isEqualTo(DuringNotice.CODE));
        assertThat(refusal(gateway.release("basma", deposit, "amal")).code()).isEqualTo(DuringNotice.CODE);
    }

    @Test
    void what_the_plan_lists_is_fetched_once_its_owner_agreed_and_until_the_instant() {
        give();
        assertThat(refusal(list("cora", deposit, "lead")).code()).isEqualTo("not-the-owner");
        assertThat(refusal(list("amal", "d-nothing", "org-b")).code()).isEqualTo("unknown-deposit");
        list("amal", deposit, "org-b").orThrow();
        Map<String, Long> epochs = link.epochs();
        assertThat(refusal(Claims.claim(gateway.inside, link.linkId, epochs, deposit))
                        .code())
                .isEqualTo(DuringNotice.CODE);
        gateway.inside
                .plan
                .acknowledge(HOST, Optional.of("basma"), "org-a", Optional.empty())
                .orThrow();
        Claims.claim(gateway.inside, link.linkId, epochs, deposit).orThrow();
        link.fetch(epochs, 0, 100);
        gateway.clock.set(gateway.clock.instant().plus(Duration.ofDays(6)));
        link.fetch(epochs, 100, 200);
        assertThat(gateway.inside.inbox.items(gateway.visit("amal"))).hasSize(1);
        gateway.clock.set(effective);
        assertThat(gateway.inside.fetch.look(link.linkId, epochs, deposit)).isInstanceOf(Answer.Refused.class);
        assertThat(gateway.inside.cut.due()).containsExactly("org-a");
        TransitionPlan.Seen seen =
                gateway.inside.plan.show(Optional.empty(), "org-a").orThrow();
        assertThat(seen.entries())
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry.ending().orElseThrow().reason()).isEqualTo("the notice is over"));
        assertThat(gateway.audited(EventKind.PLAN_LINE_CLOSED)).isEmpty();
    }

    @Test
    void every_file_that_a_leaver_received_is_asked_for_at_the_notice_and_as_it_ends() {
        fetchOverLink();
        give();
        List<ReceivedCopy> copies = copies();
        assertThat(copies).singleElement().satisfies(copy -> {
            assertThat(copy.depositId()).isEqualTo(deposit);
            assertThat(copy.holder()).isEqualTo("desk");
            assertThat(copy.due()).isEqualTo(effective);
        });
        assertThat(gateway.notices("amal")).contains(Notice.Kind.WITHDRAWAL_ANNOUNCED);
        assertThat(gateway.inside.dues.list(Optional.of("cora")).orThrow().all())
                .contains(new Due("copy", copies.getFirst().id(), "destroy-or-confirm", effective));

        list("cora", deposit, "org-b").orThrow();
        gateway.inside
                .plan
                .acknowledge(HOST, Optional.of("basma"), "org-a", Optional.empty())
                .orThrow();
        Visit amal = gateway.visit("amal");
        GatewayFixture.read(gateway.inside
                .inbox
                .read(amal, gateway.inside.inbox.items(amal).getFirst(), () -> {})
                .orThrow());
        gateway.clock.set(effective);
        gateway.inside.cut.due();
        assertThat(copies()).hasSize(2).anySatisfy(copy -> {
            assertThat(copy.holder()).isEqualTo("amal");
            assertThat(copy.due()).isEqualTo(effective.plus(ReceivedCopy.AFTERWARDS));
        });
        assertThat(gateway.audited(EventKind.COPIES_ASKED)).hasSize(2);
    }

    @Test
    void a_leavers_person_answers_until_it_left_and_afterwards_somebody_else_does_on_evidence() {
        fetchOverLink();
        Visit amal = gateway.visit("amal");
        GatewayFixture.read(gateway.inside
                .inbox
                .read(amal, gateway.inside.inbox.items(amal).getFirst(), () -> {})
                .orThrow());
        give();
        String first = copies().get(0).id();
        String second = copies().get(1).id();
        LocalDate today = LocalDate.of(2026, 3, 2);
        assertThat(refusal(answer("basma", first, new ReceivedCopy.Kept("x"))).code())
                .isEqualTo("not-its-word");
        assertThat(refusal(answer("cora", first, new ReceivedCopy.Kept("x"))).code())
                .isEqualTo("no-evidence");
        assertThat(refusal(answer("amal", first, new ReceivedCopy.Kept(" "))).code())
                .isEqualTo("incomplete");
        assertThat(refusal(answer("amal", first, new ReceivedCopy.Destroyed(today.plusDays(1), "IT")))
                        .code())
                .isEqualTo("incomplete");
        answer("amal", first, new ReceivedCopy.Destroyed(today, "IT of org-a")).orThrow();
        assertThat(refusal(answer("amal", first, new ReceivedCopy.Kept("law"))).code())
                .isEqualTo("answered-already");

        gateway.clock.set(effective);
        gateway.inside.cut.due();
        assertThat(refusal(answer("amal", second, new ReceivedCopy.Kept("law"))).code())
                .isEqualTo("has-left");
        ReceivedCopy kept = gateway.inside
                .copies
                .answer(
                        HOST,
                        Optional.empty(),
                        second,
                        new ReceivedCopy.Kept("audit law, ten years (made up)"),
                        Optional.of("letter of 2 April"))
                .orThrow();
        assertThat(kept.answer().orElseThrow().evidence()).contains("letter of 2 April");
        assertThat(copies()).allMatch(copy -> copy.answer().isPresent());
        assertThat(gateway.inside.dues.list(Optional.empty()).orThrow().all()).isEmpty();
        assertThat(gateway.audited(EventKind.COPY_ANSWERED)).hasSize(2);
    }

    @Test
    void what_is_open_is_reminded_of_a_week_before_and_once_when_it_is_overdue() {
        fetchOverLink();
        give();
        Instant week = effective.minus(ReceivedCopy.REMIND_BEFORE);
        gateway.clock.set(week.minusMillis(1));
        gateway.inside.copies.due();
        assertThat(reminders("amal")).isZero();
        gateway.clock.set(week);
        gateway.inside.copies.due();
        gateway.inside.copies.due();
        assertThat(reminders("amal")).isEqualTo(1);
        assertThat(reminders("cora")).isEqualTo(1);
        gateway.clock.set(effective);
        gateway.inside.cut.due();
        gateway.inside.copies.due();
        gateway.clock.advance(Duration.ofDays(90));
        gateway.inside.copies.due();
        // Who has left reads no notices; the coordinators ask on.
        assertThat(reminders("amal")).isEqualTo(1);
        assertThat(reminders("cora")).isEqualTo(2);
    }

    @Test
    void the_group_requires_a_withdrawal_by_a_decision_on_record_and_without_notice() {
        fetchOverLink();
        assertThat(refusal(require(Optional.of("basma"), " ", Optional.empty())).code())
                .isEqualTo("incomplete");
        assertThat(refusal(require(Optional.of("basma"), "minutes", Optional.empty()))
                        .code())
                .isEqualTo("not-a-coordinator");
        Instant soon = gateway.clock.instant().plus(Duration.ofDays(1));
        require(Optional.of("cora"), "minutes of 1 March", Optional.of(soon)).orThrow();
        assertThat(gateway.audited(EventKind.PARTICIPANT_WITHDRAWING)).isEmpty();
        assertThat(gateway.audited(EventKind.PARTICIPANT_WITHDRAWAL_REQUIRED))
                .singleElement()
                .asString()
                .contains("minutes of 1 March", "the group (made up)", "2026-03-01", "broke the protocol");
        assertThat(gateway.notices("amal")).contains(Notice.Kind.WITHDRAWAL_REQUIRED);
        assertThat(gateway.inside.plan.show(Optional.empty(), "org-a").orThrow().decisions())
                .singleElement()
                .satisfies(decision -> assertThat(decision.effective()).isEqualTo(soon));
        assertThat(refusal(Claims.claim(gateway.inside, link.linkId, link.epochs(), deposit))
                        .code())
                .isEqualTo(DuringNotice.CODE);
        gateway.clock.set(soon);
        gateway.inside.cut.due();
        assertThat(gateway.audited(EventKind.PARTICIPANT_WITHDRAWN))
                .singleElement()
                .asString()
                .contains("required by the group (made up)");
    }

    @Test
    void a_required_withdrawal_may_count_at_once() {
        CutReport report =
                require(Optional.empty(), "minutes", Optional.empty()).orThrow();
        assertThat(report.changed()).isTrue();
        assertThat(gateway.audited(EventKind.PARTICIPANT_WITHDRAWAL_REQUIRED)).hasSize(1);
        assertThat(gateway.audited(EventKind.PARTICIPANT_WITHDRAWN)).hasSize(1);
        assertThat(refusal(require(Optional.empty(), "minutes", Optional.empty()))
                        .code())
                .isEqualTo("participant-withdrawn");
    }

    private void give() {
        gateway.inside
                .notice
                .withdrawOn(HOST, "org-a", "project ends (made up)", effective)
                .orThrow();
    }

    private void fetchOverLink() {
        Map<String, Long> epochs = link.epochs();
        Claims.claim(gateway.inside, link.linkId, epochs, deposit).orThrow();
        link.fetch(epochs, 0, CONTENT.length);
    }

    private Answer<TransitionEntry> list(String as, String subject, String owner) {
        return gateway.inside.plan.propose(
                HOST,
                Optional.of(as),
                new TransitionPlan.Order(
                        "org-a", TransitionEntry.Kind.FETCH, subject, owner, Optional.empty(), Optional.empty()));
    }

    private List<ReceivedCopy> copies() {
        return gateway.inside.plan.show(Optional.empty(), "org-a").orThrow().copies();
    }

    private Answer<ReceivedCopy> answer(String as, String copy, ReceivedCopy.Fate fate) {
        return gateway.inside.copies.answer(HOST, Optional.of(as), copy, fate, Optional.empty());
    }

    private long reminders(String person) {
        return gateway.notices(person).stream()
                .filter(one -> one == Notice.Kind.FILES_TO_CONFIRM)
                .count();
    }

    private Answer<CutReport> require(Optional<String> as, String reference, Optional<Instant> at) {
        return gateway.inside.required.require(
                HOST,
                as,
                new RequireWithdrawal.Order(
                        "org-a",
                        "the group (made up)",
                        LocalDate.of(2026, 3, 1),
                        "broke the protocol (made up)",
                        reference,
                        at));
    }
}
