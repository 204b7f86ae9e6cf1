package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.crypto.VerifyingKey;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.audit.Verifier;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.ending.EndTask;
import org.sluice.gateway.domain.ending.ProtocolEnd;
import org.sluice.gateway.domain.incident.Certainty;
import org.sluice.gateway.domain.incident.Nature;
import org.sluice.gateway.domain.incident.Severity;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.retention.Certificate;
import org.sluice.gateway.policy.ProtocolFile;
import org.sluice.gateway.policy.ProtocolTemplate;
import org.sluice.gateway.store.ProtocolDocuments;
import org.sluice.gateway.store.ProtocolEnds;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** A protocol ends: it decides nothing any more, and what became of every copy is certified. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class EndTest {
    private static final String TURKEY = "turkey-cross-border";
    private static final Duration WEEK = Duration.ofDays(7);

    private final TestDatabase kind;
    private GatewayFixture gateway;

    EndTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("relief-a", "members");
        gateway.participant("ocha", "ocha-imos");
        gateway.participant("lead", "coordinators");
        gateway.person("amal", "relief-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("nadia", "ocha", Role.DEPOSITOR);
        gateway.person("omar", "ocha", Role.DEPOSITOR);
        gateway.person("cora", "lead", Role.COORDINATOR);
        gateway.contact("desk", Optional.empty(), "ocha-imos");
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void it_decides_until_its_end_and_nothing_from_that_instant_on() {
        ReleaseMade made = LinkSteps.released(gateway, "amal", "relief-a", bytes("made up"), "desk", "nadia");
        String deposit = made.release().deposits().getFirst();
        LinkSteps desk = LinkSteps.of(gateway.inside, made);
        var epochs = desk.epochs();
        announce().orThrow();
        assertThat(gateway.notices("nadia")).contains(Notice.Kind.PROTOCOL_ENDS);
        gateway.clock.advance(WEEK.minusMillis(1));
        gateway.release("amal", deposit, "nadia").orThrow();
        gateway.clock.advance(Duration.ofMillis(1));
        assertThat(refusal(gateway.release("amal", deposit, "nadia")).code()).isEqualTo("refused-by-protocol");
        try (Visit visit = gateway.visit("nadia")) {
            assertThat(gateway.inside.inbox.items(visit)).isEmpty();
        }
        assertThat(refusal(Claims.claim(gateway.inside, desk.linkId, epochs, deposit))
                        .code())
                .isNotEmpty();
        try (Visit visit = gateway.visit("amal")) {
            assertThat(refusal(gateway.upload(
                                    visit, Channel.CONFIDENTIAL, "assessments-reports", "b.txt", bytes("made up")))
                            .code())
                    .isNotEmpty();
            assertThat(gateway.inside.own.read(visit, gateway.get(deposit)).orThrow())
                    .as("its owner fetches it still")
                    .isNotNull();
        }
    }

    @Test
    void an_end_is_taken_back_to_its_last_millisecond_and_asks_for_nothing_any_more() {
        gateway.assessment("amal", "a.txt", bytes("made up"));
        announce().orThrow();
        assertThat(dues()).isNotEmpty();
        gateway.clock.advance(WEEK);
        assertThat(refusal(goOn(as("cora"))).code()).isEqualTo("ended");
        gateway.clock.advance(Duration.ofMillis(-1));
        assertThat(refusal(goOn(as("amal"))).code()).isEqualTo("not-a-coordinator");
        goOn(as("cora")).orThrow();
        assertThat(gateway.notices("nadia")).contains(Notice.Kind.PROTOCOL_GOES_ON);
        assertThat(dues()).isEmpty();
        assertThat(refusal(goOn(as("cora"))).kind()).isEqualTo(Refusal.Kind.UNKNOWN);
        gateway.clock.advance(WEEK);
        gateway.inside.ends.end().due();
        assertThat(known()).isTrue();
        assertThat(gateway.audited(EventKind.PROTOCOL_END_TAKEN_BACK)).hasSize(1);
        announce().orThrow();
        assertThat(dues()).isNotEmpty();
    }

    private Answer<EndProtocol.Seen> goOn(Actor actor) {
        return gateway.inside.ends.end().takeBack(actor, TURKEY, "minutes of 9 March (made up)", "new cases");
    }

    @Test
    void only_the_group_ends_it_with_its_decision_on_record_once_and_not_in_the_past() {
        assertThat(refusal(announce(as("amal"), TURKEY, WEEK, "minutes")).code())
                .isEqualTo("not-a-coordinator");
        assertThat(refusal(announce(as("cora"), TURKEY, WEEK, " ")).code()).isEqualTo("no-decision");
        assertThat(refusal(announce(as("cora"), TURKEY, Duration.ofMillis(-1), "minutes"))
                        .code())
                .isEqualTo("bad-date");
        assertThat(refusal(announce(as("cora"), "nothing", WEEK, "minutes")).code())
                .isEqualTo("unknown-policy");
        announce().orThrow();
        assertThat(refusal(announce()).code()).isEqualTo("ends-already");
        gateway.clock.advance(WEEK);
        assertThat(refusal(announce()).code()).isEqualTo("unknown-policy");
        assertThat(gateway.audited(EventKind.PROTOCOL_END_DECIDED)).hasSize(1);
    }

    @Test
    void a_version_that_the_group_adopts_afterwards_starts_it_anew_and_an_earlier_one_does_not() {
        load("2", gateway.clock.instant().plus(WEEK.multipliedBy(2)));
        gateway.clock.advance(Duration.ofMillis(1));
        announce().orThrow();
        gateway.clock.advance(WEEK.multipliedBy(2));
        assertThat(known()).as("on record before the end was decided").isFalse();
        load("3", gateway.clock.instant());
        assertThat(known()).isTrue();
    }

    @Test
    void every_copy_is_asked_for_and_answered_by_its_people_and_the_certificate_says_what_is_open() throws Exception {
        ReleaseMade made = LinkSteps.released(gateway, "amal", "relief-a", bytes("made up"), "desk", "nadia", "omar");
        String deposit = made.release().deposits().getFirst();
        LinkSteps desk = LinkSteps.of(gateway.inside, made);
        var epochs = desk.epochs();
        Claims.claim(gateway.inside, desk.linkId, epochs, deposit).orThrow();
        desk.fetch(epochs, 0, 7);
        fetchInbox("nadia");
        List<EndTask> tasks = announce().orThrow().tasks();
        assertThat(tasks)
                .extracting(EndTask::holder, EndTask::way, EndTask::asked)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("relief-a", "owner", "amal"),
                        org.assertj.core.groups.Tuple.tuple("desk", "link", "amal"),
                        org.assertj.core.groups.Tuple.tuple("nadia", "inbox", "nadia"));
        assertThat(gateway.notices("amal")).containsOnlyOnce(Notice.Kind.END_ASKED);
        assertThat(gateway.notices("nadia")).containsOnlyOnce(Notice.Kind.END_ASKED);
        assertThat(gateway.notices("omar")).as("omar took nothing yet").doesNotContain(Notice.Kind.END_ASKED);
        assertThat(refusal(gateway.inside.ends.certify().certify(HOST, TURKEY)).code())
                .isEqualTo("not-ended");

        fetchInbox("omar");
        gateway.clock.advance(WEEK);
        gateway.inside.ends.end().due();
        gateway.inside.ends.end().due();
        assertThat(gateway.notices("omar")).containsOnlyOnce(Notice.Kind.END_ASKED);
        assertThat(dues()).hasSize(4);
        assertThat(gateway.inside
                        .ends
                        .end()
                        .show(Optional.of("nadia"), TURKEY)
                        .orThrow()
                        .tasks())
                .as("of others nobody sees who received what")
                .extracting(EndTask::holder)
                .containsExactlyInAnyOrder("nadia", "omar");

        ProtocolEnds.Certified early =
                gateway.inside.ends.certify().certify(as("cora"), TURKEY).orThrow();
        assertThat(early.complete()).isFalse();
        assertThat(early.line())
                .contains("not complete: 4 of 4 copies are open")
                .doesNotContain("a.txt");

        assertThat(refusal(answer("cora", "nadia", EndTask.Fate.DESTROYED)).code())
                .isEqualTo("not-its-word");
        assertThat(refusal(answer("nadia", "nadia", EndTask.Fate.KEPT)).code()).isEqualTo("which-duty");
        answer("nadia", "nadia", EndTask.Fate.DESTROYED).orThrow();
        assertThat(refusal(answer("nadia", "nadia", EndTask.Fate.RETURNED)).code())
                .isEqualTo("answered");
        gateway.inside
                .ends
                .account()
                .answer(HOST, task("omar"), EndTask.Fate.KEPT, "mail of 4 May", Optional.of("audit law, article 3"))
                .orThrow();
        answer("amal", "desk", EndTask.Fate.RETURNED).orThrow();
        assertThat(refusal(gateway.inside
                                .ends
                                .account()
                                .answer(HOST, task("relief-a"), EndTask.Fate.DESTROYED, "x", Optional.empty()))
                        .code())
                .isEqualTo("no-person");
        answer("amal", "relief-a", EndTask.Fate.RETURNED).orThrow();
        assertThat(gateway.get(deposit).state()).isEqualTo(DepositState.REMOVED);
        assertThat(dues()).isEmpty();
        gateway.clock.advance(Duration.ofMillis(1));
        ProtocolEnds.Certified last =
                gateway.inside.ends.certify().certify(HOST, TURKEY).orThrow();
        assertThat(last.complete()).isTrue();
        assertThat(last.line())
                .contains("every copy is accounted for", "\"returned\":\"2\"", "\"destroyed\":\"1\"", "\"kept\":\"1\"")
                .contains("kept under audit law, article 3, by administrator");
        assertThat(Certificate.isSigned(last.line(), auditKey())).isTrue();
        assertThat(gateway.inside
                        .ends
                        .end()
                        .show(Optional.empty(), TURKEY)
                        .orThrow()
                        .certificate())
                .contains(last);
    }

    @Test
    void a_hold_keeps_a_copy_open_and_whatever_destroys_it_later_answers() {
        String deposit = gateway.assessment("amal", "a.txt", bytes("made up")).id();
        announce().orThrow();
        String incident = gateway.inside
                .incidents
                .open(
                        HOST,
                        "administrator",
                        new IncidentOrder(
                                Nature.LEAK,
                                Severity.HIGH,
                                Certainty.SUSPECTED,
                                "made up",
                                "made up",
                                Optional.empty(),
                                true,
                                Optional.empty(),
                                List.of(deposit),
                                List.of(),
                                List.of()))
                .orThrow()
                .id();
        assertThat(refusal(answer("amal", "relief-a", EndTask.Fate.DESTROYED)).code())
                .isEqualTo("held");
        assertThat(dues()).hasSize(1);
        gateway.inside.incidents.hold(HOST, incident, false, "made up").orThrow();
        gateway.inside
                .stewardship
                .destroy()
                .destroy(HOST, "amal", deposit, "made up")
                .orThrow();
        gateway.inside.ends.end().due();
        assertThat(dues()).isEmpty();
        gateway.clock.advance(WEEK);
        gateway.inside.ends.end().due();
        assertThat(gateway.inside.ends.certify().certify(HOST, TURKEY).orThrow().complete())
                .isTrue();
    }

    @Test
    void the_silent_are_reminded_at_the_end_a_week_before_the_answers_are_due_and_when_they_are() {
        gateway.assessment("amal", "a.txt", bytes("made up"));
        EndProtocol.Seen seen = announce().orThrow();
        gateway.clock.advance(WEEK);
        gateway.inside.ends.end().due();
        gateway.inside.ends.end().due();
        assertThat(reminders()).isEqualTo(1);
        gateway.clock.set(seen.end().answersBy().minus(ProtocolEnd.REMINDER).minusMillis(1));
        gateway.inside.ends.end().due();
        assertThat(reminders()).isEqualTo(1);
        gateway.clock.advance(Duration.ofMillis(1));
        gateway.inside.ends.end().due();
        assertThat(reminders()).isEqualTo(2);
        gateway.clock.set(seen.end().answersBy());
        gateway.inside.ends.end().due();
        gateway.inside.ends.end().due();
        assertThat(reminders()).isEqualTo(3);
    }

    private Verifier auditKey() throws IOException {
        VerifyingKey key = VerifyingKey.ofPem(Files.readString(gateway.data.auditKey()));
        return new Verifier() {
            @Override
            public String fingerprint() {
                return gateway.inside.auditSigner.fingerprint();
            }

            @Override
            public boolean verify(byte[] message, byte[] signature) {
                return key.verifies(message, signature);
            }
        };
    }

    private long reminders() {
        return gateway.notices("amal").stream()
                .filter(Notice.Kind.END_DUE::equals)
                .count();
    }

    private void fetchInbox(String person) {
        try (Visit visit = gateway.visit(person)) {
            Inbox.Item item = gateway.inside.inbox.items(visit).getFirst();
            GatewayFixture.read(gateway.inside.inbox.read(visit, item, () -> {}).orThrow());
        }
    }

    private List<String> dues() {
        return gateway.inside.dues.list(Optional.empty()).orThrow().all().stream()
                .filter(due -> due.of().equals("protocol-end"))
                .map(Due::id)
                .toList();
    }

    private Answer<EndTask> answer(String person, String holder, EndTask.Fate fate) {
        return gateway.inside.ends.account().answer(as(person), task(holder), fate, "made up", Optional.empty());
    }

    private String task(String holder) {
        return gateway.inside.ends.end().show(Optional.empty(), TURKEY).orThrow().tasks().stream()
                .filter(task -> task.holder().equals(holder))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private Answer<EndProtocol.Seen> announce() {
        return announce(as("cora"), TURKEY, WEEK, "minutes of 2 March (made up)");
    }

    private Answer<EndProtocol.Seen> announce(Actor actor, String protocol, Duration in, String decision) {
        return gateway.inside
                .ends
                .end()
                .announce(
                        actor,
                        new EndProtocol.Order(
                                protocol,
                                gateway.clock.instant().plus(in),
                                decision,
                                "the work is concluded (made up)",
                                Optional.empty()));
    }

    private boolean known() {
        return gateway.inside.ledger.read(
                sql -> gateway.inside.rules.knowsType(sql, "assessments-reports", gateway.clock.instant()));
    }

    private void load(String version, Instant from) {
        String text = Optional.ofNullable(ProtocolFile.shipped().get(TURKEY))
                .orElseThrow()
                .replace("version: \"1\"", "version: \"" + version + "\"");
        gateway.inside
                .ledger
                .write(tx -> {
                    ProtocolDocuments.accept(
                            tx,
                            new ProtocolDocuments.Document(TURKEY, version, ProtocolTemplate.digest(text), text),
                            gateway.clock.instant(),
                            from);
                    return version;
                })
                .orThrow();
    }

    private static Actor as(String person) {
        return new Actor.HostAdministrator(Optional.of(person));
    }
}
