package org.sluice.gateway.usecase;

import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sluice.gateway.Wiring;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** What the tests of one subject share: who takes part, and the steps they are tried with. */
abstract class WithdrawalCase {
    static final byte[] CONTENT = bytes("a made-up assessment ".repeat(10_000));
    static final String TYPE = "assessments-reports";

    final TestDatabase kind;
    GatewayFixture gateway;
    LinkSteps link;
    ReleaseMade made;

    WithdrawalCase(TestDatabase kind) {
        this.kind = kind;
    }

    /** org-a's ali has released to ocha's person nadia, to ocha's contact, by one link. */
    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "members");
        gateway.participant("ocha", "ocha-imos");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("nadia", "ocha", Role.DEPOSITOR);
        gateway.contact("desk", Optional.of("ocha"), "ocha-imos");
        made = LinkSteps.released(gateway, "ali", "org-a", CONTENT, "desk", "nadia");
        link = LinkSteps.of(gateway.inside, made);
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    int position(EventKind kind, String about) {
        return gateway.inside.ledger.read(sql -> org.sluice.gateway.store.AuditLog.read(sql, 1, 100_000)).stream()
                .filter(record -> record.kind().equals(kind.word())
                        && record.payload().orElse("").contains("\"" + about + "\""))
                .mapToInt(record -> (int) record.seq())
                .findFirst()
                .orElseThrow();
    }

    List<String> codes(Map<String, Long> epochs) {
        return List.of(
                refusal(gateway.inside.viewLink.view(link.linkId, epochs)).code(),
                refusal(gateway.inside.fetch.look(link.linkId, epochs, link.depositId))
                        .code(),
                refusal(Claims.claim(gateway.inside, link.linkId, epochs, link.depositId))
                        .code(),
                refusal(gateway.inside.fetch.begin(link.linkId, epochs, link.depositId, 1, 2, () -> {}))
                        .code(),
                refusal(gateway.inside.fetch.confirm(link.linkId, epochs)).code());
    }

    Upload begin(Visit visit, String name) {
        return gateway.inside
                .receive
                .begin(visit, Channel.CONFIDENTIAL, TYPE, name, true)
                .orThrow();
    }

    static Answer<Visit> enter(Wiring node, String person, Runnable cut) {
        return node.logIn.enter(GatewayFixture.knock(person, GatewayFixture.fingerprint(person)), cut);
    }
}
