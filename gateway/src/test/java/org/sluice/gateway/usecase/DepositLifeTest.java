package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.store.Keys;
import org.sluice.gateway.testkit.TestDatabase;

/** A file from its close to its label: settling, renaming, superseding, taking back, the floor of its channel. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class DepositLifeTest extends DepositLifeCase {
    DepositLifeTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void a_closed_file_settles_at_the_very_end_of_its_grace_and_not_before() {
        Deposit closed = upload("a.txt", "one");
        assertThat(closed.state()).isEqualTo(DepositState.SETTLING);
        assertThat(closed.settles()).contains(gateway.clock.instant().plusSeconds(60));

        gateway.clock.advance(Duration.ofSeconds(60).minusMillis(1));
        assertThat(gateway.inside.settle.due()).isZero();
        gateway.clock.advance(Duration.ofMillis(1));
        assertThat(gateway.inside.settle.due()).isEqualTo(1);
        assertThat(gateway.inside.settle.due()).isZero();
        assertThat(gateway.get(closed.id()).state()).isEqualTo(DepositState.DEPOSITED);
        assertThat(gateway.audited(EventKind.DEPOSIT_SETTLED))
                .hasSize(1)
                .first()
                .asString()
                .contains("\"because\":\"grace\"");
    }

    @Test
    void the_orderly_end_of_a_session_settles_what_it_closed_and_nothing_else() {
        Deposit his = upload("a.txt", "one");
        try (Visit other = gateway.visit("ali")) {
            gateway.inside.settle.orderlyEnd(other);
        }
        assertThat(gateway.get(his.id()).state()).isEqualTo(DepositState.SETTLING);
        gateway.inside.settle.orderlyEnd(ali);
        assertThat(gateway.get(his.id()).state()).isEqualTo(DepositState.DEPOSITED);
    }

    @Test
    void a_temporary_name_waits_for_its_rename_however_long() {
        for (String suffix : List.of(".part", ".filepart", ".partial", ".TMP")) {
            Deposit closed = upload("a.txt" + suffix, "one");
            gateway.inside.settle.orderlyEnd(ali);
            gateway.clock.advance(Duration.ofDays(2));
            gateway.inside.settle.due();
            assertThat(gateway.get(closed.id()).state()).as(suffix).isEqualTo(DepositState.SETTLING);

            Deposit renamed = gateway.inside
                    .own
                    .rename(ali, closed, "a" + suffix + ".txt")
                    .orThrow();
            assertThat(renamed.settles()).contains(gateway.clock.instant().plusSeconds(60));
            gateway.clock.advance(Duration.ofSeconds(60));
            gateway.inside.settle.due();
            assertThat(gateway.get(closed.id()).state()).isEqualTo(DepositState.DEPOSITED);
        }
    }

    private List<Notice> awaited() {
        return new OwnNotices(gateway.inside.ledger)
                .list(ali).stream()
                        .filter(notice -> notice.kind() == Notice.Kind.RENAME_AWAITED)
                        .toList();
    }

    @Test
    void who_left_a_whole_file_under_a_temporary_name_is_told_after_a_day_and_once() {
        Deposit closed = upload("a b.xlsx.filepart", "one");
        upload("another.txt", "settles by itself");
        gateway.clock.advance(Duration.ofHours(24).minusMillis(1));
        assertThat(gateway.inside.settle.remindOfRenames()).isZero();
        assertThat(awaited()).isEmpty();
        gateway.clock.advance(Duration.ofMillis(1));
        assertThat(gateway.inside.settle.remindOfRenames()).isEqualTo(1);
        assertThat(gateway.inside.settle.remindOfRenames()).as("a second time").isZero();

        assertThat(awaited()).singleElement().satisfies(notice -> {
            assertThat(notice.kind()).isEqualTo(Notice.Kind.RENAME_AWAITED);
            assertThat(notice.parameters())
                    .containsEntry("folder", closed.spot().folder())
                    .containsEntry("file", "a b.xlsx.filepart")
                    .containsEntry("name", "a b.xlsx")
                    .containsEntry("hours", "24");
        });
        gateway.inside.own.rename(ali, closed, "a b.xlsx").orThrow();
        assertThat(awaited()).as("renamed as it should be").isEmpty();
    }

    @Test
    void what_is_awaited_is_told_anew_of_another_temporary_name_and_no_longer_of_what_was_replaced_or_removed() {
        Deposit closed = upload("a.part", "one");
        gateway.clock.advance(Duration.ofDays(1));
        gateway.inside.settle.remindOfRenames();
        Deposit renamed = gateway.inside.own.rename(ali, closed, ".part").orThrow();
        assertThat(gateway.inside.settle.remindOfRenames()).isEqualTo(1);
        assertThat(awaited())
                .singleElement()
                .satisfies(notice -> assertThat(notice.parameters())
                        .containsEntry("file", ".part")
                        .containsEntry("name", "NAME"));

        Deposit again = upload(renamed.name(), "two");
        assertThat(awaited()).as("replaced").isEmpty();
        assertThat(gateway.inside.settle.remindOfRenames())
                .as("only just closed")
                .isZero();
        gateway.clock.advance(Duration.ofDays(1));
        assertThat(gateway.inside.settle.remindOfRenames()).isEqualTo(1);
        gateway.inside.own.remove(ali, again).orThrow();
        assertThat(awaited()).as("removed").isEmpty();
        assertThat(gateway.inside.settle.remindOfRenames()).isZero();
    }

    @Test
    void a_rename_to_a_temporary_name_stops_the_grace() {
        Deposit closed = upload("a.txt", "one");
        assertThat(gateway.inside
                        .own
                        .rename(ali, closed, "a.txt.part")
                        .orThrow()
                        .settles())
                .isEmpty();
        gateway.clock.advance(Duration.ofDays(1));
        assertThat(gateway.inside.settle.due()).isZero();
    }

    @Test
    void a_rename_wraps_the_key_anew_and_the_file_reads_back() {
        Deposit closed = upload("a.txt", "one");
        Keys.WrapRow before = wrap(closed);

        Deposit renamed = gateway.inside.own.rename(ali, closed, "b.txt").orThrow();

        assertThat(renamed.labelVersion()).isEqualTo(closed.labelVersion() + 1);
        assertThat(wrap(renamed).record()).isNotEqualTo(before.record());
        assertThat(read(renamed)).isEqualTo(bytes("one"));
        assertThat(gateway.inside.own.find(
                        ali, Spot.of(Channel.CONFIDENTIAL, TYPE, "a.txt").orThrow()))
                .isEmpty();
        // The first wrap no longer opens the body: name and version are bound into it.
        putBack(renamed, before);
        assertThat(refusal(gateway.inside.own.read(ali, renamed)).code()).isEqualTo("body-damaged");
    }

    @Test
    void a_file_renamed_over_a_deposited_one_supersedes_it() {
        Deposit old = deposited("a.txt", "old");
        Deposit fresh = upload("a.txt.part", "new");

        gateway.inside.own.rename(ali, fresh, "a.txt").orThrow();

        assertThat(gateway.get(old.id()).supersededBy()).contains(fresh.id());
        assertThat(read(current("a.txt"))).isEqualTo(bytes("new"));
        assertThat(read(gateway.get(old.id()))).isEqualTo(bytes("old"));
    }

    @Test
    void what_is_deposited_keeps_its_name() {
        Deposit deposited = deposited("a.txt", "one");

        assertThat(refusal(gateway.inside.own.rename(ali, deposited, "b.txt")).code())
                .isEqualTo("already-deposited");
        assertThat(read(deposited)).isEqualTo(bytes("one"));
    }

    @Test
    void overwriting_a_deposited_file_supersedes_it_and_the_first_stays_on_record() {
        Deposit first = deposited("a.txt", "one");
        Deposit second = deposited("a.txt", "two");

        assertThat(gateway.get(first.id()).state()).isEqualTo(DepositState.DEPOSITED);
        assertThat(gateway.get(first.id()).supersededBy()).contains(second.id());
        assertThat(read(gateway.get(first.id()))).isEqualTo(bytes("one"));
        assertThat(read(current("a.txt"))).isEqualTo(bytes("two"));
        assertThat(gateway.audited(EventKind.DEPOSIT_SUPERSEDED)).hasSize(1);
    }

    @Test
    void overwriting_a_settling_file_destroys_it() {
        Deposit first = upload("a.txt", "one");
        Deposit second = upload("a.txt", "two");

        assertThat(gateway.get(first.id()).state()).isEqualTo(DepositState.REMOVED);
        Optional<Keys.WrapRow> wrap = gateway.inside.ledger.read(sql -> Keys.wrap(sql, first.id()));
        assertThat(wrap).isEmpty();
        assertThat(bodies()).hasSize(1);
        assertThat(read(second)).isEqualTo(bytes("two"));
    }

    @Test
    void an_overwriting_upload_that_breaks_off_leaves_the_whole_file_as_it_was() {
        Deposit first = upload("a.txt", "one");
        Upload broken = gateway.inside
                .receive
                .begin(ali, Channel.CONFIDENTIAL, TYPE, "a.txt", true)
                .orThrow();
        broken.write(0, bytes("tw"), 0, 2).orThrow();
        broken.abandon();

        assertThat(gateway.get(first.id()).state()).isEqualTo(DepositState.SETTLING);
        assertThat(read(gateway.get(first.id()))).isEqualTo(bytes("one"));
    }

    @Test
    void a_file_is_taken_back_before_it_is_deposited_and_leaves_no_body() {
        Deposit closed = upload("a.txt", "one");
        gateway.inside.own.remove(ali, closed).orThrow();
        Upload open = gateway.inside
                .receive
                .begin(ali, Channel.CONFIDENTIAL, TYPE, "b.txt", true)
                .orThrow();
        open.write(0, bytes("two"), 0, 3).orThrow();
        open.abandon();
        gateway.inside
                .own
                .remove(
                        ali,
                        gateway.inside
                                .own
                                .find(
                                        ali,
                                        Spot.of(Channel.CONFIDENTIAL, TYPE, "b.txt")
                                                .orThrow())
                                .orElseThrow()
                                .deposit())
                .orThrow();

        assertThat(gateway.inside.own.list(ali, Channel.CONFIDENTIAL, TYPE, "")).isEmpty();
        assertThat(bodies()).isEmpty();
        assertThat(gateway.notices("ali")).isEmpty();
    }

    @Test
    void names_that_could_act_elsewhere_are_refused() {
        for (String name : List.of(
                "", ".", "..", "a/b", "a\\b", "a\u0000b", "a\nb", "x.", "x ", "a\u202Efdp.exe", "x".repeat(256))) {
            assertThat(refusal(gateway.upload(ali, Channel.CONFIDENTIAL, TYPE, name, bytes("x")))
                            .code())
                    .as(name)
                    .isEqualTo("bad-name");
        }
        assertThat(rows()).isZero();
    }

    @Test
    void an_unknown_type_is_refused_and_so_is_one_that_is_no_name() {
        for (String type : List.of("no-such-type", "Not A Name", "../x", "")) {
            assertThat(refusal(gateway.upload(ali, Channel.CONFIDENTIAL, type, "a.txt", bytes("x")))
                            .kind())
                    .as(type)
                    .isEqualTo(Refusal.Kind.UNKNOWN);
        }
        assertThat(rows()).isZero();
    }

    @Test
    void who_is_no_depositor_deposits_nothing_and_reads_why() {
        try (Visit rana = gateway.visit("rana")) {
            assertThat(refusal(gateway.upload(rana, Channel.CONFIDENTIAL, TYPE, "a.txt", bytes("x")))
                            .code())
                    .isEqualTo("not-a-depositor");
        }
        assertThat(gateway.notices("rana")).containsExactly(Notice.Kind.DEPOSIT_REFUSED);
        assertThat(rows()).isZero();
    }
}
