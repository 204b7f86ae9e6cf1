package org.sluice.gateway.usecase;

import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.domain.protocol.Proposal;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.policy.ProtocolFile;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.MovableClock;
import org.sluice.gateway.testkit.TestDatabase;
import org.sluice.gateway.usecase.ProposePolicy.When;

/** What the tests of one subject share: who takes part, and the steps they are tried with. */
abstract class PolicyCase {
    static final String ID = "turkey-cross-border";
    static final String SHIPPED =
            Optional.ofNullable(ProtocolFile.shipped().get(ID)).orElseThrow();
    /** Narrower than the shipped one: OCHA gets no sector work plans. */
    static final String NARROWER = second().replace("""
                      - type: sector-work-plans
                        audience: ocha-imos
                        shared: yes
                        ceiling: {organizations: none, location: sub-district, persons: none}
                    """, """
                      - type: sector-work-plans
                        audience: ocha-imos
                        shared: no
                    """);

    static final String WIDER = second().replace("longest-link: 3d", "longest-link: 4d");
    static final String THIRD = SHIPPED.replace("version: \"1\"", "version: \"3\"");
    /** Wider than the second version in another part than the third one is. */
    static final String WIDER_THAN_SECOND =
            NARROWER.replace("version: \"2\"", "version: \"3\"").replace("longest-link: 3d", "longest-link: 4d");

    static final byte[] DOCUMENT = bytes("%PDF-1.7 made up ".repeat(20_000));
    /** The data directory was made by the host's own clock; after this the versions that are accepted are later than that. */
    static final Duration LATER = Duration.ofDays(1000);

    static final Duration WINDOW = Duration.ofDays(14);

    final TestDatabase kind;
    GatewayFixture gateway;

    PolicyCase(TestDatabase kind) {
        this.kind = kind;
    }

    static String second() {
        return SHIPPED.replace("version: \"1\"", "version: \"2\"");
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "members");
        gateway.participant("ocha", "ocha-imos");
        gateway.participant("cluster", "coordinators");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("nadia", "ocha", Role.DEPOSITOR);
        gateway.person("cora", "cluster", Role.COORDINATOR);
        gateway.person("carl", "cluster", Role.COORDINATOR);
        gateway.contact("desk", Optional.empty(), "ocha-imos");
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    PolicyActs acts() {
        return gateway.inside.policies;
    }

    Answer<ProposePolicy.Seen> propose(String text) {
        return acts().propose().propose(HOST, "cora", text, "a made-up change", When.USUAL);
    }

    static When asked(Instant inForce, String reason) {
        return new When(Optional.of(new Proposal.Asked(inForce, reason)), Optional.empty());
    }

    String proposed() {
        return propose(NARROWER).orThrow().proposal().id();
    }

    void at(Duration after) {
        gateway.clock.set(MovableClock.START.plus(after));
    }

    List<String> inForce() {
        return gateway.inside.ledger.read(sql -> gateway.inside.rules.inForce(sql, gateway.clock.instant())).stream()
                .map(Protocol::version)
                .toList();
    }

    Answer<ProposePolicy.Seen> accept(String person, String id) {
        return acts().decide().accept(HOST, person, id, "the group weighed it", Optional.empty());
    }

    static AssessPolicy.Order assessment(String text) {
        return new AssessPolicy.Order(
                text,
                List.of(),
                "A made-up officer",
                LocalDate.of(2026, 3, 1),
                Optional.of(new AssessPolicy.Signed("dpia.pdf", DOCUMENT)),
                Optional.empty());
    }

    /** As wide as the first version, so wider than the narrower second one that is accepted while it waits. */
    String overtaken() {
        at(LATER);
        proposed();
        at(LATER.plusDays(1));
        return propose(THIRD).orThrow().proposal().id();
    }

    Deposit plan() {
        Deposit plan = gateway.deposit("ali", Channel.RESTRICTED, "sector-work-plans", "p.txt", bytes("x"));
        return gateway.label(
                plan.id(), "organizations=none", "location=district", "population=aggregated", "persons=none");
    }

    Decision decision(Deposit deposit) {
        return gateway.inside.ledger.read(
                sql -> gateway.inside.rules.decide(sql, deposit, "ocha-imos", gateway.clock.instant()));
    }
}
