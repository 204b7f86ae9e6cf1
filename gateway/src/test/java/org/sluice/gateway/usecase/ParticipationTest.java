package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Adherence;
import org.sluice.gateway.domain.participant.Direction;
import org.sluice.gateway.domain.participant.Duty;
import org.sluice.gateway.domain.participant.FlowSuspension;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.policy.ProtocolFile;
import org.sluice.gateway.store.ProtocolDocuments;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** Who takes part, from when, until when, and with which flows. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class ParticipationTest {
    private static final String TURKEY = "turkey-cross-border";
    private final TestDatabase kind;
    private GatewayFixture gateway;

    ParticipationTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("relief-a", "members");
        gateway.participant("lead", "coordinators");
        gateway.person("amal", "relief-a", Role.DEPOSITOR, Role.RELEASER);
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
    void an_adherence_document_comes_back_as_it_was_signed_and_survives_the_sweep() throws Exception {
        byte[] document = bytes("%PDF-1.7 made up ".repeat(20_000));
        Adherence adherence = adhere("relief-a", document);
        gateway.clock.advance(Duration.ofDays(30));
        gateway.inside.sweep.sweep();
        assertThat(gateway.inside.adhere.document(HOST, adherence.id()).orThrow())
                .isEqualTo(document);
        assertThat(gateway.inside.adhere.signatories().getFirst().adherences())
                .extracting(Adherence::signatory)
                .containsExactly("Made-up Director");
        assertThat(gateway.audited(EventKind.ADHERENCE_RECORDED)).hasSize(1);
    }

    @Test
    void a_document_for_an_unknown_protocol_or_without_bytes_is_refused() {
        assertThat(refusal(gateway.inside.adhere.record(HOST, order("relief-a", "no-such", bytes("%PDF-x"))))
                        .code())
                .isEqualTo("unknown-protocol");
        assertThat(refusal(gateway.inside.adhere.record(HOST, order("relief-a", TURKEY, new byte[0])))
                        .code())
                .isEqualTo("bad-document");
        for (String script : List.of("#!/bin/sh", "%PDF", " %PDF-1.7")) {
            Refusal refusal = refusal(gateway.inside.adhere.record(HOST, order("relief-a", TURKEY, bytes(script))));
            assertThat(refusal.code()).isEqualTo("bad-document");
            assertThat(refusal.message()).contains("no PDF");
        }
        adhere("relief-a", bytes("%PDF-"));
    }

    @Test
    void only_the_protocols_in_force_speak_before_log_in_in_the_order_of_their_ids() {
        try (GatewayFixture three = new GatewayFixture(kind, TURKEY, "alliance-dpisp")) {
            three.clock.advance(Duration.ofDays(1));
            String iasc = ProtocolFile.shipped().getOrDefault("iasc-template", "");
            three.inside
                    .ledger
                    .write(tx -> {
                        ProtocolDocuments.add(
                                tx,
                                new ProtocolDocuments.Document("iasc-template", "1", "made-up-digest", iasc),
                                three.clock.instant());
                        return true;
                    })
                    .orThrow();
            assertThat(three.inside.help.banners())
                    .as("the alliance's needs two signatures")
                    .extracting(line -> line.english().split(" ", 2)[0])
                    .containsExactly("Treat", "Pass");
            for (String id : List.of("one", "two")) {
                three.participant(id, "members");
                three.inside
                        .adhere
                        .record(HOST, order(id, "alliance-dpisp", bytes("%PDF-1.7")))
                        .orThrow();
            }
            assertThat(three.inside.help.banners())
                    .extracting(line -> line.english().split(" ", 2)[0])
                    .containsExactly("Share", "Treat", "Pass");
        }
    }

    @Test
    void a_person_is_let_in_until_its_term_ends_and_not_at_that_instant() {
        Instant end = gateway.inside.ledger.now().plus(Duration.ofDays(1));
        gateway.inside.terms.setEnd(HOST, "amal", Optional.of(end)).orThrow();
        gateway.clock.advance(Duration.ofDays(1).minusMillis(1));
        try (Visit visit = gateway.visit("amal")) {
            gateway.clock.advance(Duration.ofMillis(1));
            assertThat(refusal(gateway.inside.logIn.enter(
                                    GatewayFixture.knock("amal", GatewayFixture.fingerprint("amal")), () -> {}))
                            .code())
                    .isEqualTo("term-ended");
            assertThat(gateway.inside.logIn.mayTry(GatewayFixture.knock("amal", GatewayFixture.fingerprint("amal"))))
                    .isFalse();
            gateway.inside.terms.due();
            assertThat(visit.isCut()).isTrue();
        }
        gateway.inside.terms.setEnd(HOST, "amal", Optional.empty()).orThrow();
        gateway.visit("amal").close();
    }

    @Test
    void a_link_of_a_contact_whose_term_ended_yields_no_byte_from_that_instant_on() {
        ReleaseMade made = LinkSteps.released(gateway, "amal", "relief-a", bytes("made up"), "desk");
        String deposit = made.release().deposits().getFirst();
        LinkSteps recipient = LinkSteps.of(gateway.inside, made);
        var epochs = recipient.epochs();
        Instant end = gateway.inside.ledger.now().plus(Duration.ofHours(1));
        gateway.inside.terms.setEnd(HOST, "desk", Optional.of(end)).orThrow();
        gateway.clock.advance(Duration.ofHours(1));
        assertThat(refusal(Claims.claim(gateway.inside, recipient.linkId, epochs, deposit))
                        .code())
                .isEqualTo("no-longer-permitted");
        assertThat(refusal(gateway.release("amal", deposit, "desk")).code()).isEqualTo("term-ended");
    }

    @Test
    void a_suspended_flow_stops_deposits_and_releases_of_its_type_and_no_others() {
        ReleaseMade made = LinkSteps.released(gateway, "amal", "relief-a", bytes("made up"), "desk");
        String before = made.release().deposits().getFirst();
        FlowSuspension stopped = gateway.inside
                .flows
                .suspend(HOST, "relief-a", Direction.SENDING, "assessments-reports", "a dispute (made up)")
                .orThrow();
        try (Visit visit = gateway.visit("amal")) {
            assertThat(refusal(gateway.upload(
                                    visit, Channel.CONFIDENTIAL, "assessments-reports", "a.pdf", bytes("made up")))
                            .code())
                    .isEqualTo("flow-suspended");
        }
        assertThat(refusal(gateway.release("amal", before, "desk")).code()).isEqualTo("flow-suspended");
        assertThat(gateway.notices("amal")).contains(Notice.Kind.FLOW_SUSPENDED);
        assertThat(gateway.notices("cora")).contains(Notice.Kind.FLOW_SUSPENDED);
        gateway.inside.flows.lift(HOST, stopped.id(), "settled (made up)").orThrow();
        gateway.assessment("amal", "after.pdf", bytes("made up"));
        assertThat(gateway.notices("amal")).contains(Notice.Kind.FLOW_RESUMED);
    }

    @Test
    void a_suspension_of_one_type_or_direction_leaves_the_others_open() {
        gateway.inside
                .flows
                .suspend(HOST, "relief-a", Direction.RECEIVING, FlowSuspension.EVERY_TYPE, "made up")
                .orThrow();
        gateway.inside
                .flows
                .suspend(HOST, "lead", Direction.SENDING, "assessments-reports", "made up")
                .orThrow();
        gateway.assessment("amal", "other.pdf", bytes("made up"));
        LinkSteps.released(gateway, "amal", "relief-a", bytes("made up"), "desk");
    }

    @Test
    void a_list_is_asked_for_after_three_months_once_and_only_a_focal_point_confirms_it() {
        gateway.inside
                .terms
                .setSpeakers(HOST, "relief-a", Duty.FOCAL_POINT, List.of("amal"))
                .orThrow();
        Instant start = gateway.inside.ledger.now();
        Duration quarter = Duration.between(start, KeepTerms.quarterAfter(start));
        gateway.clock.advance(quarter.minusMillis(1));
        gateway.inside.terms.due();
        assertThat(gateway.notices("amal")).doesNotContain(Notice.Kind.LIST_DUE);
        gateway.clock.advance(Duration.ofMillis(1));
        gateway.inside.terms.due();
        gateway.inside.terms.due();
        assertThat(gateway.notices("amal")).containsOnlyOnce(Notice.Kind.LIST_DUE);
        assertThat(gateway.notices("cora")).containsOnlyOnce(Notice.Kind.LIST_DUE);
        assertThat(overdue()).containsExactly("relief-a");
        assertThat(refusal(gateway.inside.terms.confirmList(HOST, "relief-a", "cora"))
                        .code())
                .isEqualTo("not-its-focal-point");
        gateway.inside.terms.confirmList(HOST, "relief-a", "amal").orThrow();
        assertThat(overdue()).isEmpty();
    }

    @Test
    void nobody_speaks_for_a_participant_of_others() {
        assertThat(refusal(gateway.inside.terms.setSpeakers(HOST, "relief-a", Duty.DATA_PROTECTION, List.of("cora")))
                        .code())
                .isEqualTo("not-of-it");
    }

    @Test
    void a_person_confirms_a_version_once() {
        gateway.inside
                .terms
                .confirmProtocol(HOST, "amal", TURKEY, Optional.of("signed sheet of 3 March"))
                .orThrow();
        gateway.inside
                .terms
                .confirmProtocol(HOST, "amal", TURKEY, Optional.of("signed sheet of 3 March"))
                .orThrow();
        assertThat(gateway.audited(EventKind.PROTOCOL_CONFIRMED)).hasSize(1);
    }

    private List<String> overdue() {
        return gateway.inside.terms.standings().stream()
                .filter(KeepTerms.Standing::overdue)
                .map(KeepTerms.Standing::participantId)
                .toList();
    }

    private Adherence adhere(String participant, byte[] document) {
        return gateway.inside
                .adhere
                .record(HOST, order(participant, TURKEY, document))
                .orThrow();
    }

    private static Adhere.Order order(String participant, String protocol, byte[] document) {
        return new Adhere.Order(
                participant,
                Set.of(protocol),
                "Made-up Director",
                "country director",
                LocalDate.of(2026, 1, 5),
                "adherence.pdf",
                document);
    }
}
