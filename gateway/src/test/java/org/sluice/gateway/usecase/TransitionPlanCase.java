package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.participant.TransitionEntry;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** What the tests of one subject share: who takes part, and the steps they are tried with. */
abstract class TransitionPlanCase {
    static final byte[] CONTENT = bytes("a made-up assessment ".repeat(10_000));
    static final String TYPE = "assessments-reports";
    static final Duration NOTICE = Duration.ofDays(5);

    final TestDatabase kind;
    GatewayFixture gateway;
    Instant effective;
    ReleaseMade made;
    LinkSteps link;
    String deposit;

    TransitionPlanCase(TestDatabase kind) {
        this.kind = kind;
    }

    /** org-a leaves; its ali has released a deposit to the desk by a link, and to ben's inbox. */
    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "members");
        gateway.participant("org-b", "members");
        gateway.participant("org-c", "members");
        gateway.participant("lead", "coordinators");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("basma", "org-b", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("ben", "org-b", Role.DEPOSITOR);
        gateway.person("chadi", "org-c", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("cora", "lead", Role.COORDINATOR, Role.RELEASER);
        gateway.contact("desk", Optional.empty(), "ocha-imos");
        gateway.contact("other-desk", Optional.empty(), "ocha-imos");
        gateway.contact("a-desk", Optional.of("org-a"), "members");
        made = LinkSteps.released(gateway, "ali", "org-a", CONTENT, "desk", "ben");
        link = LinkSteps.of(gateway.inside, made);
        deposit = link.depositId;
        effective = gateway.clock.instant().plus(NOTICE);
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    static void part(TransitionPlan.Seen seen, String entry) {
        assertThat(seen.entries()).extracting(TransitionEntry::id).containsExactly(entry);
        assertThat(seen.copies()).isEmpty();
        assertThat(seen.decisions()).isEmpty();
    }

    void give() {
        gateway.inside
                .notice
                .withdrawOn(HOST, "org-a", "project ends (made up)", effective)
                .orThrow();
    }

    void leave() {
        gateway.clock.set(effective);
        assertThat(gateway.inside.cut.due()).contains("org-a");
    }

    void everythingToOrgB() {
        give();
        propose(TransitionEntry.Kind.DEPOSIT, deposit, "org-b");
        propose(TransitionEntry.Kind.RELEASE, made.release().id(), "org-b");
        acknowledge("basma").orThrow();
    }

    /** Another deposit of ali's with a link of its own. */
    LinkSteps second() {
        Deposit other = gateway.assessment("ali", "second.txt", CONTENT);
        consent(other.id(), "org-a");
        return LinkSteps.of(
                gateway.inside, gateway.release("ali", other.id(), "desk").orThrow());
    }

    void consent(String id, String owner) {
        gateway.inside
                .facts
                .add(HOST, "host", "consent-of-organisation", id, owner, Optional.empty())
                .orThrow();
    }

    TransitionEntry propose(TransitionEntry.Kind kindOfLine, String subject, String to) {
        return proposing(kindOfLine, subject, to).orThrow();
    }

    Answer<TransitionEntry> proposing(TransitionEntry.Kind kindOfLine, String subject, String to) {
        return proposing(Optional.of("cora"), kindOfLine, subject, to);
    }

    Answer<TransitionEntry> proposing(Optional<String> as, TransitionEntry.Kind kindOfLine, String subject, String to) {
        return gateway.inside.plan.propose(
                HOST,
                as,
                new TransitionPlan.Order("org-a", kindOfLine, subject, to, Optional.empty(), Optional.empty()));
    }

    Answer<TransitionPlan.Seen> acknowledge(String as) {
        return gateway.inside.plan.acknowledge(HOST, Optional.of(as), "org-a", Optional.empty());
    }

    Answer<TransitionPlan.Seen> onEvidence(Optional<String> as, String by, String evidence) {
        return gateway.inside.plan.acknowledge(
                HOST, as, "org-a", Optional.of(new TransitionPlan.OnEvidence(by, evidence)));
    }

    TransitionPlan.Seen plan() {
        return gateway.inside.plan.show(Optional.empty(), "org-a").orThrow();
    }

    Optional<Link.Closing> closing(String id) {
        Optional<Link> row = gateway.inside.ledger.read(sql -> Links.find(sql, id));
        return row.orElseThrow().closing();
    }
}
