package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.fact.Fact;
import org.sluice.gateway.domain.fact.Question;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** Whatever a fact allowed ends with it: what runs, what could begin, and everyone who has the file hears of it. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class ConsentClosesTest {
    private static final String CONSENT = "consent-of-organisation";
    private static final String PURPOSE = "planning of the next round (made up)";
    private static final Duration MILLI = Duration.ofMillis(1);

    private final TestDatabase kind;
    private GatewayFixture gateway;

    ConsentClosesTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void participants() {
        gateway = new GatewayFixture(kind);
        gateway.participant("relief-a", "members");
        gateway.participant("relief-b", "members", "ocha-imos");
        gateway.participant("cluster", "coordinators");
        gateway.person("amal", "relief-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("aida", "relief-a", Role.RELEASER);
        gateway.person("bo", "relief-b", Role.RELEASER);
        gateway.person("cora", "cluster", Role.COORDINATOR);
        gateway.contact("b-desk", Optional.of("relief-b"), "members");
        gateway.contact("desk", Optional.empty(), "ocha-imos");
        gateway.contact("other", Optional.empty(), "ocha-imos");
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void a_membership_that_ends_cuts_the_running_download_and_tells_who_released_to_the_member() {
        record("active-member", Fact.About.PARTICIPANT, "relief-b", Optional.empty());
        record("reports-4w", Fact.About.PARTICIPANT, "relief-b", Optional.empty());
        LinkSteps link = released(monthly(), "b-desk");
        Map<String, Long> epochs = claimed(link);
        AtomicInteger cut = new AtomicInteger();
        try (FetchFile.Delivery running = begin(link, epochs, cut)) {
            gateway.inside
                    .facts
                    .end(HOST, "cora", fact("relief-b", "active-member").id(), "left the cluster")
                    .orThrow();
            assertThat(running.stopped()).isTrue();
            assertThat(cut).hasValue(1);
        }
        assertThat(refusal(gateway.inside.fetch.begin(link.linkId, epochs, link.depositId, 0, 7, () -> {}))
                        .code())
                .isEqualTo("no-longer-permitted");
        assertThat(parameters("amal", Notice.Kind.RECIPIENT_FACT_ENDED))
                .singleElement()
                .satisfies(words -> assertThat(words)
                        .containsEntry("recipient", "relief-b")
                        .containsEntry("reason", "left the cluster"));
    }

    @Test
    void what_was_said_of_another_recipient_ends_nothing_here() {
        gateway.contact("member-desk", Optional.empty(), "members");
        record("active-member", Fact.About.CONTACT, "member-desk", Optional.empty());
        record("reports-4w", Fact.About.CONTACT, "member-desk", Optional.empty());
        record("active-member", Fact.About.PARTICIPANT, "relief-b", Optional.empty());
        LinkSteps link = released(monthly(), "member-desk");
        try (FetchFile.Delivery running = begin(link, claimed(link), new AtomicInteger())) {
            gateway.inside
                    .facts
                    .end(HOST, "cora", fact("relief-b", "active-member").id(), "left")
                    .orThrow();
            assertThat(running.stopped()).isFalse();
            gateway.inside
                    .facts
                    .end(HOST, "cora", fact("member-desk", "reports-4w").id(), "reports no more")
                    .orThrow();
            assertThat(running.stopped()).isTrue();
        }
        assertThat(parameters("amal", Notice.Kind.RECIPIENT_FACT_ENDED)).hasSize(1);
    }

    @Test
    void a_period_that_runs_out_cuts_what_runs_at_its_instant_and_not_before() {
        Instant end = gateway.clock.instant().plus(Duration.ofHours(2));
        record("active-member", Fact.About.PARTICIPANT, "relief-b", Optional.of(end));
        record("reports-4w", Fact.About.PARTICIPANT, "relief-b", Optional.empty());
        LinkSteps link = released(monthly(), "b-desk");
        try (FetchFile.Delivery running = begin(link, claimed(link), new AtomicInteger())) {
            gateway.clock.advance(Duration.between(gateway.clock.instant(), end).minus(MILLI));
            gateway.inside.live.cutFallen();
            assertThat(running.stopped()).isFalse();
            gateway.clock.advance(MILLI);
            gateway.inside.live.cutFallen();
            assertThat(running.stopped()).isTrue();
        }
    }

    @Test
    void an_inbox_is_read_no_further_once_the_reader_is_no_member() throws Exception {
        record("active-member", Fact.About.PARTICIPANT, "relief-b", Optional.empty());
        record("reports-4w", Fact.About.PARTICIPANT, "relief-b", Optional.empty());
        gateway.release("amal", monthly().id(), "bo:members").orThrow();
        AtomicInteger cut = new AtomicInteger();
        try (Visit visit = gateway.visit("bo")) {
            Inbox.Item item = gateway.inside.inbox.items(visit).getFirst();
            try (SeekableByteChannel reading =
                    gateway.inside.inbox.read(visit, item, cut::incrementAndGet).orThrow()) {
                assertThat(reading.isOpen()).isTrue();
                gateway.inside
                        .facts
                        .end(HOST, "cora", fact("relief-b", "active-member").id(), "left")
                        .orThrow();
                assertThat(cut).hasValue(1);
            }
            assertThat(gateway.inside.inbox.items(visit)).isEmpty();
        }
    }

    @Test
    void a_consent_whose_time_is_over_is_told_once_to_its_releaser_with_the_contacts_to_reach_and_to_its_readers() {
        Deposit deposit = gateway.assessment("amal", "a.txt", bytes("made up"));
        Instant end = gateway.clock.instant().plus(Duration.ofHours(2));
        gateway.inside
                .facts
                .record(HOST, "amal", order(CONSENT, Fact.About.DEPOSIT, deposit.id(), "relief-a", true, end))
                .orThrow();
        ReleaseMade made = gateway.release("amal", deposit.id(), "desk", "other", "bo:ocha-imos")
                .orThrow();
        LinkSteps desk = LinkSteps.of(gateway.inside, made);
        assertThat(desk.row().contactId()).isEqualTo("desk");
        desk.fetch(claimed(desk), 0, 7);
        try (Visit visit = gateway.visit("bo")) {
            Inbox.Item item = gateway.inside.inbox.items(visit).getFirst();
            GatewayFixture.read(gateway.inside.inbox.read(visit, item, () -> {}).orThrow());
        }
        gateway.clock.advance(Duration.between(gateway.clock.instant(), end).minus(MILLI));
        gateway.inside.facts.due();
        assertThat(gateway.notices("amal")).doesNotContain(Notice.Kind.FACT_ENDED);
        gateway.clock.advance(MILLI);
        gateway.inside.facts.due();
        gateway.inside.facts.due();
        assertThat(parameters("amal", Notice.Kind.FACT_ENDED))
                .singleElement()
                .satisfies(words -> assertThat(words).containsEntry("tell", "desk"));
        assertThat(parameters("bo", Notice.Kind.RECEIVED_FACT_ENDED))
                .singleElement()
                .satisfies(words -> assertThat(words)
                        .containsEntry("from", "relief-a")
                        .doesNotContainValue("desk")
                        .doesNotContainKey("tell"));
        assertThat(gateway.audited(EventKind.FACT_ENDED)).hasSize(1);
    }

    @Test
    void a_consent_that_was_renewed_in_time_ends_for_nobody() {
        Deposit deposit = gateway.assessment("amal", "a.txt", bytes("made up"));
        Instant end = gateway.clock.instant().plus(Duration.ofHours(2));
        for (Instant until : List.of(end, end.plus(Duration.ofDays(1)))) {
            gateway.inside
                    .facts
                    .record(HOST, "amal", order(CONSENT, Fact.About.DEPOSIT, deposit.id(), "relief-a", true, until))
                    .orThrow();
        }
        gateway.release("amal", deposit.id(), "desk").orThrow();
        gateway.clock.advance(Duration.ofHours(3));
        gateway.inside.facts.due();
        assertThat(gateway.notices("amal")).doesNotContain(Notice.Kind.FACT_ENDED);
    }

    @Test
    void a_no_on_the_page_of_a_question_cuts_what_an_earlier_yes_had_opened() {
        Deposit deposit = gateway.assessment("amal", "a.txt", bytes("made up"));
        AskFacts.Asked first = asked(deposit);
        AskFacts.Asked second = asked(deposit);
        answer(first, Question.Answer.ONCE);
        LinkSteps link = released(deposit, "desk");
        gateway.clock.advance(MILLI);
        try (FetchFile.Delivery running = begin(link, claimed(link), new AtomicInteger())) {
            answer(second, Question.Answer.NO);
            assertThat(running.stopped()).isTrue();
        }
        assertThat(gateway.notices("amal")).contains(Notice.Kind.FACT_ENDED);
    }

    @Test
    void the_page_of_a_link_tells_an_outside_contact_that_what_it_fetched_was_taken_back_and_not_before() {
        Deposit deposit = gateway.assessment("amal", "a.txt", bytes("made up"));
        consent(deposit);
        LinkSteps taken = released(deposit, "desk");
        LinkSteps untouched = released(deposit, "other");
        taken.fetch(claimed(taken), 0, 7);
        assertThat(file(taken).takenBack()).isFalse();
        Map<String, Long> epochs = taken.epochs();
        end(deposit);
        assertThat(file(taken).takenBack()).isTrue();
        assertThat(file(untouched).takenBack()).isFalse();
        assertThat(gateway.inside.viewLink.view(taken.linkId, epochs)).isNotNull();
    }

    @Test
    void a_link_that_its_receipt_closed_still_says_so_after_the_password() {
        Deposit deposit = gateway.assessment("amal", "a.txt", bytes("made up"));
        consent(deposit);
        LinkSteps link = released(deposit, "desk");
        Map<String, Long> epochs = claimed(link);
        link.fetch(epochs, 0, 7);
        gateway.inside.fetch.confirm(link.linkId, epochs).orThrow();
        assertThat(ended(link)).isEqualTo("link-confirmed");
        end(deposit);
        assertThat(ended(link)).isEqualTo("taken-back");
    }

    private static String ended(LinkSteps link) {
        if (link.open() instanceof OpenLink.Opening.Ended ended) {
            return ended.refusal().code();
        }
        throw new AssertionError("The link opened.");
    }

    private ViewLink.File file(LinkSteps link) {
        return gateway.inside
                .viewLink
                .view(link.linkId, link.epochs())
                .orThrow()
                .files()
                .getFirst();
    }

    private Deposit monthly() {
        Deposit deposit = gateway.deposit("amal", Channel.RESTRICTED, "4w-monthly-inputs", "4w.txt", bytes("made up"));
        return gateway.label(
                deposit.id(),
                "organizations=coded",
                "location=sub-district",
                "population=disaggregated",
                "activity=full",
                "persons=none");
    }

    private LinkSteps released(Deposit deposit, String to) {
        return LinkSteps.of(
                gateway.inside, gateway.release("amal", deposit.id(), to).orThrow());
    }

    private Map<String, Long> claimed(LinkSteps link) {
        Map<String, Long> epochs = link.epochs();
        Claims.claim(gateway.inside, link.linkId, epochs, link.depositId).orThrow();
        return epochs;
    }

    private FetchFile.Delivery begin(LinkSteps link, Map<String, Long> epochs, AtomicInteger cut) {
        return gateway.inside
                .fetch
                .begin(link.linkId, epochs, link.depositId, 0, 7, cut::incrementAndGet)
                .orThrow();
    }

    private AskFacts.Asked asked(Deposit deposit) {
        return gateway.inside
                .questions
                .ask(HOST, "amal", deposit.id(), "desk", PURPOSE, "made up")
                .orThrow()
                .getFirst();
    }

    private void answer(AskFacts.Asked asked, Question.Answer answer) {
        gateway.inside
                .questions
                .answer(HOST, "aida", asked.question().id(), answer, Optional.empty())
                .orThrow();
    }

    private void consent(Deposit deposit) {
        gateway.inside
                .facts
                .add(HOST, "amal", CONSENT, deposit.id(), "relief-a", Optional.empty())
                .orThrow();
    }

    private void end(Deposit deposit) {
        gateway.inside
                .facts
                .end(HOST, "amal", fact(deposit.id(), CONSENT).id(), "consent withdrawn")
                .orThrow();
    }

    private void record(String fact, Fact.About about, String subject, Optional<Instant> until) {
        gateway.inside
                .facts
                .record(
                        HOST,
                        "cora",
                        new FactOrder(
                                fact,
                                about,
                                subject,
                                "cluster",
                                true,
                                Fact.Scope.ALL,
                                Optional.empty(),
                                until,
                                Optional.empty()))
                .orThrow();
    }

    private static FactOrder order(
            String fact, Fact.About about, String subject, String by, boolean given, Instant until) {
        return new FactOrder(
                fact,
                about,
                subject,
                by,
                given,
                Fact.Scope.ALL,
                Optional.empty(),
                Optional.of(until),
                Optional.empty());
    }

    private Fact fact(String subject, String kind) {
        return gateway.inside.facts.list(Optional.of(subject)).stream()
                .filter(fact -> fact.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private List<Map<String, String>> parameters(String person, Notice.Kind kind) {
        return gateway.inside.ledger.read(sql -> Notices.of(sql, person)).stream()
                .filter(notice -> notice.kind() == kind)
                .map(Notice::parameters)
                .toList();
    }
}
