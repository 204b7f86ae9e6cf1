package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.fact.Fact;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** What the tests of one subject share: who takes part, and the steps they are tried with. */
abstract class ReleaseCase {
    final TestDatabase kind;
    GatewayFixture gateway;

    ReleaseCase(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "members");
        gateway.participant("ocha", "ocha-imos");
        gateway.participant("cluster", "coordinators");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("nadia", "ocha", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("omar", "ocha", Role.DEPOSITOR);
        gateway.person("cora", "cluster", Role.RELEASER, Role.COORDINATOR);
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
        consent(deposit, "org-a").orThrow();
        return deposit;
    }

    ReleaseMade released(String... to) {
        return gateway.release("ali", consented().id(), to).orThrow();
    }

    Answer<Fact> consent(Deposit deposit, String by) {
        return gateway.inside.facts.add(
                HOST, "host", "consent-of-organisation", deposit.id(), by, Optional.of("made up"));
    }

    Answer<ReleaseMade> create(Deposit deposit, Optional<Duration> life, Optional<Integer> downloads) {
        return gateway.inside.release.create(
                HOST,
                "ali",
                new ReleaseOrder(
                        List.of(deposit.id()),
                        List.of("desk"),
                        "made up",
                        life,
                        downloads,
                        Optional.of(Way.MAIL),
                        Optional.of(Way.PHONE)));
    }

    Answer<ReleaseMade> ways(Deposit deposit, Way link, Way password) {
        return gateway.inside.release.create(
                HOST,
                "ali",
                new ReleaseOrder(
                        List.of(deposit.id()),
                        List.of("desk"),
                        "made up",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(link),
                        Optional.of(password)));
    }

    void assertNothingReleased() {
        assertThat(gateway.inside.ledger.read(Releases::all)).isEmpty();
        assertThat(gateway.inside.ledger.read(Links::all)).isEmpty();
        assertThat(gateway.audited(EventKind.RELEASE_CREATED)).isEmpty();
        assertThat(gateway.audited(EventKind.RELEASE_REFUSED)).isNotEmpty();
    }

    List<Path> files() throws IOException {
        Path database = gateway.inside
                .settings
                .database()
                .filter(url -> url.startsWith("sqlite:"))
                .map(url -> Path.of(url.substring("sqlite:".length())).getParent())
                .orElse(gateway.data.bodies());
        List<Path> files = new ArrayList<>();
        for (Path root : Set.of(gateway.data.root(), database)) {
            try (Stream<Path> regular = Files.walk(root)) {
                files.addAll(regular.filter(Files::isRegularFile).toList());
            }
        }
        return files;
    }
}
