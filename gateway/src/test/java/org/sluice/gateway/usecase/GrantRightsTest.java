package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.request.Intake;
import org.sluice.gateway.domain.request.Outcome;
import org.sluice.gateway.domain.request.Proportionality;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.MovableClock;
import org.sluice.gateway.testkit.TestDatabase;

/** Whose word it takes that a deposit may rest on a granted request. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class GrantRightsTest {
    private final TestDatabase kind;
    private GatewayFixture gateway;
    private Deposit dashboard;
    private String request;

    GrantRightsTest(TestDatabase kind) {
        this.kind = kind;
    }

    /** A donor asks, a coordinator found it proportionate, and amal's dashboard would answer it. */
    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("relief-a", "members");
        gateway.participant("relief-b", "members");
        gateway.participant("cluster", "members");
        gateway.person("amal", "relief-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("bo", "relief-b", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("cora", "cluster", Role.COORDINATOR);
        gateway.contact("donor", Optional.empty(), "public");
        Deposit made = gateway.deposit("amal", Channel.RESTRICTED, "protection-dashboard", "a.txt", bytes("made up"));
        dashboard = gateway.label(
                made.id(),
                "organizations=none",
                "location=district",
                "population=aggregated",
                "activity=broad",
                "persons=none");
        request = gateway.inside
                .requests
                .take(
                        HOST,
                        "bo",
                        new Intake(
                                Optional.of("donor"),
                                Optional.of("letter of 1 March"),
                                Optional.of("figures of the north"),
                                Optional.of("planning of the next round (made up)"),
                                Optional.of("table"),
                                Optional.of("one district, one month"),
                                Optional.of(MovableClock.START.plus(Duration.ofDays(30))),
                                Optional.of(MovableClock.START.plus(Duration.ofDays(60))),
                                false,
                                Optional.empty()))
                .orThrow()
                .request()
                .id();
        gateway.inside
                .requests
                .check(HOST, request, new Proportionality(true, true, true, "made-up reasons", "cora"))
                .orThrow();
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void nobody_grants_what_is_anothers_and_never_reached_them() {
        assertThat(refusal(granting("bo", "relief-b")).code()).isEqualTo("not-its-deposit");
        assertThat(refusal(granting("administrator", "relief-b")).message()).contains("Its owner, relief-a, grants it");
        // An offer that nobody fetched gives no ground either.
        gateway.release("amal", dashboard.id(), "bo").orThrow();
        assertThat(refusal(granting("bo", "relief-b")).code()).isEqualTo("not-its-deposit");
        granting("amal", "relief-a").orThrow();
    }

    @Test
    void who_received_it_and_may_pass_it_on_grants_it() throws Exception {
        gateway.release("amal", dashboard.id(), "bo").orThrow();
        try (Visit visit = gateway.visit("bo")) {
            Inbox.Item item = gateway.inside.inbox.items(visit).getFirst();
            GatewayFixture.read(gateway.inside.inbox.read(visit, item, () -> {}).orThrow());
        }
        granting("bo", "relief-b").orThrow();
    }

    @Test
    void a_coordinator_grants_it() {
        granting("cora", "cluster").orThrow();
    }

    private Answer<InformationDesk.Answered> granting(String person, String by) {
        return gateway.inside.requests.answer(
                HOST,
                person,
                request,
                Outcome.GRANTED,
                "made-up reason",
                new InformationDesk.Given(by, List.of(dashboard.id()), List.of()));
    }
}
