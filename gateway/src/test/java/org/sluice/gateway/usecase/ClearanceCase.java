package org.sluice.gateway.usecase;

import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.clearance.Clearance;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.ProtocolDocuments;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** What the tests of one subject share: who takes part, and the steps they are tried with. */
abstract class ClearanceCase {
    static final String PURPOSE = "planning of the next round (made up)";
    static final Clearance.Checklist CHECKLIST =
            new Clearance.Checklist("somebody could be told from it", "one named reader", "names taken out", PURPOSE);

    final TestDatabase kind;
    GatewayFixture gateway;

    static final String REFERRALS = """
            schema: sluice-protocol/1
            id: referrals
            version: "1"
            scope: specific
            title: {en: Made-up referrals}
            in-force: {from: 2026-01-01}
            facts: []
            audiences:
              - id: providers
                title: {en: Providers}
                who: whoever helps
              - id: friends
                title: {en: Friends}
                who: whoever is one
              - id: public
                title: {en: Public}
                who: everybody
            types:
              - id: referral
                title: {en: Referral}
                flow: true
              - id: notes
                title: {en: Notes}
            cells:
              - type: notes
                audience: providers
                shared: yes
                ceiling: {persons: none}
                disclosure: no-further
                onward: nobody
                obligations: [second-person]
                row: "made up, row 3"
              - type: notes
                audience: friends
                shared: yes
                ceiling: {persons: none}
                disclosure: no-further
                onward: nobody
                row: "made up, row 4"
              - type: notes
                audience: public
                shared: no
                disclosure: no-further
                onward: nobody
                row: "made up, row 5"
              - type: referral
                audience: providers
                shared: yes
                ceiling: {persons: personal}
                disclosure: no-further
                onward: nobody
                row: "made up, row 1"
              - type: referral
                audience: public
                shared: no
                disclosure: no-further
                onward: nobody
                row: "made up, row 2"
            floors:
              - when: {persons: [personal, pseudonymised]}
                floor: strictly-confidential
                source: made up
              - when: otherwise
                floor: confidential
                source: made up
            channels:
              public: {title: {en: P}, longest-link: 1d, most-downloads: 1, obligations: []}
              restricted: {title: {en: R}, longest-link: 1d, most-downloads: 1, obligations: []}
              confidential: {title: {en: C}, longest-link: 1d, most-downloads: 1, obligations: [clearance]}
              strictly-confidential: {title: {en: S}, longest-link: 7d, most-downloads: 1, obligations: [second-person]}
            """;

    ClearanceCase(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "members");
        gateway.participant("ocha", "ocha-imos");
        gateway.participant("cluster", "coordinators");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("sami", "org-a", Role.RELEASER);
        gateway.person("rana", "org-a", Role.RELEASER);
        gateway.person("dep", "org-a", Role.DEPOSITOR);
        gateway.person("nadia", "ocha", Role.RELEASER);
        gateway.person("cora", "cluster", Role.COORDINATOR);
        gateway.contact("desk", Optional.empty(), "ocha-imos");
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    Deposit consented() {
        Deposit deposit = gateway.assessment("ali", "a.txt", bytes("x"));
        gateway.inside
                .facts
                .add(HOST, "host", "consent-of-organisation", deposit.id(), "org-a", Optional.empty())
                .orThrow();
        return deposit;
    }

    Deposit strict() {
        return gateway.label(consented().id(), "channel=strictly-confidential");
    }

    Deposit referral() {
        gateway.inside.ledger.write(tx -> {
            ProtocolDocuments.add(
                    tx,
                    new ProtocolDocuments.Document("referrals", "1", "made-up-digest", REFERRALS),
                    gateway.clock.instant());
            return true;
        });
        gateway.participant("health", "providers");
        gateway.person("nurse", "health", Role.RELEASER);
        gateway.contact("clinic", Optional.empty(), "providers");
        gateway.contact("friend", Optional.empty(), "friends");
        gateway.contact("other-clinic", Optional.empty(), "providers");
        gateway.inside.register.setNamed(HOST, "clinic", true).orThrow();
        gateway.inside.register.setNamed(HOST, "other-clinic", true).orThrow();
        Deposit deposit =
                gateway.deposit("ali", Channel.STRICTLY_CONFIDENTIAL, "referral", "case-17.txt", bytes("made up"));
        return gateway.label(deposit.id(), "persons=personal", "population=individual");
    }

    Answer<Clearance> ask(String person, Deposit deposit, Optional<String> to) {
        return gateway.inside
                .stewardship
                .clear()
                .ask(
                        HOST,
                        person,
                        new ClearDeposits.Asked(
                                Clearance.Kind.CASE,
                                deposit.id(),
                                "ocha-imos",
                                Optional.empty(),
                                to,
                                CHECKLIST,
                                Optional.empty()));
    }

    Answer<Clearance> ask(String person, Deposit deposit, String audience) {
        return gateway.inside
                .stewardship
                .clear()
                .ask(
                        HOST,
                        person,
                        new ClearDeposits.Asked(
                                Clearance.Kind.CASE,
                                deposit.id(),
                                audience,
                                Optional.empty(),
                                Optional.empty(),
                                CHECKLIST,
                                Optional.empty()));
    }

    Answer<Clearance> vital(String person, Deposit deposit) {
        return vital(person, deposit, "nurse");
    }

    Answer<Clearance> vital(String person, Deposit deposit, String to) {
        return gateway.inside
                .stewardship
                .clear()
                .ask(
                        HOST,
                        person,
                        new ClearDeposits.Asked(
                                Clearance.Kind.VITAL_INTERESTS,
                                deposit.id(),
                                "providers",
                                Optional.empty(),
                                Optional.of(to),
                                CHECKLIST,
                                Optional.empty()));
    }

    Answer<Clearance> standing(
            String person,
            String type,
            String audience,
            Optional<String> sender,
            Optional<String> to,
            Optional<Instant> until) {
        return gateway.inside
                .stewardship
                .clear()
                .ask(
                        HOST,
                        person,
                        new ClearDeposits.Asked(Clearance.Kind.STANDING, type, audience, sender, to, CHECKLIST, until));
    }

    Answer<Clearance> approve(String person, Clearance clearance) {
        return gateway.inside.stewardship.clear().approve(HOST, person, clearance.id(), "read");
    }

    Answer<Clearance> review(String person, Clearance clearance, boolean upheld) {
        return gateway.inside.stewardship.clear().review(HOST, person, clearance.id(), upheld, "looked");
    }
}
