package org.sluice.gateway.usecase;

import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sluice.crypto.DataKey;
import org.sluice.crypto.SealedWraps;
import org.sluice.crypto.SealingKey;
import org.sluice.crypto.WrapRefused;
import org.sluice.gateway.Wiring;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** What the tests of sealing share: an owner with a key of its own, and a recipient's and the owner's steps. */
abstract class SealedCase {
    static final byte[] CONTENT = bytes("a made-up assessment that is to be sealed ".repeat(5_000));

    final TestDatabase kind;
    final SealingKey owner = SealingKey.generate(new SecureRandom());
    GatewayFixture gateway;

    SealedCase(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "members");
        gateway.participant("org-b", "members");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("bea", "org-b", Role.DEPOSITOR, Role.RELEASER);
        gateway.contact("desk", Optional.empty(), "ocha-imos");
        gateway.contact("other-desk", Optional.empty(), "ocha-imos");
        register("org-a", owner);
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    void register(String participant, SealingKey key) {
        gateway.inside
                .link
                .sealed()
                .register(
                        HOST,
                        participant,
                        key.publicKey().text(),
                        key.publicKey().fingerprint())
                .orThrow();
    }

    /** An assessment that may go to the desks. */
    Deposit deposit(String name) {
        Deposit deposit = gateway.assessment("ali", name, CONTENT);
        gateway.inside
                .facts
                .add(HOST, "host", "consent-of-organisation", deposit.id(), "org-a", Optional.of("made up"))
                .orThrow();
        return deposit;
    }

    Answer<ReleaseMade> release(String deposit, LinkWishes wishes, String... to) {
        return gateway.inside.release.create(
                HOST,
                "ali",
                new ReleaseOrder(
                        List.of(deposit),
                        List.of(to),
                        "planning of the next round (made up)",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Way.MAIL),
                        Optional.of(Way.PHONE),
                        wishes));
    }

    Answer<ReleaseMade> sealed(String deposit, String... to) {
        return release(deposit, LinkWishes.USUAL.sealed(true, Map.of()), to);
    }

    /** What the owner's machine does with what it fetched: opens the wraps with the private key. */
    LinkWishes opened(String linkId, String participant, SealingKey key) throws WrapRefused {
        Map<String, DataKey> keys = new HashMap<>();
        for (KeepSealed.Seen seen :
                gateway.inside.link.sealed().wrapsOfLink(HOST, linkId).orThrow()) {
            keys.put(seen.deposit().id(), opened(seen, participant, key));
        }
        return LinkWishes.USUAL.sealed(true, keys);
    }

    static DataKey opened(KeepSealed.Seen seen, String participant, SealingKey key) throws WrapRefused {
        return SealedWraps.open(
                SealDeposits.binding(seen.deposit()),
                participant,
                key,
                seen.wraps().stream()
                        .filter(wrap -> wrap.participantId().equals(participant))
                        .findFirst()
                        .orElseThrow()
                        .record());
    }

    static OpenLink.Opening.Opened open(Wiring node, ReleaseMade.HandOver handOver) {
        String token = handOver.url().substring(handOver.url().lastIndexOf('/') + 1);
        if (node.openLink.open(token, handOver.password().reveal(), LinkSteps.FROM)
                instanceof OpenLink.Opening.Opened opened) {
            return opened;
        }
        throw new AssertionError("The link did not open.");
    }

    static byte[] fetch(Wiring node, OpenLink.Opening.Opened opened, Deposit deposit, int from, int to) {
        try (FetchFile.Delivery delivery = node.fetch
                .begin(opened.linkId(), opened.epochs(), deposit.id(), from, to, () -> {}, opened.sealed())
                .orThrow()) {
            byte[] content = new byte[to - from];
            delivery.body().position(from);
            ByteBuffer into = ByteBuffer.wrap(content);
            while (into.hasRemaining() && delivery.body().read(into) >= 0) {}
            delivery.sent(content.length);
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens, claims and fetches all of it. */
    byte[] fetched(ReleaseMade.HandOver handOver, Deposit deposit) {
        OpenLink.Opening.Opened opened = open(gateway.inside, handOver);
        Claims.claim(gateway.inside, opened.linkId(), opened.epochs(), deposit.id(), opened.sealed())
                .orThrow();
        return fetch(gateway.inside, opened, deposit, 0, CONTENT.length);
    }
}
