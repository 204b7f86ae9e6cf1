package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.audit.Verdict;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.retention.RetentionRule.Act;
import org.sluice.gateway.domain.retention.RetentionRule.Clock;
import org.sluice.gateway.testkit.Audits;
import org.sluice.gateway.testkit.TestDatabase;

/** The retention schema: what falls due at its very instant, who is told, and who sets it. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class RetentionTest extends DestructionCase {
    RetentionTest(TestDatabase kind) {
        super(kind);
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
}
