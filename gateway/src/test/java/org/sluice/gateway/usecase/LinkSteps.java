package org.sluice.gateway.usecase;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.Wiring;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.link.LinkFile;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.testkit.GatewayFixture;

/** The steps of a recipient, over one link that was just handed over. */
final class LinkSteps {
    static final String NETWORK = "192.0.2.0/24";
    static final From FROM = new From(Optional.empty(), NETWORK);

    private final Wiring node;
    private final String token;
    private final String password;
    final String linkId;
    final String depositId;

    private LinkSteps(Wiring node, ReleaseMade.HandOver handOver, String depositId) {
        this.node = node;
        this.token = handOver.url().substring(handOver.url().lastIndexOf('/') + 1);
        this.password = handOver.password().reveal();
        this.linkId = handOver.link().id();
        this.depositId = depositId;
    }

    static LinkSteps of(Wiring node, ReleaseMade made) {
        return new LinkSteps(
                node, made.links().getFirst(), made.release().deposits().getFirst());
    }

    LinkSteps reissued(ReleaseMade.HandOver handOver) {
        return new LinkSteps(node, handOver, depositId);
    }

    /** The same recipient, at another node of the same gateway. */
    LinkSteps at(Wiring other) {
        return new LinkSteps(other, this);
    }

    private LinkSteps(Wiring node, LinkSteps same) {
        this.node = node;
        this.token = same.token;
        this.password = same.password;
        this.linkId = same.linkId;
        this.depositId = same.depositId;
    }

    static String token(ReleaseMade made) {
        String url = made.links().getFirst().url();
        return url.substring(url.lastIndexOf('/') + 1);
    }

    static String password(ReleaseMade made) {
        return made.links().getFirst().password().reveal();
    }

    /** A deposit of {@code content} by {@code owner}'s person, consented to and released to recipients. */
    static ReleaseMade released(GatewayFixture gateway, String person, String owner, byte[] content, String... to) {
        Deposit deposit = gateway.assessment(person, "a.txt", content);
        gateway.inside
                .facts
                .add(
                        GatewayFixture.HOST,
                        "host",
                        "consent-of-organisation",
                        deposit.id(),
                        owner,
                        Optional.of("made up"))
                .orThrow();
        return gateway.release(person, deposit.id(), to).orThrow();
    }

    OpenLink.Opening open() {
        return node.openLink.open(token, password, FROM);
    }

    OpenLink.Opening openWith(String other) {
        return node.openLink.open(token, other, FROM);
    }

    Map<String, Long> epochs() {
        if (open() instanceof OpenLink.Opening.Opened opened) {
            return opened.epochs();
        }
        throw new AssertionError("The link did not open.");
    }

    /** Streams bytes {@code from} to {@code to} of a claimed file, as far as nobody cuts it. */
    byte[] fetch(Map<String, Long> epochs, long from, long to) {
        try (FetchFile.Delivery delivery =
                node.fetch.begin(linkId, epochs, depositId, from, to, () -> {}).orThrow()) {
            byte[] content = new byte[(int) (to - from)];
            delivery.body().position(from);
            ByteBuffer into = ByteBuffer.wrap(content);
            while (into.hasRemaining() && delivery.body().read(into) >= 0) {}
            delivery.sent(content.length);
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Link row() {
        Optional<Link> row = node.ledger.read(sql -> Links.find(sql, linkId));
        return row.orElseThrow();
    }

    LinkFile file() {
        Optional<LinkFile> row = node.ledger.read(sql -> Links.file(sql, linkId, depositId));
        return row.orElseThrow();
    }
}
