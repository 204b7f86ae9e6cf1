package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.fact.Fact;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.domain.protocol.Reason;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.policy.ProtocolFile;
import org.sluice.gateway.store.ProtocolDocuments;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** Facts about participants, contacts and deposits, each from who can give it, for as long as it was given. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class RecordFactTest {
    private static final String CONSENT = "consent-of-organisation";
    private static final String ASSURED = "highest-protection-standards";
    private static final Duration MILLI = Duration.ofMillis(1);

    private final TestDatabase kind;
    private GatewayFixture gateway;
    private Deposit deposit;

    RecordFactTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void deposited() {
        gateway = new GatewayFixture(kind);
        gateway.participant("relief-a", "members");
        gateway.participant("relief-b", "members");
        gateway.participant("cluster", "coordinators");
        gateway.participant("lead", "coordinators");
        gateway.person("amal", "relief-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("bo", "relief-b", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("cora", "cluster", Role.COORDINATOR);
        gateway.person("leo", "lead", Role.COORDINATOR);
        gateway.contact("desk", Optional.empty(), "ocha-imos");
        gateway.contact("b-desk", Optional.of("relief-b"), "members");
        gateway.contact("cluster-desk", Optional.of("cluster"), "coordinators");
        deposit = gateway.assessment("amal", "a.txt", bytes("made up"));
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void a_fact_about_who_receives_is_not_kept_of_a_deposit_nor_the_other_way_round() {
        assertThat(code(record("cora", "active-member", Fact.About.DEPOSIT, deposit.id(), "cluster")))
                .isEqualTo("wrong-subject");
        assertThat(code(record("amal", CONSENT, Fact.About.PARTICIPANT, "relief-b", "relief-a")))
                .isEqualTo("wrong-subject");
        assertThat(code(record("cora", "active-member", Fact.About.PARTICIPANT, "nobody", "cluster")))
                .isEqualTo("unknown-participant");
        assertThat(code(record("cora", "active-member", Fact.About.CONTACT, "nobody", "cluster")))
                .isEqualTo("unknown-contact");
        assertThat(gateway.audited(EventKind.FACT_RECORDED)).isEmpty();
    }

    @Test
    void what_coordinators_say_of_others_no_depositor_says_and_nobody_of_the_own_organisation() {
        assertThat(code(record("bo", "active-member", Fact.About.PARTICIPANT, "relief-b", "relief-b")))
                .isEqualTo("not-a-coordinator");
        assertThat(code(record("cora", "active-member", Fact.About.PARTICIPANT, "cluster", "cluster")))
                .isEqualTo("own-question");
        assertThat(code(record("cora", "active-member", Fact.About.CONTACT, "cluster-desk", "cluster")))
                .isEqualTo("own-question");
        record("leo", "active-member", Fact.About.CONTACT, "cluster-desk", "lead")
                .orThrow();
        record("cora", "active-member", Fact.About.PARTICIPANT, "relief-b", "cluster")
                .orThrow();
        assertThat(gateway.audited(EventKind.FACT_RECORDED)).hasSize(2);
    }

    @Test
    void what_the_host_writes_down_of_coordinators_is_the_word_of_another_participant_that_has_one() {
        assertThat(code(record("administrator", "active-member", Fact.About.PARTICIPANT, "cluster", "cluster")))
                .isEqualTo("own-question");
        assertThat(code(record("administrator", "active-member", Fact.About.CONTACT, "cluster-desk", "cluster")))
                .isEqualTo("own-question");
        assertThat(code(record("administrator", "active-member", Fact.About.PARTICIPANT, "relief-b", "relief-a")))
                .isEqualTo("not-a-coordinator");
        assertThat(gateway.audited(EventKind.FACT_RECORDED)).isEmpty();
        record("administrator", "active-member", Fact.About.PARTICIPANT, "relief-b", "cluster")
                .orThrow();
    }

    @Test
    void whom_it_does_not_concern_can_neither_consent_nor_speak_for_who_can() {
        assertThat(code(record("bo", CONSENT, Fact.About.DEPOSIT, deposit.id(), "relief-b")))
                .isEqualTo("not-the-owner");
        assertThat(code(record("bo", CONSENT, Fact.About.DEPOSIT, deposit.id(), "relief-a")))
                .isEqualTo("not-its-word");
        record("cora", CONSENT, Fact.About.DEPOSIT, deposit.id(), "relief-a").orThrow();
    }

    @Test
    void the_word_of_who_is_in_no_register_is_written_down_by_a_coordinator_with_a_note() {
        gateway.label(deposit.id(), "concerns=village-council");
        record("amal", CONSENT, Fact.About.DEPOSIT, deposit.id(), "relief-a").orThrow();
        assertThat(decided()).isInstanceOf(Decision.Needs.class);
        assertThat(code(outside("amal", Optional.of("letter of 3 March (made up)"))))
                .isEqualTo("outside-the-register");
        assertThat(code(outside("cora", Optional.empty()))).isEqualTo("outside-the-register");
        outside("cora", Optional.of("letter of 3 March (made up)")).orThrow();
        assertThat(decided()).isInstanceOf(Decision.Permit.class);
    }

    @Test
    void a_period_ends_after_it_begins() {
        Instant now = gateway.clock.instant();
        assertThat(code(consent(Optional.of(now), Optional.of(now)))).isEqualTo("bad-period");
        assertThat(code(consent(Optional.empty(), Optional.of(now)))).isEqualTo("bad-period");
        consent(Optional.of(now), Optional.of(now.plus(MILLI))).orThrow();
    }

    @Test
    void consent_counts_from_its_first_instant_to_the_one_before_its_end() {
        Instant now = gateway.clock.instant();
        consent(Optional.of(now.plus(Duration.ofHours(1))), Optional.of(now.plus(Duration.ofHours(2))))
                .orThrow();
        gateway.clock.advance(Duration.ofHours(1).minus(MILLI));
        assertThat(decided()).isInstanceOf(Decision.Needs.class);
        gateway.clock.advance(MILLI);
        assertThat(decided()).isInstanceOf(Decision.Permit.class);
        gateway.clock.advance(Duration.ofHours(1).minus(MILLI));
        assertThat(decided()).isInstanceOf(Decision.Permit.class);
        gateway.clock.advance(MILLI);
        assertThat(decided()).isInstanceOf(Decision.Needs.class);
    }

    @Test
    void a_refusal_refuses_until_it_is_taken_back() {
        record("amal", CONSENT, Fact.About.DEPOSIT, deposit.id(), "relief-a").orThrow();
        gateway.clock.advance(MILLI);
        Fact no = gateway.inside
                .facts
                .record(HOST, "amal", order(CONSENT, Fact.About.DEPOSIT, deposit.id(), "relief-a", false))
                .orThrow();
        assertThat(decided()).isInstanceOf(Decision.Refuse.class);
        assertThat(gateway.audited(EventKind.FACT_RECORDED).getLast()).contains("\"given\":\"no\"");
        assertThat(code(gateway.inside.facts.end(HOST, "bo", no.id(), "made up")))
                .isEqualTo("not-its-word");
        assertThat(decided()).isInstanceOf(Decision.Refuse.class);
        gateway.inside.facts.end(HOST, "amal", no.id(), "made up").orThrow();
        assertThat(decided()).isInstanceOf(Decision.Permit.class);
        Fact ended = gateway.inside.facts.end(HOST, "amal", no.id(), "again").orThrow();
        assertThat(ended.endReason()).contains("made up");
        assertThat(gateway.audited(EventKind.FACT_ENDED)).hasSize(1);
    }

    @Test
    void a_refusal_cuts_what_runs_and_a_yes_does_not() {
        record("amal", CONSENT, Fact.About.DEPOSIT, deposit.id(), "relief-a").orThrow();
        String release = gateway.release("amal", deposit.id(), "desk")
                .orThrow()
                .release()
                .id();
        AtomicInteger cut = new AtomicInteger();
        gateway.inside.live.enter(new LiveAccess.Running(
                "download", "desk", Set.of(), Optional.empty(), Optional.of(release), "made up", cut::incrementAndGet));
        gateway.clock.advance(MILLI);
        record("amal", CONSENT, Fact.About.DEPOSIT, deposit.id(), "relief-a").orThrow();
        assertThat(cut).hasValue(0);
        gateway.inside
                .facts
                .record(HOST, "amal", order(CONSENT, Fact.About.DEPOSIT, deposit.id(), "relief-a", false))
                .orThrow();
        assertThat(cut).hasValue(1);
    }

    @Test
    void reporting_follows_from_the_last_deposit_for_a_month_and_a_month_of_grace() {
        gateway.deposit("bo", Channel.RESTRICTED, "4w-monthly-inputs", "4w.txt", bytes("made up"));
        Instant deposited = gateway.clock.instant();
        assertThat(reports("relief-b")).isTrue();
        assertThat(reports("relief-a")).isFalse();
        gateway.clock.advance(Duration.between(gateway.clock.instant(), deposited)
                .plusDays(62)
                .minus(MILLI));
        assertThat(reports("relief-b")).isTrue();
        gateway.clock.advance(MILLI);
        assertThat(reports("relief-b")).isFalse();
        // Who reports elsewhere, or has nothing to report, reports by a coordinator's word.
        record("cora", "reports-4w", Fact.About.PARTICIPANT, "relief-b", "cluster")
                .orThrow();
        assertThat(reports("relief-b")).isTrue();
    }

    @Test
    void a_fact_about_a_contact_or_its_participant_counts_for_that_contact_only() {
        record("cora", "active-member", Fact.About.PARTICIPANT, "relief-b", "cluster")
                .orThrow();
        assertThat(onRecord("active-member", new Recipient.OfContact("b-desk", "members")))
                .isTrue();
        assertThat(onRecord("active-member", new Recipient.OfContact("desk", "members")))
                .isFalse();
        record("cora", "active-member", Fact.About.CONTACT, "desk", "cluster").orThrow();
        assertThat(onRecord("active-member", new Recipient.OfContact("desk", "members")))
                .isTrue();
        assertThat(gateway.inside.facts.list(Optional.of("desk")))
                .extracting(Fact::about)
                .containsExactly(Fact.About.CONTACT);
    }

    /** The IASC template and the case management protocol have such facts. */
    @Test
    void what_the_owner_says_of_who_receives_is_recorded_and_counts_for_its_own_deposits() {
        gateway.inside
                .ledger
                .write(tx -> {
                    ProtocolDocuments.add(
                            tx,
                            new ProtocolDocuments.Document(
                                    "iasc-template",
                                    "1",
                                    "made-up-digest",
                                    ProtocolFile.shipped().getOrDefault("iasc-template", "")),
                            gateway.clock.instant());
                    return true;
                })
                .orThrow();
        record("amal", ASSURED, Fact.About.PARTICIPANT, "relief-b", "relief-a").orThrow();
        assertThat(onRecord(ASSURED, new Recipient.OfPerson("bo", "members"))).isTrue();
        gateway.clock.advance(MILLI);
        assertThat(code(record("bo", ASSURED, Fact.About.CONTACT, "desk", "relief-a")))
                .isEqualTo("not-its-word");
        record("bo", ASSURED, Fact.About.CONTACT, "desk", "relief-b").orThrow();
        assertThat(onRecord(ASSURED, new Recipient.OfContact("desk", "members")))
                .isFalse();
    }

    @Test
    void a_recipient_is_a_named_person_by_log_in_or_where_the_contact_is_said_to_be_one() {
        assertThat(named(new Recipient.OfPerson("bo", "members"))).isTrue();
        assertThat(named(new Recipient.OfContact("desk", "members"))).isFalse();
        gateway.inside.register.setNamed(HOST, "desk", true).orThrow();
        assertThat(named(new Recipient.OfContact("desk", "members"))).isTrue();
        gateway.inside.register.setNamed(HOST, "desk", false).orThrow();
        assertThat(named(new Recipient.OfContact("desk", "members"))).isFalse();
    }

    private boolean named(Recipient recipient) {
        return gateway.inside
                .ledger
                .read(sql -> FactsCounted.parties(sql, exit(deposit, recipient)))
                .named();
    }

    /** A member's monthly report may go to whoever reports as well. */
    private boolean reports(String participant) {
        String person = participant.equals("relief-b") ? "bo" : "amal";
        return onRecord("reports-4w", new Recipient.OfPerson(person, "members"));
    }

    private boolean onRecord(String fact, Recipient recipient) {
        Instant now = gateway.clock.instant();
        return gateway.inside
                .ledger
                .read(sql -> FactsCounted.forExit(
                        sql, gateway.inside.rules.inForce(sql, now), exit(deposit, recipient), now))
                .given()
                .contains(fact);
    }

    private Decision decided() {
        Decision decision = gateway.inside.ledger.read(sql -> gateway.inside.rules.decide(
                sql,
                exit(gateway.get(deposit.id()), new Recipient.OfContact("desk", "ocha-imos")),
                gateway.clock.instant()));
        Set<Reason.Kind> about = Set.of(Reason.Kind.MISSING_FACT, Reason.Kind.FACT_REFUSED);
        assertThat(decision.reasons())
                .filteredOn(reason -> reason.kind().refuses() || reason.kind().asks())
                .allMatch(reason -> about.contains(reason.kind()));
        return decision;
    }

    private static Exit exit(Deposit deposit, Recipient recipient) {
        return new Exit(deposit, recipient, "amal", "relief-a", Optional.empty(), "planning (made up)");
    }

    private Answer<Fact> consent(Optional<Instant> from, Optional<Instant> until) {
        return gateway.inside.facts.record(
                HOST,
                "amal",
                new FactOrder(
                        CONSENT,
                        Fact.About.DEPOSIT,
                        deposit.id(),
                        "relief-a",
                        true,
                        Fact.Scope.ALL,
                        from,
                        until,
                        Optional.empty()));
    }

    private Answer<Fact> outside(String recordedBy, Optional<String> note) {
        return gateway.inside.facts.record(
                HOST,
                recordedBy,
                new FactOrder(
                        CONSENT,
                        Fact.About.DEPOSIT,
                        deposit.id(),
                        "village-council",
                        true,
                        Fact.Scope.ALL,
                        Optional.empty(),
                        Optional.empty(),
                        note));
    }

    private Answer<Fact> record(String recordedBy, String fact, Fact.About about, String subject, String by) {
        return gateway.inside.facts.record(HOST, recordedBy, order(fact, about, subject, by, true));
    }

    private static FactOrder order(String fact, Fact.About about, String subject, String by, boolean given) {
        return new FactOrder(
                fact, about, subject, by, given, Fact.Scope.ALL, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static String code(Answer<?> answer) {
        return refusal(answer).code();
    }
}
