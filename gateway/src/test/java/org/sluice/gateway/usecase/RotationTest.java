package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.retention.Destruction;
import org.sluice.gateway.domain.retention.RetentionRule;
import org.sluice.gateway.store.Keys;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** One wrap that does not open keeps the older keys of its channel, and nothing else. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class RotationTest {
    private static final String CONFIDENTIAL = Channel.CONFIDENTIAL.word();

    private final TestDatabase kind;
    private GatewayFixture gateway;

    RotationTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "members");
        gateway.participant("lead", "coordinators");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("cora", "lead", Role.COORDINATOR);
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void a_damaged_wrap_stops_no_other_channel_and_no_other_chore_and_is_told_once() {
        steward()
                .keep()
                .set(
                        HOST,
                        "cora",
                        new RetentionRule(
                                RetentionRule.Clock.LABEL,
                                "*",
                                "*",
                                "*",
                                RetentionRule.Act.DESTROY,
                                Optional.of(31),
                                Optional.empty()))
                .orThrow();
        Deposit intact = gateway.assessment("ali", "intact.txt", bytes("one"));
        Deposit damaged = gateway.assessment("ali", "damaged.txt", bytes("two"));
        Deposit doomed = gateway.assessment("ali", "doomed.txt", bytes("three"));
        Deposit strict = gateway.label(
                gateway.assessment("ali", "strict.txt", bytes("four")).id(), "channel=strictly-confidential");
        damage(damaged);
        destroy(doomed);
        destroy(strict);
        gateway.clock.advance(RotateKeys.WITHIN.plusDays(1));
        for (int run = 0; run < 3; run++) {
            steward().due();
        }
        assertThat(versions()).as("one more, however often it comes again").isEqualTo(2);
        assertThat(version(intact)).isEqualTo(2);
        assertThat(version(damaged)).isEqualTo(1);
        assertThat(destruction(strict).retired()).isPresent();
        assertThat(destruction(doomed).retired()).isEmpty();
        assertThat(destruction(doomed).labelErased()).as("a later chore").isPresent();
        assertThat(gateway.audited(EventKind.CHORE_FAILED))
                .singleElement()
                .asString()
                .contains("retire keys of confidential", damaged.id());

        Refusal refusal = refusal(steward().rotate().rotate(HOST, Channel.CONFIDENTIAL));
        assertThat(refusal.code()).isEqualTo("wraps-damaged");
        assertThat(refusal.details()).containsExactly(damaged.id());
        assertThat(newest()).isEqualTo(2);
        destroy(damaged);
        steward().due();
        assertThat(destruction(doomed).retired()).isPresent();
        assertThat(versions()).isEqualTo(1);
        assertThat(newest()).isEqualTo(2);
    }

    @Test
    void what_was_destroyed_under_an_unfinished_version_still_gets_a_newer_one() {
        Deposit damaged = gateway.assessment("ali", "damaged.txt", bytes("one"));
        damage(damaged);
        assertThat(refusal(steward().rotate().rotate(HOST, Channel.CONFIDENTIAL))
                        .code())
                .isEqualTo("wraps-damaged");
        Deposit doomed = gateway.assessment("ali", "doomed.txt", bytes("two"));
        destroy(doomed);
        assertThat(destruction(doomed).keyVersion()).isEqualTo(2);
        gateway.clock.advance(RotateKeys.WITHIN);
        steward().due();
        steward().due();
        assertThat(newest()).isEqualTo(3);
        destroy(damaged);
        steward().due();
        assertThat(destruction(doomed).retired()).isPresent();
    }

    @Test
    void a_damaged_document_is_named_and_keeps_nothing_else_from_its_newer_key() {
        String adherence = gateway.inside
                .adhere
                .record(
                        HOST,
                        new Adhere.Order(
                                "org-a",
                                Set.of("turkey-cross-border"),
                                "Made-up Director",
                                "country director",
                                LocalDate.of(2026, 1, 5),
                                "adherence.pdf",
                                bytes("%PDF-1.7 made up")))
                .orThrow()
                .id();
        Deposit deposit = gateway.assessment("ali", "a.txt", bytes("one"));
        gateway.inside
                .ledger
                .write(tx -> tx.sql()
                        .createUpdate("UPDATE adherence SET record = :broken WHERE id = :id")
                        .bind("broken", new byte[90])
                        .bind("id", adherence)
                        .execute())
                .orThrow();
        Refusal refusal = refusal(steward().rotate().rotate(HOST, Channel.CONFIDENTIAL));
        assertThat(refusal.code()).isEqualTo("wraps-damaged");
        assertThat(refusal.details()).containsExactly(adherence);
        assertThat(version(deposit)).isEqualTo(2);
    }

    private Stewardship steward() {
        return gateway.inside.stewardship;
    }

    private void destroy(Deposit deposit) {
        steward().destroy().destroy(HOST, "ali", deposit.id(), "made up").orThrow();
    }

    private Destruction destruction(Deposit deposit) {
        return steward().destroy().of(deposit.id()).orThrow();
    }

    /** As a bad sector or a slip in the database would leave it. */
    private void damage(Deposit deposit) {
        Keys.WrapRow wrap = wrap(deposit);
        byte[] broken = wrap.record().clone();
        broken[broken.length - 1] ^= 1;
        gateway.inside
                .ledger
                .write(tx -> {
                    Keys.putWrap(tx, deposit.id(), new Keys.WrapRow(wrap.channel(), wrap.keyVersion(), broken));
                    return true;
                })
                .orThrow();
    }

    private Keys.WrapRow wrap(Deposit deposit) {
        return gateway.inside.ledger.read(sql -> Keys.wrap(sql, deposit.id())).orElseThrow();
    }

    private int version(Deposit deposit) {
        return wrap(deposit).keyVersion();
    }

    private int versions() {
        return gateway.inside.ledger.read(sql -> Keys.versions(sql, CONFIDENTIAL));
    }

    private int newest() {
        return gateway.inside.ledger.read(sql -> Keys.newestVersion(sql, CONFIDENTIAL));
    }
}
