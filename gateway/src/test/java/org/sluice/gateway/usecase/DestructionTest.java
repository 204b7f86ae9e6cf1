package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.audit.Verifier;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.retention.Certificate;
import org.sluice.gateway.domain.retention.Destruction;
import org.sluice.gateway.domain.retention.RetentionRule.Act;
import org.sluice.gateway.domain.retention.RetentionRule.Clock;
import org.sluice.gateway.store.Dialect;
import org.sluice.gateway.store.Keys;
import org.sluice.gateway.testkit.TestDatabase;

/** What was destroyed opens with no key, what survived opens as before, and the certificates say no more than is true. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class DestructionTest extends DestructionCase {
    DestructionTest(TestDatabase kind) {
        super(kind);
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
}
