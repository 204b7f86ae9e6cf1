package org.sluice.gateway.usecase;

import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.knock;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sluice.gateway.LogInSettings;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.participant.UserCertificate;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.MovableClock;
import org.sluice.gateway.testkit.TestDatabase;

/** Two participants with a person each, and an authority of the first one. */
abstract class LogInCase {
    static final Instant NOW = MovableClock.START;
    static final String CA = "SHA256:authority-of-org-a";
    static final String HERE = "192.0.2.7";
    static final String ELSEWHERE = "198.51.100.7";

    final AtomicInteger cuts = new AtomicInteger();
    private final TestDatabase kind;
    GatewayFixture gateway;

    LogInCase(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(
                kind,
                new LogInSettings(
                        Set.of(Channel.CONFIDENTIAL),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        java.util.List.of()),
                "turkey-cross-border");
        gateway.participant("org-a", "members");
        gateway.participant("org-b", "members");
        gateway.person("ali", "org-a", Role.DEPOSITOR);
        gateway.person("berk", "org-b", Role.DEPOSITOR);
        gateway.inside
                .authorities
                .add(HOST, "org-a", CA, "ssh-ed25519 made-up-authority", Optional.of(30))
                .orThrow();
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    static UserCertificate certificate(String principal) {
        return new UserCertificate(
                CA,
                "SHA256:of-today",
                "ali-laptop",
                17,
                true,
                Set.of(principal, "somebody-else"),
                NOW.minus(Duration.ofMinutes(5)),
                NOW.plus(Duration.ofHours(8)),
                Map.of());
    }

    Knock with(UserCertificate certificate) {
        return knock("ali", new Proof.OfCertificate(certificate), HERE);
    }

    Knock key(String person, String address) {
        return knock(person, new Proof.OfKey(GatewayFixture.fingerprint(person)), address);
    }

    /** The code of the refusal, or "in"; trying and entering must agree. */
    String tries(Knock knock) {
        boolean may = gateway.inside.logIn.mayTry(knock);
        return switch (gateway.inside.logIn.enter(knock, cuts::incrementAndGet)) {
            case org.sluice.gateway.domain.Answer.Done<Visit> in -> {
                in.value().close();
                yield may ? "in" : "in though it may not try";
            }
            case org.sluice.gateway.domain.Answer.Refused<Visit> refused ->
                may
                        ? refusal(refused).code() + " though it may try"
                        : refusal(refused).code();
        };
    }

    void at(Instant instant) {
        gateway.clock.set(instant);
    }
}
