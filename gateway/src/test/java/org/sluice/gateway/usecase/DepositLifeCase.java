package org.sluice.gateway.usecase;

import static org.sluice.gateway.testkit.GatewayFixture.bytes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Keys;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** What the tests of one subject share: who takes part, and the steps they are tried with. */
abstract class DepositLifeCase {
    static final String TYPE = "assessments-reports";

    final TestDatabase kind;
    GatewayFixture gateway;
    Visit ali;

    DepositLifeCase(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "members");
        gateway.person("ali", "org-a", Role.DEPOSITOR);
        gateway.person("rana", "org-a", Role.RELEASER);
        ali = gateway.visit("ali");
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    Deposit upload(String name, String content) {
        return gateway.upload(ali, Channel.CONFIDENTIAL, TYPE, name, bytes(content))
                .orThrow();
    }

    Deposit deposited(String name, String content) {
        return gateway.deposit("ali", Channel.CONFIDENTIAL, TYPE, name, bytes(content));
    }

    Deposit current(String name) {
        return gateway.inside
                .own
                .find(ali, Spot.of(Channel.CONFIDENTIAL, TYPE, name).orThrow())
                .orElseThrow()
                .deposit();
    }

    byte[] read(Deposit deposit) {
        return GatewayFixture.read(gateway.inside.own.read(ali, deposit).orThrow());
    }

    Keys.WrapRow wrap(Deposit deposit) {
        return gateway.inside.ledger.read(sql -> Keys.wrap(sql, deposit.id())).orElseThrow();
    }

    void putBack(Deposit deposit, Keys.WrapRow old) {
        gateway.inside.ledger.write(tx -> {
            Keys.putWrap(tx, deposit.id(), old);
            return old;
        });
    }

    int rows() {
        return gateway.inside.ledger.read(Deposits::all).size();
    }

    List<Path> bodies() {
        try (Stream<Path> files = Files.walk(gateway.data.bodies())) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
