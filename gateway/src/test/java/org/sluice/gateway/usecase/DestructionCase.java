package org.sluice.gateway.usecase;

import static org.sluice.gateway.testkit.GatewayFixture.HOST;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sluice.crypto.RootKey;
import org.sluice.crypto.VerifyingKey;
import org.sluice.gateway.blob.BodyFiles;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.audit.Verifier;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.retention.RetentionRule;
import org.sluice.gateway.domain.retention.RetentionRule.Act;
import org.sluice.gateway.domain.retention.RetentionRule.Clock;
import org.sluice.gateway.store.Keys;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** What the tests of one subject share: who takes part, and the steps they are tried with. */
abstract class DestructionCase {
    static final Duration TICK = Duration.ofMillis(1);

    final TestDatabase kind;
    GatewayFixture gateway;

    DestructionCase(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "members");
        gateway.participant("org-b", "members");
        gateway.participant("cluster", "coordinators");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("dep", "org-a", Role.DEPOSITOR);
        gateway.person("bob", "org-b", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("cora", "cluster", Role.COORDINATOR);
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    Stewardship steward() {
        return gateway.inside.stewardship;
    }

    DestroyDeposit holding() {
        return new DestroyDeposit(
                gateway.inside.ledger,
                new Bodies(files(), new KeyRing(root()), new SecureRandom()),
                gateway.inside.live,
                gateway.inside.auditSigner,
                (sql, id) -> List.of("made up"));
    }

    void set(Clock clock, Act act, int days) {
        steward()
                .keep()
                .set(HOST, "cora", new RetentionRule(clock, "*", "*", "*", act, Optional.of(days), Optional.empty()))
                .orThrow();
    }

    static RetentionRule line(Clock clock, String protocol, String channel, String type) {
        return new RetentionRule(clock, protocol, channel, type, Act.REVIEW, Optional.of(9), Optional.empty());
    }

    Optional<Keys.WrapRow> wrap(Deposit deposit) {
        return gateway.inside.ledger.read(sql -> Keys.wrap(sql, deposit.id()));
    }

    void put(Deposit deposit, Keys.WrapRow wrap) {
        Answer<Boolean> put = gateway.inside.ledger.write(tx -> {
            Keys.putWrap(tx, deposit.id(), wrap);
            return true;
        });
        put.orThrow();
    }

    void remove(Deposit deposit) {
        gateway.inside.ledger.write(tx -> tx.sql()
                .createUpdate("DELETE FROM wrap WHERE deposit_id = :id")
                .bind("id", deposit.id())
                .execute());
    }

    /** With a fresh key ring, as a restarted gateway has: every key comes from the database and the root key. */
    String content(Deposit deposit) throws IOException {
        try (KeyRing ring = new KeyRing(root())) {
            Bodies bodies = new Bodies(files(), ring, new SecureRandom());
            try (var key = gateway.inside.ledger.read(sql -> bodies.unwrap(sql, gateway.get(deposit.id())))) {
                return new String(GatewayFixture.read(bodies.open(deposit, key)), StandardCharsets.UTF_8);
            }
        }
    }

    RootKey root() {
        try {
            return RootKey.load(gateway.data.rootKey());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    BodyFiles files() {
        try {
            return BodyFiles.open(gateway.data.bodies());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    Path body(Deposit deposit) {
        String id = deposit.bodyId();
        return gateway.data
                .bodies()
                .resolve(id.substring(0, 2))
                .resolve(id.substring(2, 4))
                .resolve(id);
    }

    Path database() {
        String address = gateway.inside.settings.database().orElseThrow();
        return Path.of(address.substring(address.indexOf('/')));
    }

    static boolean holds(Path file, byte[] part) throws IOException {
        String all = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        return all.contains(new String(part, StandardCharsets.ISO_8859_1));
    }

    Verifier auditKey() throws IOException {
        VerifyingKey key = VerifyingKey.ofPem(Files.readString(gateway.data.auditKey()));
        return new Verifier() {
            @Override
            public String fingerprint() {
                return gateway.inside.auditSigner.fingerprint();
            }

            @Override
            public boolean verify(byte[] message, byte[] signature) {
                return key.verifies(message, signature);
            }
        };
    }
}
