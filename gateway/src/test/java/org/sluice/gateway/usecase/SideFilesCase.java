package org.sluice.gateway.usecase;

import static org.sluice.gateway.testkit.GatewayFixture.bytes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.deposit.SideFile;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.LabelChange;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** What the tests of one subject share: who takes part, and the steps they are tried with. */
abstract class SideFilesCase {
    static final String TYPE = "assessments-reports";

    /** Identifies nothing. */
    static final String LEAST =
            "organizations: none\nlocation: national\npopulation: aggregated\nactivity: broad\npersons: none\n";

    final TestDatabase kind;
    GatewayFixture gateway;
    Visit ali;

    SideFilesCase(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "members");
        gateway.participant("ocha", "ocha-imos");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("berivan", "org-a", Role.DEPOSITOR);
        gateway.person("olga", "ocha", Role.RELEASER);
        ali = gateway.visit("ali");
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    /** In the public folder of a type that may be public once it is said to identify nothing. */
    Spot open(String name) {
        var inside = gateway.inside;
        Label least = Label.of(Channel.PUBLIC, TYPE);
        for (Dimension dimension : Dimension.values()) {
            least = least.declaring(dimension.levels().getFirst());
        }
        for (String type : inside.receive.types()) {
            Label bare = Label.of(Channel.PUBLIC, type);
            Label said = ((LabelChange.Accepted) least.with("type", type)).label();
            boolean asked =
                    inside.ledger.read(sql -> inside.rules.floor(sql, bare, inside.ledger.now()) != Channel.PUBLIC
                            && inside.rules.floor(sql, said, inside.ledger.now()) == Channel.PUBLIC);
            if (asked) {
                return Spot.of(Channel.PUBLIC, type, name).orThrow();
            }
        }
        throw new AssertionError("No type may be public for its label.");
    }

    Answer<SideFile> put(Channel channel, String name, String text) {
        return put(spot(channel, name), text);
    }

    Answer<SideFile> put(Spot spot, String text) {
        return gateway.inside.sideFiles.put(ali, spot, bytes(text));
    }

    /** As the SFTP edge does it: with what the label files say. */
    Answer<Deposit> send(Spot spot, String content) {
        return gateway.inside
                .sideLabels
                .labelFor("ali", spot)
                .then(label -> gateway.inside.receive.begin(
                        ali, new ReceiveDeposit.Incoming(spot, label, Optional.empty(), true)))
                .then(upload -> GatewayFixture.write(upload, 0, bytes(content)).then(done -> upload.complete()));
    }

    Answer<Deposit> send(Channel channel, String name, String content) {
        return send(spot(channel, name), content);
    }

    static Spot spot(Channel channel, String name) {
        return Spot.of(channel, TYPE, name).orThrow();
    }

    static Spot at(Channel channel, String folder, String name) {
        return Spot.of(channel, TYPE, List.of(folder), name).orThrow();
    }

    List<String> names(Channel channel) {
        return new ArrayList<>(gateway.inside.sideFiles.list(ali, channel, TYPE, "").stream()
                .map(file -> file.spot().name())
                .toList());
    }

    Notice notice(String person, Notice.Kind which) {
        return gateway.inside.ledger.read(sql -> Notices.of(sql, person)).stream()
                .filter(notice -> notice.kind() == which)
                .findFirst()
                .orElseThrow();
    }
}
