package org.sluice.gateway.usecase;

import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.fact.Fact;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.domain.request.Intake;
import org.sluice.gateway.domain.request.Outcome;
import org.sluice.gateway.domain.request.Proportionality;
import org.sluice.gateway.domain.request.ReleaseBasis;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.ReleaseBases;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.MovableClock;
import org.sluice.gateway.testkit.TestDatabase;

/** What the tests of one subject share: who takes part, and the steps they are tried with. */
abstract class ThirdPartyCase {
    static final Instant UNTIL = MovableClock.START.plus(Duration.ofDays(5));
    static final Instant DESTROY = MovableClock.START.plus(Duration.ofDays(60));
    static final Duration TICK = Duration.ofMillis(1);
    static final String PURPOSE = "annual review (made up)";

    final TestDatabase kind;
    GatewayFixture gateway;
    Deposit figures;

    ThirdPartyCase(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind, "turkey-cross-border", "iasc-template");
        gateway.participant("relief-a", "members", "sector-organisations");
        gateway.participant("relief-b", "members", "sector-organisations");
        gateway.participant("cluster", "coordinators");
        gateway.person("amal", "relief-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("dora", "relief-a", Role.DEPOSITOR);
        gateway.person("nadia", "relief-b", Role.RELEASER);
        gateway.person("cora", "cluster", Role.COORDINATOR);
        gateway.contact("donor", Optional.empty(), "third-parties", "public", "ocha-imos");
        gateway.contact("desk-b", Optional.of("relief-b"), "third-parties");
        figures = survey("figures.csv");
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    Deposit survey(String name) {
        Deposit deposit = gateway.deposit("amal", Channel.CONFIDENTIAL, "survey-results", name, bytes("made up"));
        gateway.label(
                deposit.id(),
                "organizations=none",
                "location=district",
                "population=aggregated",
                "activity=broad",
                "persons=none",
                "share-with=third-parties");
        return gateway.get(deposit.id());
    }

    void fact(String kind, String deposit) {
        gateway.inside
                .facts
                .record(HOST, "administrator", order(kind, Fact.About.DEPOSIT, deposit, "relief-a"))
                .orThrow();
        purpose(deposit);
    }

    void purpose(String deposit) {
        gateway.inside
                .facts
                .record(HOST, "administrator", order("specified-purpose", Fact.About.DEPOSIT, deposit, "relief-a"))
                .orThrow();
    }

    void consent(String deposit) {
        gateway.inside
                .facts
                .record(
                        HOST,
                        "administrator",
                        order("consent-of-organisation", Fact.About.DEPOSIT, deposit, "relief-a"))
                .orThrow();
    }

    static FactOrder order(String kind, Fact.About about, String subject, String by) {
        return new FactOrder(
                kind, about, subject, by, true, Fact.Scope.ALL, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Actor as(String person) {
        return new Actor.HostAdministrator(Optional.of(person));
    }

    Intake intake(String from, boolean standing) {
        return new Intake(
                Optional.of(from),
                Optional.of("letter of 1 March"),
                Optional.of("survey figures"),
                Optional.of(PURPOSE),
                Optional.of("table"),
                Optional.of("one district, one month"),
                Optional.of(UNTIL),
                Optional.of(DESTROY),
                standing,
                standing ? Optional.of(Period.ofDays(1)) : Optional.empty());
    }

    String taken(String from, boolean standing) {
        return gateway.inside
                .requests
                .take(HOST, "amal", intake(from, standing))
                .orThrow()
                .request()
                .id();
    }

    void check(String id) {
        gateway.inside
                .requests
                .check(HOST, id, new Proportionality(true, true, true, "made-up reasons", "cora"))
                .orThrow();
    }

    Answer<InformationDesk.Answered> answer(String id, String person, String by, Deposit deposit) {
        return gateway.inside.requests.answer(
                HOST,
                person,
                id,
                Outcome.GRANTED,
                "made-up reason",
                new InformationDesk.Given(by, List.of(deposit.id()), List.of()));
    }

    String granted(boolean standing, Deposit deposit) {
        String id = taken("donor", standing);
        check(id);
        answer(id, "amal", "relief-a", deposit).orThrow();
        return id;
    }

    Answer<InformationDesk.Answered> again(String id, String person, List<String> deposits, List<String> types) {
        return gateway.inside.requests.answerAgain(
                HOST, person, id, new InformationDesk.Given("relief-a", deposits, types));
    }

    Answer<KeepAgreements.Seen> agreement(Optional<String> party, String with, Instant from) {
        return agreement(HOST, party, with, from);
    }

    Answer<KeepAgreements.Seen> agreement(Actor actor, Optional<String> party, String with, Instant from) {
        return gateway.inside.agreements.record(
                actor,
                new KeepAgreements.Order(
                        party,
                        "A made-up donor",
                        Set.of(with),
                        Set.of("survey-results"),
                        List.of(PURPOSE),
                        Optional.of(from),
                        UNTIL,
                        "file 12 of the office",
                        "Made-up Director",
                        LocalDate.of(2026, 1, 5),
                        Optional.empty()));
    }

    Answer<ReleaseMade> release(String to, Deposit deposit) {
        return release(to, PURPOSE, deposit);
    }

    Answer<ReleaseMade> release(String to, String purpose, Deposit deposit) {
        if (deposit.type().equals("survey-results")) {
            purpose(deposit.id());
        }
        return gateway.inside.release.create(
                HOST,
                "amal",
                new ReleaseOrder(
                        List.of(deposit.id()),
                        List.of(to),
                        purpose,
                        Optional.of(Duration.ofDays(7)),
                        Optional.empty(),
                        Optional.of(Way.MAIL),
                        Optional.of(Way.PHONE)));
    }

    List<ReleaseBasis> bases(ReleaseMade made) {
        return gateway
                .inside
                .ledger
                .read(sql -> ReleaseBases.of(sql, made.release().id()))
                .stream()
                .map(ReleaseBases.Row::basis)
                .toList();
    }

    /** Of each basis since when it stands no more, as the release shows it. */
    List<Optional<Instant>> ended(ReleaseMade made) {
        return new Overview(gateway.inside.ledger, gateway.inside.rules)
                .release(made.release().id(), Optional.empty()).orThrow().bases().stream()
                        .map(BasisSeen::ended)
                        .toList();
    }

    long epoch() {
        return gateway.inside.ledger.read(
                sql -> Participants.find(sql, "relief-a").orElseThrow().epoch());
    }

    /** Whether the link's file may still be fetched now, as every request asks anew. */
    boolean permitted(ReleaseMade made) {
        return gateway
                .inside
                .viewLink
                .view(made.links().getFirst().link().id(), Map.of("relief-a", epoch()))
                .orThrow()
                .files()
                .stream()
                .allMatch(file -> file.unavailable().isEmpty());
    }
}
