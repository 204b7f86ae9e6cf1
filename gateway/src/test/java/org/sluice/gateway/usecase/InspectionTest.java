package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.Wiring;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.inspect.Report;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Duty;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** Content against claim, from the settled file to the exit. Every name and number is made up. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class InspectionTest {
    private static final String TYPE = "assessments-reports";
    private static final byte[] PEOPLE =
            bytes("Full name,Phone\nAhmad Yilmaz,+905321234567\nFatma Demir,+905329999999\n");

    private final TestDatabase database;
    private GatewayFixture gateway;

    InspectionTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void start() {
        gateway = new GatewayFixture(database);
        gateway.participant("relief-a", "coordinators");
        gateway.participant("relief-b", "coordinators");
        gateway.person("ali", "relief-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("bea", "relief-a", Role.AUDITOR);
        gateway.person("rel", "relief-a", Role.RELEASER, Role.ADMINISTRATOR);
        gateway.inside
                .terms
                .setSpeakers(HOST, "relief-a", Duty.DATA_PROTECTION, List.of("bea"))
                .orThrow();
        gateway.person("cem", "relief-b", Role.COORDINATOR);
        gateway.contact("desk", Optional.empty(), "ocha-imos");
    }

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    private AnswerForContent.Seen shown(String id) {
        return gateway.inside.answers.show(id, Optional.empty()).orThrow();
    }

    private Deposit people(String... label) {
        Deposit deposit = gateway.deposit("ali", Channel.CONFIDENTIAL, TYPE, "list.csv", PEOPLE);
        gateway.label(deposit.id(), label);
        gateway.inside.inspect.due();
        return gateway.get(deposit.id());
    }

    @Test
    void an_unlabelled_file_claims_nothing_that_could_be_contradicted() {
        Deposit deposit = gateway.deposit("ali", Channel.CONFIDENTIAL, TYPE, "list.csv", PEOPLE);
        assertThat(shown(deposit.id()).inspection().state()).isEqualTo(Report.State.FOUND);
        assertThat(shown(deposit.id()).above()).isEmpty();
        assertThat(gateway.notices("ali")).doesNotContain(Notice.Kind.CONTENT_ABOVE_CLAIM);
    }

    @Test
    void a_file_that_shows_more_than_it_claims_is_held_with_a_notice_and_no_value_is_told() {
        Deposit deposit = people(
                "organizations=named",
                "location=district",
                "population=disaggregated",
                "activity=full",
                "persons=staff");
        assertThat(gateway.notices("ali")).containsOnlyOnce(Notice.Kind.CONTENT_ABOVE_CLAIM);
        Refusal refusal = exit(deposit);
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.NEEDS);
        assertThat(refusal.code()).isEqualTo("content-above-claim");
        assertThat(refusal.message())
                .contains("person-names: table, column A (2)")
                .contains("persons=personal");
        String told = refusal + gateway.audited(EventKind.DEPOSIT_INSPECTED).toString();
        assertThat(told).doesNotContain("Ahmad").doesNotContain("905").doesNotContain("Fatma");
    }

    /** The rule alone, since the matrix says its own word of the same release. */
    private Refusal exit(Deposit deposit) {
        return against(deposit).orElseThrow();
    }

    private Optional<Refusal> against(Deposit deposit) {
        return against(deposit, false);
    }

    private Optional<Refusal> against(Deposit deposit, boolean attestAlways) {
        Exit exit = new Exit(
                gateway.get(deposit.id()),
                gateway.inside
                        .ledger
                        .read(sql -> Recipients.of(sql, "desk", gateway.clock.instant()))
                        .orThrow(),
                "ali",
                "relief-a",
                Optional.empty(),
                "planning");
        return gateway.inside.ledger.read(
                sql -> new ContentAgainstClaim(attestAlways).against(sql, exit, gateway.clock.instant()));
    }

    @Test
    void a_raised_label_is_judged_without_reading_the_file_again_and_the_notice_goes() {
        Deposit deposit = people("persons=staff");
        int read = gateway.audited(EventKind.DEPOSIT_INSPECTED).size();
        gateway.label(deposit.id(), "persons=personal");
        assertThat(against(deposit)).isEmpty();
        gateway.inside.inspect.due();
        assertThat(gateway.notices("ali")).doesNotContain(Notice.Kind.CONTENT_ABOVE_CLAIM);
        assertThat(gateway.audited(EventKind.DEPOSIT_INSPECTED)).hasSize(read);
        gateway.label(deposit.id(), "persons=none");
        assertThat(against(deposit)).isPresent();
        gateway.inside.inspect.due();
        assertThat(gateway.notices("ali")).contains(Notice.Kind.CONTENT_ABOVE_CLAIM);
    }

    @Test
    void personal_data_is_accepted_by_the_owners_data_protection_contact_and_by_nobody_else() {
        Deposit deposit = people("persons=pseudonymised");
        assertThat(refusal(accept("ali", deposit)).code()).isEqualTo("own-deposit");
        assertThat(refusal(accept("cem", deposit)).code()).isEqualTo("may-not-accept");
        assertThat(refusal(accept("rel", deposit)).code()).isEqualTo("may-not-accept");
        assertThat(refusal(accept("rel", deposit)).message()).contains("--duty data-protection");
        assertThat(refusal(gateway.inside.answers.accept(HOST, "bea", deposit.id(), " "))
                        .code())
                .isEqualTo("no-reason");
        assertThat(accept("bea", deposit).orThrow().above()).isEmpty();
        assertThat(against(deposit)).isEmpty();
        assertThat(gateway.notices("ali")).doesNotContain(Notice.Kind.CONTENT_ABOVE_CLAIM);
        assertThat(refusal(accept("bea", deposit)).code()).isEqualTo("nothing-to-accept");
    }

    @Test
    void no_coordinator_and_no_administrator_accepts_personal_data_even_as_data_protection_contact() {
        gateway.person("cor", "relief-a", Role.COORDINATOR);
        gateway.inside
                .terms
                .setSpeakers(HOST, "relief-a", Duty.DATA_PROTECTION, List.of("cor", "rel"))
                .orThrow();
        Deposit deposit = people("persons=pseudonymised");
        assertThat(refusal(accept("cor", deposit)).code()).isEqualTo("may-not-accept");
        assertThat(refusal(accept("rel", deposit)).code()).isEqualTo("may-not-accept");
    }

    @Test
    void an_acceptance_does_not_cover_a_label_that_claims_less_later() {
        Deposit deposit = people("persons=pseudonymised");
        accept("bea", deposit).orThrow();
        gateway.label(deposit.id(), "persons=staff");
        assertThat(against(deposit)).isPresent();
    }

    @Test
    void a_coordinator_accepts_what_is_no_personal_data_and_no_more() {
        Deposit deposit = gateway.deposit(
                "ali",
                Channel.CONFIDENTIAL,
                TYPE,
                "mixed.csv",
                bytes("Village,Full name\nMade up 1,Ahmad Yilmaz\nMade up 2,Fatma Demir\n"));
        gateway.label(deposit.id(), "persons=none", "location=district");
        assertThat(accept("cem", deposit).orThrow().above())
                .allSatisfy(finding -> assertThat(finding.kind().personalData()).isTrue())
                .isNotEmpty();
        assertThat(against(deposit)).isPresent();
    }

    private Answer<AnswerForContent.Seen> accept(String person, Deposit deposit) {
        return gateway.inside.answers.accept(HOST, person, deposit.id(), "checked by hand (made up)");
    }

    @Test
    void before_its_inspection_nothing_leaves_and_a_stopped_gateway_goes_on_with_it() {
        Deposit closed;
        try (Visit visit = gateway.visit("ali")) {
            closed = gateway.upload(visit, Channel.CONFIDENTIAL, TYPE, "list.csv", PEOPLE)
                    .orThrow();
            gateway.inside.settle.orderlyEnd(visit);
        }
        assertThat(exit(closed).code()).isEqualTo("being-inspected");
        assertThat(exit(closed).kind()).isEqualTo(Refusal.Kind.NEEDS);
        try (Wiring started = gateway.another()) {
            assertThat(started.inspect.due()).isEqualTo(1);
        }
        assertThat(against(closed)).isEmpty();
        assertThat(gateway.inside.inspect.due()).isZero();
        assertThat(gateway.audited(EventKind.DEPOSIT_INSPECTED)).hasSize(1);
    }

    @Test
    void what_could_not_be_looked_at_is_answered_for_by_its_owner_where_the_label_promises_everything() {
        byte[] noise = {0, 1, 2, 3, 4, 5};
        Deposit deposit = gateway.deposit("ali", Channel.CONFIDENTIAL, TYPE, "sealed.bin", noise);
        assertThat(shown(deposit.id()).inspection().state()).isEqualTo(Report.State.NOT_INSPECTED);
        assertThat(against(deposit)).isEmpty();
        assertThat(against(deposit, true)).get().extracting(Refusal::code).isEqualTo("attestation-needed");
        assertThat(refusal(gateway.inside.answers.attest(HOST, "cem", deposit.id(), "fine"))
                        .code())
                .isEqualTo("not-the-owner");
        gateway.inside
                .answers
                .attest(HOST, "ali", deposit.id(), "a sealed workbook of counts")
                .orThrow();
        assertThat(against(deposit, true)).isEmpty();
    }

    @Test
    void a_file_named_after_a_person_is_told_at_once_and_held_under_any_label() {
        try (Visit visit = gateway.visit("ali")) {
            Deposit closed = gateway.upload(visit, Channel.CONFIDENTIAL, TYPE, "ahmad-yilmaz.pdf", bytes("x"))
                    .orThrow();
            assertThat(gateway.notices("ali")).contains(Notice.Kind.NAME_IN_FILE_NAME);
            Deposit renamed =
                    gateway.inside.own.rename(visit, closed, "CP-0042.pdf").orThrow();
            assertThat(gateway.notices("ali")).doesNotContain(Notice.Kind.NAME_IN_FILE_NAME);
            gateway.inside.settle.orderlyEnd(visit);
            gateway.inside.inspect.due();
            assertThat(against(renamed)).isEmpty();
        }
        Deposit kept = gateway.deposit("ali", Channel.CONFIDENTIAL, TYPE, "fatma-demir.pdf", bytes("x"));
        assertThat(exit(kept).code()).isEqualTo("content-above-claim");
        accept("bea", kept).orThrow();
        assertThat(against(kept)).isEmpty();
    }

    @Test
    void a_note_with_a_likely_name_is_asked_about_before_it_is_stored() {
        Answer<Boolean> asked = gateway.inside.names.of("The note", Optional.of("spoke to Ahmad Yilmaz"), false);
        assertThat(refusal(asked).code()).isEqualTo("looks-like-a-person");
        assertThat(refusal(asked).message()).doesNotContain("Ahmad");
        assertThat(gateway.inside
                        .names
                        .of("The note", Optional.of("spoke to Ahmad Yilmaz"), true)
                        .orThrow())
                .isTrue();
        assertThat(gateway.inside
                        .names
                        .of("The note", Optional.of("mail of 3 March"), false)
                        .orThrow())
                .isTrue();
    }
}
