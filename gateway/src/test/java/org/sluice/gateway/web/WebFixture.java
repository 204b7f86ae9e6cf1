package org.sluice.gateway.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.sluice.gateway.balancer.Balancers;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;
import org.sluice.gateway.usecase.Overview;
import org.sluice.gateway.usecase.ReleaseMade;
import org.sluice.gateway.usecase.ReleaseOrder;

/** A gateway's inside with the recipients' listener in front of it, and a release to hand out. */
final class WebFixture implements AutoCloseable {
    static final byte[] SESSION_KEY = new byte[32];

    final GatewayFixture gateway;
    final WebServer server;
    private final boolean own;

    WebFixture() {
        this(Duration.ofSeconds(30));
    }

    WebFixture(Duration stall) {
        this(stall, Optional.empty());
    }

    WebFixture(Duration stall, Optional<Balancers> balancers) {
        this(new GatewayFixture(TestDatabase.SQLITE), "127.0.0.1", stall, balancers, true);
        gateway.participant("amal", "members");
        gateway.person("dina", "amal", Role.DEPOSITOR, Role.RELEASER);
        gateway.participant("ocha", "ocha-imos");
        gateway.contact("imo", Optional.of("ocha"), "ocha-imos");
    }

    /** Before a gateway that has its people already, and that its maker closes. */
    WebFixture(GatewayFixture gateway, String host) {
        this(gateway, host, Duration.ofSeconds(30), Optional.empty(), false);
    }

    private WebFixture(
            GatewayFixture gateway, String host, Duration stall, Optional<Balancers> balancers, boolean own) {
        this.gateway = gateway;
        this.own = own;
        new SecureRandom().nextBytes(SESSION_KEY);
        // The certificate must be valid by the client's clock, which no test moves.
        InstantSource real = InstantSource.system();
        try {
            TlsIdentity identity = TlsIdentity.own(tls(), List.of("gateway.example"), real, new SecureRandom());
            server = new WebServer(
                    new WebSettings(host, 0, List.of("gateway.example"), 24, 100, false, balancers, stall),
                    identity,
                    new Sessions(SESSION_KEY, gateway.clock, new SecureRandom()),
                    gateway.inside.link,
                    gateway.inside.incidents,
                    gateway.inside.passedOn,
                    gateway.inside.questions,
                    new DepositActs(
                            gateway.inside.tokens,
                            gateway.inside.uploads,
                            gateway.inside.receive,
                            new Overview(gateway.inside.ledger, gateway.inside.rules),
                            gateway.inside.receipts),
                    gateway.clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.start();
        gateway.inside.publicUrl.set(url());
    }

    Path tls() {
        return gateway.data.root().resolve("tls");
    }

    Path ca() {
        return tls().resolve("ca.pem");
    }

    String url() {
        return "https://localhost:" + server.port();
    }

    static byte[] content(int size) {
        byte[] content = new byte[size];
        new Random(7).nextBytes(content);
        return content;
    }

    Deposit assessment(String name, byte[] content) {
        Deposit deposit = gateway.assessment("dina", name, content);
        gateway.inside
                .facts
                .add(GatewayFixture.HOST, "host", "consent-of-organisation", deposit.id(), "amal", Optional.empty())
                .orThrow();
        return deposit;
    }

    ReleaseMade.HandOver release(Deposit deposit, int downloads) {
        return release(List.of(deposit), downloads);
    }

    ReleaseMade.HandOver release(List<Deposit> deposits, int downloads) {
        ReleaseOrder usual = GatewayFixture.order(deposits.getFirst().id(), "imo");
        return gateway.inside
                .release
                .create(
                        GatewayFixture.HOST,
                        "dina",
                        new ReleaseOrder(
                                deposits.stream().map(Deposit::id).toList(),
                                usual.to(),
                                usual.purpose(),
                                Optional.empty(),
                                Optional.of(downloads),
                                usual.linkWay(),
                                usual.passwordWay()))
                .orThrow()
                .links()
                .getFirst();
    }

    @Override
    public void close() {
        server.close();
        if (own) {
            gateway.close();
        }
    }
}
