package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.clearance.ExceptionGrant;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** An exception passes over one cell, for one side and a while, and never over anything else. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class ExceptionTest {
    private final TestDatabase kind;
    private GatewayFixture gateway;

    ExceptionTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "members");
        gateway.participant("ocha", "ocha-imos");
        gateway.participant("cluster", "coordinators");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("nadia", "ocha", Role.RELEASER);
        gateway.person("cora", "cluster", Role.COORDINATOR);
        gateway.person("omar", "cluster", Role.COORDINATOR);
        gateway.contact("desk", Optional.empty(), "ocha-imos");
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void it_opens_one_cell_from_its_approval_to_its_end_and_stands_in_the_record_of_the_decision() {
        Deposit minutes = minutes();
        Instant end = gateway.clock.instant().plus(Duration.ofDays(5));
        ExceptionGrant grant =
                propose("meeting-minutes", Optional.of("ocha"), end).orThrow();
        assertThat(refused(minutes, "nadia")).isEqualTo("refused-by-protocol");
        assertThat(refusal(exceptions().approve(HOST, "cora", grant.id())).code())
                .isEqualTo("own-exception");
        assertThat(refusal(exceptions().approve(HOST, "ali", grant.id())).code())
                .isEqualTo("not-a-coordinator");
        exceptions().approve(HOST, "omar", grant.id()).orThrow();

        gateway.release("ali", minutes.id(), "nadia").orThrow();
        assertThat(gateway.audited(EventKind.RELEASE_DECIDED))
                .hasSize(1)
                .first()
                .asString()
                .contains(grant.id(), "safety-of-staff", "minutes of 1 March");
        assertThat(refused(minutes, "desk")).as("of another side").isEqualTo("refused-by-protocol");
        try (Visit nadia = gateway.visit("nadia")) {
            gateway.clock.set(end.minusMillis(1));
            assertThat(gateway.inside.inbox.items(nadia)).hasSize(1);
            gateway.clock.set(end);
            assertThat(gateway.inside.inbox.items(nadia)).isEmpty();
        }
    }

    @Test
    void ended_early_it_closes_from_the_next_request_on() {
        Deposit minutes = minutes();
        ExceptionGrant grant = approved("meeting-minutes");
        gateway.release("ali", minutes.id(), "nadia").orThrow();
        exceptions().end(HOST, "omar", grant.id(), "over").orThrow();
        assertThat(refused(minutes, "nadia")).isEqualTo("refused-by-protocol");
    }

    @Test
    void it_never_lifts_the_owners_word_a_missing_consent_or_data_on_persons() {
        approved("meeting-minutes");
        approved("assessments-reports");
        Deposit minutes = minutes();
        gateway.label(minutes.id(), "share-with=members");
        assertThat(refused(minutes, "nadia")).isEqualTo("refused-by-protocol");
        gateway.label(
                minutes.id(), "share-with=members,ocha-imos", "persons=pseudonymised", "channel=strictly-confidential");
        assertThat(refused(minutes, "nadia")).isEqualTo("refused-by-protocol");

        Deposit assessment = gateway.assessment("ali", "a.txt", bytes("x"));
        gateway.label(assessment.id(), "location=exact", "population=aggregated");
        assertThat(refused(assessment, "nadia"))
                .as("its ceiling lifted, its consent still asked")
                .isEqualTo("fact-needed");
    }

    @Test
    void it_has_a_reason_an_approval_and_an_end() {
        Instant now = gateway.clock.instant();
        Instant end = now.plus(Duration.ofDays(5));
        assertThat(refusal(exceptions().propose(HOST, "ali", proposed("safety-of-staff", "minutes", end)))
                        .code())
                .isEqualTo("not-a-coordinator");
        assertThat(refusal(exceptions().propose(HOST, "cora", proposed("convenience", "minutes", end)))
                        .code())
                .isEqualTo("bad-reason");
        assertThat(refusal(exceptions().propose(HOST, "cora", proposed("safety-of-staff", " ", end)))
                        .code())
                .isEqualTo("approval-missing");
        assertThat(refusal(exceptions().propose(HOST, "cora", proposed("safety-of-staff", "minutes", now)))
                        .code())
                .isEqualTo("bad-end");
        Instant far = now.plus(GrantExceptions.LONGEST);
        assertThat(refusal(exceptions().propose(HOST, "cora", proposed("safety-of-staff", "m", far.plusMillis(1))))
                        .code())
                .isEqualTo("bad-end");
        exceptions()
                .propose(HOST, "cora", proposed("safety-of-staff", "m", far))
                .orThrow();
    }

    @Test
    void consent_for_one_purpose_lets_nothing_go_for_another() {
        Deposit deposit = gateway.assessment("ali", "a.txt", bytes("x"));
        gateway.inside
                .facts
                .add(HOST, "host", "consent-of-organisation", deposit.id(), "org-a", Optional.empty())
                .orThrow();
        gateway.release("ali", deposit.id(), "nadia").orThrow();
        gateway.label(deposit.id(), "consented-purposes=health-referral");
        assertThat(refused(deposit, "nadia")).isEqualTo("beyond-purpose");
        gateway.label(deposit.id(), "consented-purposes=health-referral,planning");
        assertThat(refused(deposit, "nadia")).as("a longer word is another one").isEqualTo("beyond-purpose");
        ReleaseOrder order = GatewayFixture.order(deposit.id(), "nadia");
        gateway.inside
                .release
                .create(
                        HOST,
                        "ali",
                        new ReleaseOrder(
                                order.deposits(),
                                order.to(),
                                "Planning: the next round",
                                order.life(),
                                order.mostDownloads(),
                                order.linkWay(),
                                order.passwordWay()))
                .orThrow();
    }

    private Deposit minutes() {
        Deposit minutes = gateway.deposit("ali", Channel.RESTRICTED, "meeting-minutes", "m.txt", bytes("x"));
        return gateway.label(
                minutes.id(), "organizations=none", "persons=none", "population=aggregated", "location=district");
    }

    private String refused(Deposit deposit, String to) {
        return refusal(gateway.release("ali", deposit.id(), to)).code();
    }

    private ExceptionGrant approved(String type) {
        ExceptionGrant grant = propose(
                        type, Optional.empty(), gateway.clock.instant().plus(Duration.ofDays(5)))
                .orThrow();
        return exceptions().approve(HOST, "omar", grant.id()).orThrow();
    }

    private Answer<ExceptionGrant> propose(String type, Optional<String> to, Instant until) {
        return exceptions()
                .propose(
                        HOST,
                        "cora",
                        new GrantExceptions.Proposed(
                                type, "ocha-imos", to, "safety-of-staff", "minutes of 1 March", until));
    }

    private static GrantExceptions.Proposed proposed(String reason, String approval, Instant until) {
        return new GrantExceptions.Proposed("meeting-minutes", "ocha-imos", Optional.empty(), reason, approval, until);
    }

    private GrantExceptions exceptions() {
        return gateway.inside.stewardship.exceptions();
    }
}
