package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.crypto.RootKey;
import org.sluice.crypto.VerifyingKey;
import org.sluice.gateway.blob.BodyFiles;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.audit.Verdict;
import org.sluice.gateway.domain.audit.Verifier;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.retention.Certificate;
import org.sluice.gateway.domain.retention.Destruction;
import org.sluice.gateway.domain.retention.RetentionRule;
import org.sluice.gateway.domain.retention.RetentionRule.Act;
import org.sluice.gateway.domain.retention.RetentionRule.Clock;
import org.sluice.gateway.store.Dialect;
import org.sluice.gateway.store.Keys;
import org.sluice.gateway.testkit.Audits;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** What was destroyed opens with no key, what survived opens as before, and the certificates say no more than is true. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class DestructionTest {
    private static final Duration TICK = Duration.ofMillis(1);

    private final TestDatabase kind;
    private GatewayFixture gateway;

    DestructionTest(TestDatabase kind) {
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

    @Test
    void what_was_destroyed_opens_with_no_key_even_with_its_bytes_and_its_old_wrap_put_back() throws IOException {
        Deposit doomed = gateway.assessment("ali", "a.txt", bytes("made-up secret"));
        Deposit kept = gateway.assessment("ali", "b.txt", bytes("made-up other"));
        Path body = body(doomed);
        byte[] sealed = Files.readAllBytes(body);
        Keys.WrapRow wrap = wrap(doomed).orElseThrow();
        assertThat(content(doomed)).isEqualTo("made-up secret");

        steward()
                .destroy()
                .destroy(HOST, "ali", doomed.id(), "no longer needed")
                .orThrow();

        assertThat(gateway.get(doomed.id()).state()).isEqualTo(DepositState.REMOVED);
        assertThat(wrap(doomed)).isEmpty();
        assertThat(body).doesNotExist();
        if (gateway.inside.database.dialect() == Dialect.SQLITE) {
            gateway.inside.database.purgeLog();
            assertThat(holds(database(), wrap.record())).isFalse();
        }
        Files.write(body, sealed);
        assertThatThrownBy(() -> content(doomed))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("destroyed");

        // As from a backup: before the key version is retired the old wrap still opens, and the certificate says so.
        put(doomed, wrap);
        assertThat(content(doomed)).isEqualTo("made-up secret");
        remove(doomed);
        RotateKeys.Rotated rotated =
                steward().rotate().rotate(HOST, Channel.CONFIDENTIAL).orThrow();
        assertThat(rotated.retired()).isEqualTo(1);
        assertThatThrownBy(() -> put(doomed, wrap)).isInstanceOf(RuntimeException.class);
        put(doomed, new Keys.WrapRow(wrap.channel(), rotated.version(), wrap.record()));
        assertThatThrownBy(() -> content(doomed)).isInstanceOf(IOException.class);
        assertThat(content(kept)).isEqualTo("made-up other");
    }

    @Test
    void a_rotation_moves_every_survivor_and_uploads_go_on_after_it() throws IOException {
        Deposit before = gateway.assessment("ali", "a.txt", bytes("one"));
        Deposit strict =
                gateway.label(gateway.assessment("ali", "s.txt", bytes("two")).id(), "channel=strictly-confidential");
        RotateKeys.Rotated rotated =
                steward().rotate().rotate(HOST, Channel.CONFIDENTIAL).orThrow();
        assertThat(rotated.version()).isEqualTo(2);
        assertThat(rotated.rewrapped()).isEqualTo(1);
        assertThat(wrap(before).orElseThrow().keyVersion()).isEqualTo(2);
        assertThat(wrap(strict).orElseThrow().keyVersion()).isEqualTo(1);
        Deposit after = gateway.assessment("ali", "b.txt", bytes("three"));
        assertThat(wrap(after).orElseThrow().keyVersion()).isEqualTo(2);
        assertThat(List.of(content(before), content(strict), content(after))).containsExactly("one", "two", "three");
        steward().rotate().rotate(HOST, Channel.CONFIDENTIAL).orThrow();
        assertThat(content(before)).isEqualTo("one");
        assertThat(gateway.audited(EventKind.KEYS_ROTATED)).hasSize(2);
    }

    @Test
    void only_its_owner_and_coordinators_destroy_and_never_against_a_hold() {
        Deposit deposit = gateway.assessment("ali", "a.txt", bytes("x"));
        assertThat(refusal(steward().destroy().destroy(HOST, "bob", deposit.id(), "why"))
                        .code())
                .isEqualTo("may-not-destroy");
        assertThat(refusal(steward().destroy().destroy(HOST, "dep", deposit.id(), "why"))
                        .code())
                .isEqualTo("may-not-destroy");
        assertThat(refusal(steward().destroy().destroy(HOST, "ali", deposit.id(), " "))
                        .code())
                .isEqualTo("reason-missing");
        assertThat(refusal(holding().destroy(HOST, "cora", deposit.id(), "why")).code())
                .isEqualTo("held");
        assertThat(gateway.get(deposit.id()).state()).isEqualTo(DepositState.DEPOSITED);
        assertThat(wrap(deposit)).isPresent();
        steward().destroy().destroy(HOST, "cora", deposit.id(), "why").orThrow();
        assertThat(refusal(steward().destroy().destroy(HOST, "cora", deposit.id(), "why"))
                        .code())
                .isEqualTo("destroyed");
        assertThat(gateway.audited(EventKind.DEPOSIT_DESTROYED)).hasSize(1);
    }

    @Test
    void what_an_incident_froze_is_destroyed_only_after_its_hold() {
        Deposit deposit = gateway.assessment("ali", "a.txt", bytes("x"));
        var incident = gateway.inside
                .incidents
                .open(
                        HOST,
                        "administrator",
                        new IncidentOrder(
                                org.sluice.gateway.domain.incident.Nature.LEAK,
                                org.sluice.gateway.domain.incident.Severity.HIGH,
                                org.sluice.gateway.domain.incident.Certainty.SUSPECTED,
                                "made up",
                                "made up",
                                Optional.empty(),
                                true,
                                Optional.empty(),
                                List.of(deposit.id()),
                                List.of(),
                                List.of()))
                .orThrow();
        assertThat(refusal(steward().destroy().destroy(HOST, "ali", deposit.id(), "why"))
                        .code())
                .isEqualTo("held");
        gateway.inside.incidents.hold(HOST, incident.id(), false, "looked into").orThrow();
        steward().destroy().destroy(HOST, "ali", deposit.id(), "why").orThrow();
    }

    @Test
    void what_was_superseded_does_not_come_back_when_its_successor_is_destroyed() {
        Deposit first = gateway.assessment("ali", "a.txt", bytes("x"));
        Deposit second = gateway.assessment("ali", "a.txt", bytes("y"));
        steward().destroy().destroy(HOST, "ali", second.id(), "why").orThrow();
        assertThat(gateway.get(first.id()).supersededBy()).contains(second.id());
    }

    @Test
    void the_first_certificate_names_the_day_of_the_backups_and_the_last_comes_when_they_are_over() throws IOException {
        set(Clock.BACKUP, Act.REVIEW, 35);
        Deposit deposit = gateway.assessment("ali", "a.txt", bytes("x"));
        Instant at = gateway.clock.instant();
        Destruction destruction = steward()
                .destroy()
                .destroy(HOST, "ali", deposit.id(), "no longer needed")
                .orThrow();
        assertThat(destruction.backupsUntil()).isEqualTo(at.plus(Duration.ofDays(65)));
        assertThat(destruction.certificate())
                .contains("destroyed here, in backups until " + destruction.backupsUntil(), deposit.id())
                .doesNotContain("a.txt");
        Verifier key = auditKey();
        assertThat(Certificate.isSigned(destruction.certificate(), key)).isTrue();
        assertThat(Certificate.isSigned(destruction.certificate().replace("no longer", "not longer"), key))
                .isFalse();
        assertThat(Certificate.isSigned("{}", key)).isFalse();

        gateway.clock.set(at.plus(RotateKeys.WITHIN).minus(TICK));
        assertThat(steward().rotate().due()).isZero();
        gateway.clock.advance(TICK);
        assertThat(steward().rotate().due()).isEqualTo(1);
        assertThat(steward().rotate().due()).isZero();
        gateway.clock.advance(Duration.ofDays(35).minus(TICK));
        assertThat(steward().destroy().due()).isZero();
        gateway.clock.advance(TICK);
        assertThat(gateway.clock.instant()).isEqualTo(destruction.backupsUntil());
        assertThat(steward().destroy().due()).isEqualTo(1);
        assertThat(steward().destroy().due()).isZero();
        String last = steward()
                .destroy()
                .of(deposit.id())
                .orThrow()
                .finalCertificate()
                .orElseThrow();
        assertThat(last).contains("\"state\":\"destroyed\"").doesNotContain("backups until");
        assertThat(Certificate.isSigned(last, key)).isTrue();
    }

    @Test
    void the_schema_destroys_by_itself_from_its_very_instant_on_unless_a_hold_or_a_look_stands_against_it() {
        set(Clock.CONTENT, Act.DESTROY, 30);
        Deposit deposit = gateway.assessment("ali", "a.txt", bytes("x"));
        Deposit keptOn = gateway.assessment("ali", "b.txt", bytes("y"));
        Instant at = gateway.clock.instant();
        steward()
                .keep()
                .review(HOST, "ali", keptOn.id(), "low by now", "not with what is public", at.plus(Duration.ofDays(90)))
                .orThrow();
        gateway.clock.set(at.plus(Duration.ofDays(23)).minus(TICK));
        assertThat(steward().keep().due()).isZero();
        gateway.clock.advance(TICK);
        assertThat(steward().keep().due()).as("its owner is told a week before").isEqualTo(1);
        assertThat(gateway.notices("ali")).contains(Notice.Kind.RETENTION_DESTROYS);
        gateway.clock.set(at.plus(Duration.ofDays(30)).minus(TICK));
        assertThat(steward().keep().due()).isZero();
        gateway.clock.advance(TICK);
        KeepDeposits held = new KeepDeposits(
                gateway.inside.ledger,
                gateway.inside.rules,
                (sql, id) -> List.of("made up"),
                steward().destroy());
        assertThat(held.due()).isZero();
        assertThat(gateway.get(deposit.id()).state()).isEqualTo(DepositState.DEPOSITED);

        assertThat(steward().keep().due()).isEqualTo(1);
        assertThat(gateway.get(deposit.id()).state()).isEqualTo(DepositState.REMOVED);
        assertThat(gateway.get(keptOn.id()).state()).isEqualTo(DepositState.DEPOSITED);
        assertThat(steward().destroy().of(deposit.id()).orThrow().certificate()).contains("retention schema");
        assertThat(gateway.notices("ali"))
                .contains(Notice.Kind.DESTROYED_BY_SCHEMA)
                .doesNotContain(Notice.Kind.RETENTION_DESTROYS);
    }

    @Test
    void what_is_long_due_when_a_line_is_set_waits_a_week_for_its_owners_word() {
        Deposit deposit = gateway.assessment("ali", "a.txt", bytes("x"));
        gateway.clock.advance(Duration.ofDays(100));
        set(Clock.CONTENT, Act.DESTROY, 30);
        Instant told = gateway.clock.instant();
        assertThat(steward().keep().due()).as("its owner is told").isEqualTo(1);
        gateway.clock.set(told.plus(KeepDeposits.TOLD_BEFORE).minus(TICK));
        assertThat(steward().keep().due()).isZero();
        assertThat(gateway.get(deposit.id()).state()).isEqualTo(DepositState.DEPOSITED);
        gateway.clock.advance(TICK);
        assertThat(steward().keep().due()).isEqualTo(1);
        assertThat(gateway.get(deposit.id()).state()).isEqualTo(DepositState.REMOVED);
    }

    @Test
    void without_a_schema_its_owner_is_asked_after_six_months_and_again_when_what_was_kept_is_due() {
        Deposit deposit = gateway.assessment("ali", "a.txt", bytes("x"));
        gateway.clock.set(Instant.parse("2026-09-02T08:00:00Z").minus(TICK));
        assertThat(steward().keep().due()).isZero();
        gateway.clock.advance(TICK);
        assertThat(steward().keep().due()).isEqualTo(1);
        assertThat(steward().keep().due()).isZero();
        assertThat(gateway.notices("ali")).containsOnlyOnce(Notice.Kind.RETENTION_DUE);
        assertThat(gateway.notices("bob")).isEmpty();

        Instant until = gateway.clock.instant().plus(Duration.ofDays(100));
        assertThat(refusal(steward().keep().review(HOST, "bob", deposit.id(), "s", "r", until))
                        .code())
                .isEqualTo("may-not-keep");
        assertThat(refusal(steward().keep().review(HOST, "ali", deposit.id(), "s", " ", until))
                        .code())
                .isEqualTo("review-open");
        steward().keep().review(HOST, "ali", deposit.id(), "s", "r", until).orThrow();
        assertThat(gateway.notices("ali")).doesNotContain(Notice.Kind.RETENTION_DUE);
        assertThat(steward().keep().dueNow()).isEmpty();
        gateway.clock.set(until);
        assertThat(steward().keep().due()).isEqualTo(1);
    }

    @Test
    void the_label_goes_on_its_own_clock_and_not_before() {
        set(Clock.LABEL, Act.DESTROY, 10);
        Deposit deposit = gateway.assessment("ali", "a-telling-name.txt", bytes("x"));
        steward().destroy().destroy(HOST, "ali", deposit.id(), "why").orThrow();
        gateway.clock.advance(Duration.ofDays(10).minus(TICK));
        assertThat(steward().destroy().due()).isZero();
        assertThat(gateway.get(deposit.id()).name()).isEqualTo("a-telling-name.txt");
        gateway.clock.advance(TICK);
        assertThat(steward().destroy().due()).isEqualTo(1);
        Deposit erased = gateway.get(deposit.id());
        assertThat(erased.name()).isEqualTo("erased");
        assertThat(erased.sha256()).isEmpty();
        assertThat(erased.label().declared()).isEmpty();
        assertThat(gateway.audited(EventKind.DEPOSIT_DESTROYED))
                .first()
                .asString()
                .contains(deposit.id());
    }

    @Test
    void the_audit_is_erased_on_its_own_clock_and_still_verifies() {
        gateway.assessment("ali", "a.txt", bytes("x"));
        assertThat(refusal(steward().erase().erase(HOST, "a request")).code()).isEqualTo("clock-unset");
        assertThat(steward().erase().due()).isZero();
        set(Clock.AUDIT, Act.REVIEW, 20);
        gateway.clock.advance(Duration.ofDays(20).minus(TICK));
        gateway.assessment("ali", "b.txt", bytes("y"));
        assertThat(steward().erase().erase(HOST, "the schema").orThrow().records())
                .as("init itself ran on the real clock")
                .isZero();
        gateway.clock.advance(TICK);
        assertThat(steward().erase().due()).as("only listed, not by itself").isZero();
        assertThat(steward().erase().erase(HOST, "the schema").orThrow().records())
                .isPositive();
        assertThat(steward().erase().erase(HOST, "the schema").orThrow().records())
                .isZero();
        assertThat(gateway.audited(EventKind.DEPOSIT_BEGUN))
                .hasSize(2)
                .containsOnlyOnce("")
                .startsWith("");
        assertThat(gateway.audited(EventKind.PAYLOAD_ERASED)).hasSize(1);
        assertThat(Audits.verdict(gateway.inside.database)).isInstanceOf(Verdict.Sound.class);
    }

    @Test
    void only_coordinators_set_the_schema_and_only_for_what_there_is() {
        assertThat(refusal(steward().keep().set(HOST, "ali", line(Clock.CONTENT, "*", "*", "*")))
                        .code())
                .isEqualTo("not-a-coordinator");
        assertThat(refusal(steward().keep().set(HOST, "cora", line(Clock.CONTENT, "nothing", "*", "*")))
                        .code())
                .isEqualTo("unknown-policy");
        assertThat(refusal(steward().keep().set(HOST, "cora", line(Clock.CONTENT, "*", "secret", "*")))
                        .code())
                .isEqualTo("bad-channel");
        assertThat(refusal(steward().keep().set(HOST, "cora", line(Clock.CONTENT, "*", "*", "songs")))
                        .code())
                .isEqualTo("unknown-information type");
        assertThat(refusal(steward().keep().set(HOST, "cora", line(Clock.AUDIT, "*", "*", "email")))
                        .code())
                .isEqualTo("whole-clock");
        steward()
                .keep()
                .set(HOST, "cora", line(Clock.CONTENT, "turkey-cross-border", "restricted", "email"))
                .orThrow();
        steward()
                .keep()
                .set(HOST, "cora", line(Clock.CONTENT, "turkey-cross-border", "restricted", "email"))
                .orThrow();
        assertThat(steward().keep().schema().rules()).hasSize(1);
        steward()
                .keep()
                .unset(HOST, "cora", line(Clock.CONTENT, "turkey-cross-border", "restricted", "email"))
                .orThrow();
        assertThat(steward().keep().schema().rules()).isEmpty();
        assertThat(gateway.audited(EventKind.RETENTION_SET)).hasSize(3);
    }

    private Stewardship steward() {
        return gateway.inside.stewardship;
    }

    private DestroyDeposit holding() {
        return new DestroyDeposit(
                gateway.inside.ledger,
                new Bodies(files(), new KeyRing(root()), new SecureRandom()),
                gateway.inside.live,
                gateway.inside.auditSigner,
                (sql, id) -> List.of("made up"));
    }

    private void set(Clock clock, Act act, int days) {
        steward()
                .keep()
                .set(HOST, "cora", new RetentionRule(clock, "*", "*", "*", act, Optional.of(days), Optional.empty()))
                .orThrow();
    }

    private static RetentionRule line(Clock clock, String protocol, String channel, String type) {
        return new RetentionRule(clock, protocol, channel, type, Act.REVIEW, Optional.of(9), Optional.empty());
    }

    private Optional<Keys.WrapRow> wrap(Deposit deposit) {
        return gateway.inside.ledger.read(sql -> Keys.wrap(sql, deposit.id()));
    }

    private void put(Deposit deposit, Keys.WrapRow wrap) {
        Answer<Boolean> put = gateway.inside.ledger.write(tx -> {
            Keys.putWrap(tx, deposit.id(), wrap);
            return true;
        });
        put.orThrow();
    }

    private void remove(Deposit deposit) {
        gateway.inside.ledger.write(tx -> tx.sql()
                .createUpdate("DELETE FROM wrap WHERE deposit_id = :id")
                .bind("id", deposit.id())
                .execute());
    }

    /** With a fresh key ring, as a restarted gateway has: every key comes from the database and the root key. */
    private String content(Deposit deposit) throws IOException {
        try (KeyRing ring = new KeyRing(root())) {
            Bodies bodies = new Bodies(files(), ring, new SecureRandom());
            try (var key = gateway.inside.ledger.read(sql -> bodies.unwrap(sql, gateway.get(deposit.id())))) {
                return new String(GatewayFixture.read(bodies.open(deposit, key)), StandardCharsets.UTF_8);
            }
        }
    }

    private RootKey root() {
        try {
            return RootKey.load(gateway.data.rootKey());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private BodyFiles files() {
        try {
            return BodyFiles.open(gateway.data.bodies());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path body(Deposit deposit) {
        String id = deposit.bodyId();
        return gateway.data
                .bodies()
                .resolve(id.substring(0, 2))
                .resolve(id.substring(2, 4))
                .resolve(id);
    }

    private Path database() {
        String address = gateway.inside.settings.database().orElseThrow();
        return Path.of(address.substring(address.indexOf('/')));
    }

    private static boolean holds(Path file, byte[] part) throws IOException {
        String all = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        return all.contains(new String(part, StandardCharsets.ISO_8859_1));
    }

    private Verifier auditKey() throws IOException {
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
