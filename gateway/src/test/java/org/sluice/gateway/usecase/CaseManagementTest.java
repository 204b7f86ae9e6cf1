package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
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
import org.sluice.gateway.domain.clearance.Clearance;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Exposure;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.fact.Fact;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Direction;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** A child's referral under the case management protocol: from who acts on it to who acts on it, and past nobody else. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class CaseManagementTest {
    private static final String DPISP = "alliance-dpisp";
    private static final String PURPOSE = "health service (made up)";

    private final TestDatabase kind;
    private GatewayFixture gateway;

    CaseManagementTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind, "turkey-cross-border", "iasc-template", DPISP);
        gateway.participant("relief-a", "members");
        gateway.participant("relief-b", "members");
        gateway.participant("lead", "coordinators");
        gateway.person("wida", "relief-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("sami", "relief-a", Role.RELEASER);
        gateway.person("cora", "lead", Role.COORDINATOR, Role.RELEASER);
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void the_protocol_is_in_force_from_the_second_signature_on() {
        assertThat(knows("case-referral")).isFalse();
        adhere("relief-a");
        assertThat(knows("case-referral")).isFalse();
        adhere("relief-b");
        assertThat(knows("case-referral")).isTrue();
        gateway.inside.cut.withdrawNow(HOST, "relief-b", "made up").orThrow();
        assertThat(knows("case-referral")).isFalse();
    }

    @Test
    void a_file_about_a_case_that_is_named_after_a_person_is_refused_and_its_name_is_nowhere() {
        inForce();
        try (Visit visit = gateway.visit("wida")) {
            for (String name : List.of("ahmad yilmaz.pdf", "referral-10000000146.pdf", "أحمد محمد.pdf")) {
                Refusal refused =
                        refusal(gateway.inside.receive.begin(visit, Channel.CONFIDENTIAL, "case-referral", name, true));
                assertThat(refused.code()).as(name).isEqualTo("case-code-only");
                assertThat(refused.message()).contains("rename yours").doesNotContain("ahmad");
            }
            assertThat(gateway.notices("wida")).contains(Notice.Kind.CASE_CODE_ONLY);
            Deposit coded = gateway.upload(visit, Channel.CONFIDENTIAL, "case-referral", "CP-0042.pdf", bytes("x"))
                    .orThrow();
            assertThat(refusal(gateway.inside.own.rename(visit, coded, "Ahmad Yilmaz.pdf"))
                            .code())
                    .isEqualTo("case-code-only");
            assertThat(gateway.get(coded.id()).name()).isEqualTo("CP-0042.pdf");
            // Elsewhere a name is told, and not refused.
            gateway.upload(visit, Channel.CONFIDENTIAL, "email", "ahmad yilmaz.eml", bytes("x"))
                    .orThrow();
        }
        String record = gateway.audited(EventKind.DEPOSIT_REFUSED).toString();
        assertThat(record)
                .contains("case-code-only")
                .doesNotContain("ahmad")
                .doesNotContain("10000000146")
                .doesNotContain("أحمد");
    }

    @Test
    void a_withdrawal_from_it_is_announced_thirty_days_before_unless_the_group_requires_it() {
        inForce();
        var now = gateway.inside.ledger.now();
        assertThat(refusal(gateway.inside.notice.withdrawOn(
                                HOST,
                                "relief-a",
                                "made up",
                                now.plus(Duration.ofDays(30)).minusMillis(1)))
                        .code())
                .isEqualTo("notice-too-short");
        gateway.inside
                .required
                .require(
                        HOST,
                        Optional.empty(),
                        new RequireWithdrawal.Order(
                                "relief-b",
                                "the coordination group",
                                java.time.LocalDate.of(2026, 3, 1),
                                "made up",
                                "minutes of 1 March (made up)",
                                Optional.of(now.plus(Duration.ofDays(1)))))
                .orThrow();
        gateway.inside
                .notice
                .withdrawOn(HOST, "relief-a", "made up", now.plus(Duration.ofDays(30)))
                .orThrow();
    }

    @Test
    void a_referral_goes_from_the_case_worker_to_a_named_provider_with_every_word_on_record() {
        inForce();
        gateway.contact("doctor", Optional.empty(), "service-provider");
        Deposit referral = referral();
        // A desk is nobody: personal data goes to a named person.
        assertThat(details("wida", referral, "doctor")).anyMatch(words -> words.contains("named person"));
        gateway.inside.register.setNamed(HOST, "doctor", true).orThrow();
        assertThat(details("wida", referral, "doctor")).anyMatch(words -> words.contains("case-worker"));
        gateway.inside
                .register
                .setFunctions(HOST, "wida", Set.of("case-worker"))
                .orThrow();
        assertThat(refusal(release("wida", referral, "doctor")).kind()).isEqualTo(Refusal.Kind.NEEDS);
        for (String fact : List.of("consent", "informed", "no-objection", "need-to-know")) {
            fact(fact, Fact.About.DEPOSIT, referral.id(), true);
        }
        fact("same-protection", Fact.About.CONTACT, "doctor", true);
        assertThat(refusal(release("wida", referral, "doctor")).code()).isEqualTo("protocol-unconfirmed");
        gateway.inside
                .terms
                .confirmProtocol(as("wida"), "wida", DPISP, Optional.empty())
                .orThrow();
        assertThat(refusal(release("wida", referral, "doctor")).code()).isEqualTo("approval-needed");
        clear(referral);
        assertThat(refusal(release("wida", referral, "doctor")).code()).isEqualTo("contact-unconfirmed");
        gateway.person("dina", "relief-a", Role.AUDITOR);
        gateway.vouch("relief-a", "dina", "doctor");
        assertThat(release("wida", referral, "doctor").orThrow().links()).hasSize(1);
    }

    @Test
    void a_coordinator_can_neither_release_it_nor_read_what_it_is_called() {
        inForce();
        Deposit referral = referral();
        assertThat(refusal(release("cora", referral, "wida")).code()).isEqualTo("unknown-deposit");
        Overview overview = new Overview(gateway.inside.ledger, gateway.inside.rules);
        for (Optional<String> viewer : List.of(Optional.<String>empty(), Optional.of("cora"))) {
            assertThat(overview.deposit(referral.id(), viewer)
                            .orThrow()
                            .deposit()
                            .name())
                    .isEqualTo(Exposure.WITHHELD);
            assertThat(overview.deposits(viewer))
                    .extracting(listed -> listed.deposit().name())
                    .containsOnly(Exposure.WITHHELD);
        }
        assertThat(overview.deposit(referral.id(), Optional.of("sami"))
                        .orThrow()
                        .deposit()
                        .name())
                .isEqualTo("ref-77.txt");
    }

    @Test
    void a_misspelt_element_mark_or_audience_is_named_since_it_would_protect_nothing() {
        inForce();
        Deposit referral = referral();
        for (Map.Entry<String, String> wrong : Map.of(
                        "withheld", "name", "elements", "nmaes", "marks", "unhrc", "share-with", "memebers")
                .entrySet()) {
            Refusal refusal =
                    refusal(gateway.inside.label.label(HOST, referral.id(), Map.of(wrong.getKey(), wrong.getValue())));
            assertThat(refusal.code()).isEqualTo("bad-label");
            assertThat(refusal.message()).contains(wrong.getKey(), wrong.getValue());
        }
    }

    @Test
    void an_element_that_the_provider_may_not_have_is_named_and_a_refused_consent_refuses() {
        inForce();
        gateway.contact("doctor", Optional.empty(), "service-provider");
        gateway.inside.register.setNamed(HOST, "doctor", true).orThrow();
        Deposit referral = referral();
        gateway.label(referral.id(), "elements=unique-identifier,case-history");
        assertThat(details("wida", referral, "doctor")).anyMatch(words -> words.contains("case-history"));
        gateway.label(referral.id(), "elements=unique-identifier,names", "withheld=names");
        assertThat(details("wida", referral, "doctor")).anyMatch(words -> words.contains("withheld names"));
        gateway.label(referral.id(), "elements=unique-identifier", "withheld=");
        fact("consent", Fact.About.DEPOSIT, referral.id(), false);
        assertThat(details("wida", referral, "doctor")).anyMatch(words -> words.contains("was refused"));
    }

    @Test
    void a_stopped_flow_stops_what_it_names_and_a_childs_referral_goes_on() {
        inForce();
        gateway.contact("doctor", Optional.of("relief-b"), "service-provider", "members");
        gateway.inside.register.setNamed(HOST, "doctor", true).orThrow();
        gateway.inside
                .flows
                .suspend(HOST, "relief-b", Direction.RECEIVING, "assessments-reports", "a dispute on figures")
                .orThrow();
        Deposit assessment = gateway.assessment("wida", "a.txt", bytes("made up"));
        assertThat(refusal(gateway.release("wida", assessment.id(), "doctor:members"))
                        .code())
                .isEqualTo("flow-suspended");
        assertThat(refusal(release("wida", referral(), "doctor:service-provider"))
                        .code())
                .isNotEqualTo("flow-suspended");
    }

    private static Actor as(String person) {
        return new Actor.HostAdministrator(Optional.of(person));
    }

    private void inForce() {
        adhere("relief-a");
        adhere("relief-b");
    }

    private void adhere(String participant) {
        gateway.inside
                .adhere
                .record(
                        HOST,
                        new Adhere.Order(
                                participant,
                                Set.of(DPISP),
                                "Made-up Director",
                                "country director",
                                LocalDate.of(2026, 1, 5),
                                "adherence.pdf",
                                bytes("%PDF-1.7 made up")))
                .orThrow();
    }

    private boolean knows(String type) {
        return gateway.inside.ledger.read(sql -> gateway.inside.rules.knowsType(sql, type, gateway.clock.instant()));
    }

    private Deposit referral() {
        Deposit deposit = gateway.deposit(
                "wida", Channel.STRICTLY_CONFIDENTIAL, "case-referral", "ref-77.txt", bytes("made-up case CP-77"));
        return gateway.label(
                deposit.id(), "persons=personal", "elements=unique-identifier,specific-needs", "case=CP-77");
    }

    private void fact(String kind, Fact.About about, String subject, boolean given) {
        gateway.inside
                .facts
                .record(
                        HOST,
                        "wida",
                        new FactOrder(
                                kind,
                                about,
                                subject,
                                "relief-a",
                                given,
                                Fact.Scope.ALL,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()))
                .orThrow();
    }

    private void clear(Deposit referral) {
        Clearance asked = gateway.inside
                .stewardship
                .clear()
                .ask(
                        HOST,
                        "wida",
                        new ClearDeposits.Asked(
                                Clearance.Kind.CASE,
                                referral.id(),
                                "service-provider",
                                Optional.empty(),
                                Optional.of("doctor"),
                                new Clearance.Checklist("it is personal", "one named reader", "a code only", PURPOSE),
                                Optional.empty()))
                .orThrow();
        gateway.inside
                .stewardship
                .clear()
                .approve(HOST, "sami", asked.id(), "made up")
                .orThrow();
    }

    private org.sluice.gateway.domain.Answer<ReleaseMade> release(String person, Deposit deposit, String to) {
        ReleaseOrder usual = GatewayFixture.order(deposit.id(), to);
        return gateway.inside.release.create(
                HOST,
                person,
                new ReleaseOrder(
                        usual.deposits(),
                        usual.to(),
                        PURPOSE,
                        usual.life(),
                        usual.mostDownloads(),
                        usual.linkWay(),
                        usual.passwordWay()));
    }

    private List<String> details(String person, Deposit deposit, String to) {
        return refusal(release(person, deposit, to)).details();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
