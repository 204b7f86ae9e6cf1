package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Contact;
import org.sluice.gateway.domain.participant.ContactConfirmation;
import org.sluice.gateway.domain.participant.Direction;
import org.sluice.gateway.domain.participant.Duty;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.policy.ProtocolFile;
import org.sluice.gateway.policy.ProtocolTemplate;
import org.sluice.gateway.store.ProtocolDocuments;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** Who confirms what: persons their protocol, data-protection contacts those who get personal data; and who may not. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class ConfirmationTest {
    private static final String TURKEY = "turkey-cross-border";
    private final TestDatabase kind;
    private GatewayFixture gateway;

    ConfirmationTest(TestDatabase kind) {
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
        gateway.person("cora", "lead", Role.COORDINATOR);
        gateway.person("dina", "relief-a", Role.AUDITOR);
        gateway.contact("desk", Optional.empty(), "ocha-imos");
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void who_releases_and_who_receives_confirm_first_and_again_after_a_change() {
        Deposit deposit = consented();
        gateway.release("amal", deposit.id(), "nadia").orThrow();
        load("2");
        assertThat(needs("amal", deposit, "desk")).startsWith("amal has not confirmed turkey-cross-border 2");
        confirm("amal");
        gateway.release("amal", deposit.id(), "desk").orThrow();
        assertThat(needs("amal", deposit, "nadia")).startsWith("nadia has not confirmed turkey-cross-border 2");
        try (Visit visit = gateway.visit("nadia")) {
            assertThat(gateway.inside.inbox.items(visit))
                    .as("the earlier release waits too")
                    .isEmpty();
            confirm("nadia");
            assertThat(gateway.inside.inbox.items(visit)).hasSize(1);
        }
        load("3");
        assertThat(needs("amal", deposit, "desk")).contains("turkey-cross-border 3");
    }

    @Test
    void a_notice_asks_each_person_once_a_week_until_it_is_answered_and_again_for_a_new_version() {
        gateway.inside.confirmations.due();
        assertThat(gateway.notices("amal")).as("version 1 asks nobody").isEmpty();
        load("2");
        gateway.inside.confirmations.due();
        gateway.inside.confirmations.due();
        assertThat(gateway.notices("amal")).containsExactly(Notice.Kind.PROTOCOL_CONFIRM);
        gateway.clock.advance(AskToConfirm.AGAIN.minusMillis(1));
        assertThat(gateway.inside.confirmations.due()).isZero();
        gateway.clock.advance(Duration.ofMillis(1));
        assertThat(gateway.inside.confirmations.due()).isEqualTo(4);
        assertThat(gateway.notices("amal")).as("it moves and does not pile up").hasSize(1);
        confirm("amal");
        assertThat(gateway.notices("amal")).isEmpty();
        gateway.clock.advance(AskToConfirm.AGAIN);
        gateway.inside.confirmations.due();
        assertThat(gateway.notices("amal")).isEmpty();
        load("3");
        gateway.inside.confirmations.due();
        assertThat(gateway.notices("amal")).containsExactly(Notice.Kind.PROTOCOL_CONFIRM);
    }

    @Test
    void a_protocol_is_confirmed_by_the_person_itself_or_on_evidence_and_by_nobody_else() {
        assertThat(refusal(gateway.inside.terms.confirmProtocol(as("cora"), "amal", TURKEY, Optional.of("x")))
                        .code())
                .isEqualTo("not-oneself");
        assertThat(refusal(gateway.inside.terms.confirmProtocol(HOST, "amal", TURKEY, Optional.empty()))
                        .code())
                .isEqualTo("no-evidence");
        gateway.inside
                .terms
                .confirmProtocol(HOST, "amal", TURKEY, Optional.of("sheet of 3 March (made up)"))
                .orThrow();
        assertThat(gateway.audited(EventKind.PROTOCOL_CONFIRMED))
                .singleElement()
                .asString()
                .contains("sheet of 3");
    }

    @Test
    void speakers_and_terms_are_set_by_the_administrator_or_the_participants_own_focal_point() {
        KeepTerms terms = gateway.inside.terms;
        assertThat(refusal(terms.setSpeakers(as("amal"), "relief-a", Duty.FOCAL_POINT, List.of("amal")))
                        .code())
                .isEqualTo("not-its-focal-point");
        assertThat(refusal(terms.setSpeakers(as("cora"), "relief-a", Duty.DATA_PROTECTION, List.of("amal")))
                        .code())
                .isEqualTo("not-its-focal-point");
        terms.setSpeakers(HOST, "relief-a", Duty.FOCAL_POINT, List.of("amal")).orThrow();
        terms.setSpeakers(as("amal"), "relief-a", Duty.DATA_PROTECTION, List.of("dina"))
                .orThrow();
        Optional<Instant> end = Optional.of(gateway.clock.instant().plus(Duration.ofDays(1)));
        assertThat(refusal(terms.setEnd(as("dina"), "amal", end)).code()).isEqualTo("not-its-focal-point");
        assertThat(refusal(terms.setEnd(as("amal"), "nadia", end)).code()).isEqualTo("not-its-focal-point");
        assertThat(refusal(terms.setEnd(as("amal"), "desk", end)).code()).isEqualTo("not-a-coordinator");
        terms.setEnd(as("cora"), "desk", end).orThrow();
        terms.setEnd(as("amal"), "dina", end).orThrow();
        assertThat(refusal(terms.confirmList(as("cora"), "relief-a", "amal")).code())
                .isEqualTo("not-oneself");
        gateway.clock.advance(Duration.ofDays(1));
        assertThat(refusal(terms.confirmList(as("dina"), "relief-a", "dina")).code())
                .isEqualTo("term-ended");
        terms.confirmList(as("amal"), "relief-a", "amal").orThrow();
    }

    @Test
    void a_flow_is_suspended_and_lifted_by_a_coordinator_or_the_administrator() {
        SuspendFlow flows = gateway.inside.flows;
        assertThat(refusal(flows.suspend(as("amal"), "ocha", Direction.SENDING, "*", "made up"))
                        .code())
                .isEqualTo("not-a-coordinator");
        String id = flows.suspend(as("cora"), "ocha", Direction.SENDING, "*", "made up")
                .orThrow()
                .id();
        assertThat(refusal(flows.lift(as("nadia"), id, "made up")).code()).isEqualTo("not-a-coordinator");
        flows.lift(HOST, id, "made up").orThrow();
    }

    @Test
    void somebody_of_a_barred_participant_and_the_gateway_itself_have_no_right() {
        gateway.inside.cut.suspend(HOST, "lead", "made up").orThrow();
        assertThat(refusal(gateway.inside.flows.suspend(as("cora"), "ocha", Direction.BOTH, "*", "made up"))
                        .code())
                .isEqualTo("participant-suspended");
        assertThat(refusal(gateway.inside.flows.suspend(
                                new Actor.SystemActor("x"), "ocha", Direction.BOTH, "*", "made up"))
                        .code())
                .isEqualTo("not-a-person");
    }

    @Test
    void personal_data_goes_to_a_contact_whom_the_senders_data_protection_contact_confirmed_this_year() {
        assertThat(refusal(gateway.inside.contacts.confirm(HOST, "desk", "cora"))
                        .code())
                .isEqualTo("not-its-data-protection-contact");
        assertThat(against("persons=pseudonymised")).get().satisfies(refusal -> {
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.NEEDS);
            assertThat(refusal.code()).isEqualTo("contact-unconfirmed");
            assertThat(refusal.message()).contains("sluice contact confirm desk --by");
        });
        assertThat(against("persons=staff")).as("no personal data").isEmpty();
        assertThat(against("persons=")).as("undeclared is identifying").isPresent();
        gateway.inside
                .terms
                .setSpeakers(HOST, "relief-a", Duty.DATA_PROTECTION, List.of("dina"))
                .orThrow();
        assertThat(refusal(gateway.inside.contacts.confirm(as("amal"), "desk", "dina"))
                        .code())
                .isEqualTo("not-oneself");
        ContactConfirmation made =
                gateway.inside.contacts.confirm(as("dina"), "desk", "dina").orThrow();
        assertThat(against("persons=pseudonymised")).isEmpty();
        gateway.clock.advance(
                Duration.between(gateway.clock.instant(), made.ends()).minusMillis(1));
        assertThat(against("persons=pseudonymised")).isEmpty();
        gateway.clock.advance(Duration.ofMillis(1));
        assertThat(against("persons=pseudonymised")).isPresent();
    }

    @Test
    void a_participants_contact_is_confirmed_by_its_own_data_protection_contact() {
        gateway.contact("colleague", Optional.of("ocha"), "ocha-imos");
        gateway.inside
                .terms
                .setSpeakers(HOST, "relief-a", Duty.DATA_PROTECTION, List.of("dina"))
                .orThrow();
        assertThat(refusal(gateway.inside.contacts.confirm(HOST, "colleague", "dina"))
                        .code())
                .isEqualTo("not-its-data-protection-contact");
        gateway.vouch("ocha", "nadia", "colleague");
        assertThat(gateway.inside.contacts.list())
                .extracting(ContactConfirmation::participantId)
                .containsExactly("ocha");
    }

    @Test
    void a_changed_address_or_number_is_another_contact() {
        Contact before = gateway.contact("k", Optional.empty(), "ocha-imos");
        gateway.vouch("relief-a", "dina", "k");
        ContactConfirmation made = gateway.inside.contacts.list().getFirst();
        Contact moved = new Contact(
                "k",
                before.name(),
                Set.of("ocha-imos"),
                Optional.empty(),
                Optional.of("x@y.example"),
                before.phone(),
                "h");
        assertThat(made.covers(before, gateway.clock.instant())).isTrue();
        assertThat(made.covers(moved, gateway.clock.instant())).isFalse();
    }

    @Test
    void a_confirmation_is_asked_for_again_thirty_days_before_its_end_once() {
        gateway.vouch("relief-a", "dina", "desk");
        Instant end = gateway.inside.contacts.list().getFirst().ends();
        Instant ask = end.minus(ContactConfirmation.REMINDER);
        gateway.clock.advance(Duration.between(gateway.clock.instant(), ask).minusMillis(1));
        gateway.inside.contacts.due();
        assertThat(gateway.notices("dina")).isEmpty();
        assertThat(dues()).isEmpty();
        gateway.clock.advance(Duration.ofMillis(1));
        gateway.inside.contacts.due();
        gateway.inside.contacts.due();
        assertThat(gateway.notices("dina")).containsExactly(Notice.Kind.CONTACT_DUE);
        assertThat(dues()).containsExactly("desk");
    }

    private List<String> dues() {
        return gateway.inside.dues.list(Optional.empty()).orThrow().all().stream()
                .filter(due -> due.of().equals("contact"))
                .map(Due::id)
                .toList();
    }

    /** The rule alone, since this protocol has no cell for personal data. */
    private Optional<Refusal> against(String persons) {
        Deposit deposit = gateway.deposit(
                "amal", Channel.STRICTLY_CONFIDENTIAL, "assessments-reports", "a.txt", bytes("made up"));
        gateway.label(deposit.id(), persons);
        Exit exit = new Exit(
                gateway.get(deposit.id()),
                new Recipient.OfContact("desk", "ocha-imos"),
                "amal",
                "relief-a",
                Optional.empty(),
                "made up");
        return gateway.inside.ledger.read(
                sql -> new ContactVouched(gateway.inside.rules::inForce).against(sql, exit, gateway.clock.instant()));
    }

    private Deposit consented() {
        Deposit deposit = gateway.assessment("amal", "a.txt", bytes("made up"));
        gateway.inside
                .facts
                .add(HOST, "host", "consent-of-organisation", deposit.id(), "relief-a", Optional.of("made up"))
                .orThrow();
        return deposit;
    }

    private String needs(String releaser, Deposit deposit, String to) {
        Refusal refusal = refusal(gateway.release(releaser, deposit.id(), to));
        assertThat(refusal.code()).isEqualTo("protocol-unconfirmed");
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.NEEDS);
        return refusal.message();
    }

    private void confirm(String person) {
        gateway.inside
                .terms
                .confirmProtocol(as(person), person, TURKEY, Optional.empty())
                .orThrow();
    }

    /** A version of the shipped protocol, from now on in force, that wants each person's word. */
    private void load(String version) {
        String text = Optional.ofNullable(ProtocolFile.shipped().get(TURKEY))
                .orElseThrow()
                .replace("version: \"1\"", "version: \"" + version + "\"\npersons-confirm: true");
        gateway.inside
                .ledger
                .write(tx -> {
                    ProtocolDocuments.accept(
                            tx,
                            new ProtocolDocuments.Document(TURKEY, version, ProtocolTemplate.digest(text), text),
                            gateway.clock.instant(),
                            gateway.clock.instant());
                    return version;
                })
                .orThrow();
        // Of two versions that begin together the later recorded counts, by the clock that stands here.
        gateway.clock.advance(Duration.ofMillis(1));
    }

    private static Actor as(String person) {
        return new Actor.HostAdministrator(Optional.of(person));
    }
}
