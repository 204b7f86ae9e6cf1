package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.AudienceDrop;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.store.AudienceDrops;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** What the tests of folders {@code @…} share: who takes part, and the steps they are tried with. */
abstract class AtOnceCase {
    /** A type with a standard label that the matrix lets go to this audience from {@code restricted} on. */
    static final String DASHBOARD = "protection-dashboard";

    static final String GAZIANTEP = "@ocha-gaziantep";

    final TestDatabase kind;
    GatewayFixture gateway;

    AtOnceCase(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "members");
        gateway.participant("ocha", "ocha-gaziantep");
        gateway.participant("cluster", "coordinators");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("dina", "org-a", Role.DEPOSITOR);
        gateway.person("nadia", "ocha", Role.DEPOSITOR);
        gateway.person("omar", "ocha", Role.RELEASER);
        gateway.person("adem", "ocha", Role.ADMINISTRATOR);
        gateway.person("cora", "cluster", Role.RELEASER, Role.COORDINATOR);
        gateway.contact("desk", Optional.empty(), "ocha-gaziantep");
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    Spot spot(Channel channel, String type, String folder, String name) {
        return Spot.of(channel, type, List.of(folder), name).orThrow();
    }

    Answer<Deposit> put(Visit visit, Spot spot, byte[] content) {
        return gateway.inside
                .receive
                .begin(visit, new ReceiveDeposit.Incoming(spot, spot.label(), Optional.empty(), true))
                .then(upload -> GatewayFixture.write(upload, 0, content).then(done -> upload.complete()));
    }

    Answer<Deposit> put(String person, Channel channel, String type, String folder) {
        try (Visit visit = gateway.visit(person)) {
            return put(visit, spot(channel, type, folder, "a.txt"), bytes("made up"));
        }
    }

    /** Puts a dashboard into the folder of an audience that may have it, settles it, and looks into it. */
    Deposit dashboard(String name) {
        Deposit closed = settled(name);
        inspect();
        return closed;
    }

    Deposit settled(String name) {
        try (Visit visit = gateway.visit("ali")) {
            Deposit closed = put(visit, spot(Channel.RESTRICTED, DASHBOARD, GAZIANTEP, name), bytes("made up"))
                    .orThrow();
            gateway.inside.settle.orderlyEnd(visit);
            return gateway.get(closed.id());
        }
    }

    void inspect() {
        gateway.inside.inspect.due();
        gateway.inside.inspect.dueLarge();
    }

    int due() {
        return gateway.inside.atOnce.release().due();
    }

    AudienceDrop drop(Deposit deposit) {
        return gateway.inside
                .ledger
                .read(sql -> AudienceDrops.find(sql, deposit.id()))
                .orElseThrow();
    }

    List<Release> releases() {
        return gateway.inside.ledger.read(Releases::all);
    }

    List<Notice> notices(String person, Notice.Kind kind) {
        return gateway.inside.ledger.read(sql -> Notices.of(sql, person)).stream()
                .filter(notice -> notice.kind() == kind)
                .toList();
    }

    List<String> inbox(String person) {
        try (Visit visit = gateway.visit(person)) {
            return gateway.inside.inbox.items(visit).stream()
                    .map(Inbox.Item::name)
                    .toList();
        }
    }

    void assertNothingLeft() {
        assertThat(releases()).isEmpty();
        assertThat(gateway.inside.ledger.read(Links::all)).isEmpty();
        assertThat(inbox("nadia")).isEmpty();
    }

    /** Neither row nor body: it was refused before its first byte. */
    void assertNothingTaken() {
        assertThat(gateway.inside.ledger.read(Deposits::all)).isEmpty();
        try (Stream<Path> bodies = Files.walk(gateway.data.bodies())) {
            assertThat(bodies.filter(Files::isRegularFile)).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertNothingLeft();
    }
}
