package org.sluice.gateway.usecase;

import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.request.Intake;
import org.sluice.gateway.domain.request.Outcome;
import org.sluice.gateway.domain.request.Proportionality;
import org.sluice.gateway.domain.subject.SubjectRequest;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.MovableClock;
import org.sluice.gateway.testkit.TestDatabase;

/** What the tests of one subject share: who takes part, and the steps they are tried with. */
abstract class RequestCase {
    static final Instant UNTIL = MovableClock.START.plus(Duration.ofDays(30));
    static final Instant DESTROY = MovableClock.START.plus(Duration.ofDays(60));
    static final Duration TICK = Duration.ofMillis(1);

    final TestDatabase kind;
    GatewayFixture gateway;
    Deposit deposit;

    RequestCase(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("relief-a", "members");
        gateway.participant("ocha", "ocha-imos");
        gateway.participant("cluster", "coordinators");
        gateway.person("amal", "relief-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("nadia", "ocha", Role.RELEASER);
        gateway.person("cora", "cluster", Role.COORDINATOR);
        gateway.contact("donor", Optional.empty(), "ocha-imos");
        deposit = gateway.assessment("amal", "a.txt", bytes("made up"));
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    static org.sluice.gateway.domain.audit.Actor as(String person) {
        return new org.sluice.gateway.domain.audit.Actor.HostAdministrator(Optional.of(person));
    }

    static String iasc() {
        try (java.io.InputStream in = RequestTest.class.getResourceAsStream("/protocols/iasc-template.yaml")) {
            return new String(
                    java.util.Objects.requireNonNull(in).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    InformationDesk desk() {
        return gateway.inside.requests;
    }

    List<Due> dues() {
        return gateway.inside.dues.list(Optional.empty()).orThrow().all();
    }

    String taken(String what) {
        return desk().take(HOST, "amal", intake(what, UNTIL, DESTROY))
                .orThrow()
                .request()
                .id();
    }

    void check(String id, boolean necessary, boolean least, boolean harmless) {
        desk().check(HOST, id, new Proportionality(necessary, least, harmless, "made-up reasons", "cora"))
                .orThrow();
    }

    org.sluice.gateway.domain.Answer<InformationDesk.Answered> answer(String id, Outcome outcome) {
        return desk().answer(
                        HOST,
                        "amal",
                        id,
                        outcome,
                        "made-up reason",
                        new InformationDesk.Given("relief-a", List.of(deposit.id()), List.of()));
    }

    static Intake intake(String what, Instant until, Instant destroy) {
        return new Intake(
                Optional.of("donor"),
                Optional.of("letter of 1 March"),
                Optional.of(what),
                Optional.of("planning of the next round (made up)"),
                Optional.of("table"),
                Optional.of("one district, one month"),
                Optional.of(until),
                Optional.of(destroy),
                false,
                Optional.empty());
    }

    ServeDataSubjects.Seen opened(Optional<String> by) {
        return subject(by, "C-17").orThrow();
    }

    org.sluice.gateway.domain.Answer<ServeDataSubjects.Seen> confirm(
            String by, String task, String words, boolean kept) {
        return gateway.inside.subjects.confirm(HOST, Optional.of(by), task, words, kept);
    }

    org.sluice.gateway.domain.Answer<ServeDataSubjects.Seen> subject(Optional<String> by, String code) {
        return gateway.inside.subjects.open(
                HOST, by, SubjectRequest.Kind.DELETION, code, "delete what is held", Optional.empty());
    }
}
