package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Keys;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** A file from its close to its label: settling, renaming, superseding, taking back, the floor of its channel. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class DepositLifeTest {
    private static final String TYPE = "assessments-reports";

    private final TestDatabase kind;
    private GatewayFixture gateway;
    private Visit ali;

    DepositLifeTest(TestDatabase kind) {
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
        assertThat(gateway.inside.own.find(ali, Channel.CONFIDENTIAL, TYPE, "a.txt"))
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
    void what_is_deposited_keeps_its_name_and_stays() {
        Deposit deposited = deposited("a.txt", "one");

        assertThat(refusal(gateway.inside.own.rename(ali, deposited, "b.txt")).code())
                .isEqualTo("already-deposited");
        assertThat(refusal(gateway.inside.own.remove(ali, deposited)).code()).isEqualTo("already-deposited");
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
                                .find(ali, Channel.CONFIDENTIAL, TYPE, "b.txt")
                                .orElseThrow()
                                .deposit())
                .orThrow();

        assertThat(gateway.inside.own.list(ali, Channel.CONFIDENTIAL, TYPE)).isEmpty();
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

    @Test
    void below_its_floor_nothing_enters_the_public_folder_before_its_first_byte() {
        Refusal refusal = refusal(gateway.inside.receive.begin(ali, Channel.PUBLIC, TYPE, "a.txt", true));

        assertThat(refusal.code()).isEqualTo("below-floor");
        assertThat(refusal.message()).contains("/strictly-confidential/assessments-reports/", "population");
        assertThat(gateway.notices("ali")).containsExactly(Notice.Kind.BELOW_FLOOR_REFUSED);
        assertThat(gateway.audited(EventKind.DEPOSIT_REFUSED))
                .hasSize(1)
                .first()
                .asString()
                .contains("below-floor");
        assertThat(rows()).isZero();
        assertThat(bodies()).isEmpty();
    }

    @Test
    void what_the_matrix_permits_for_the_public_enters_the_public_folder() {
        Deposit dashboard = gateway.deposit("ali", Channel.PUBLIC, "protection-dashboard", "d.pdf", bytes("figures"));
        assertThat(dashboard.channel()).isEqualTo(Channel.PUBLIC);
        assertThat(dashboard.held()).isFalse();
        assertThat(gateway.notices("ali")).isEmpty();
    }

    @Test
    void elsewhere_it_is_held_under_the_floors_keys_until_its_label_comes() {
        Deposit held = deposited("a.txt", "one");
        Keys.WrapRow before = wrap(held);
        assertThat(held.held()).isTrue();
        assertThat(held.channel()).isEqualTo(Channel.STRICTLY_CONFIDENTIAL);
        assertThat(before.channel()).isEqualTo("strictly-confidential");
        assertThat(gateway.notices("ali")).containsExactly(Notice.Kind.LABEL_NEEDED);

        Deposit labelled = gateway.label(
                held.id(),
                "organizations=named",
                "location=district",
                "population=disaggregated",
                "activity=full",
                "persons=staff");

        assertThat(labelled.held()).isFalse();
        assertThat(labelled.channel()).isEqualTo(Channel.CONFIDENTIAL);
        assertThat(wrap(labelled).channel()).isEqualTo("confidential");
        assertThat(gateway.notices("ali")).isEmpty();
        assertThat(read(labelled)).isEqualTo(bytes("one"));
        putBack(labelled, before);
        assertThat(refusal(gateway.inside.own.read(ali, labelled)).code()).isEqualTo("body-damaged");
    }

    @Test
    void a_label_that_says_too_little_leaves_the_file_held_and_the_question_open() {
        Deposit held = deposited("a.txt", "one");
        Deposit still = gateway.label(held.id(), "organizations=coded");
        assertThat(still.held()).isTrue();
        assertThat(gateway.notices("ali")).containsExactly(Notice.Kind.LABEL_NEEDED);
        assertThat(read(still)).isEqualTo(bytes("one"));
    }

    @Test
    void a_channel_below_the_floor_is_refused_when_somebody_asks_for_it() {
        Deposit held = deposited("a.txt", "one");
        Refusal refusal = refusal(gateway.inside.label.label(
                GatewayFixture.HOST, held.id(), Map.of("channel", "restricted", "organizations", "coded")));
        assertThat(refusal.code()).isEqualTo("below-floor");
        assertThat(gateway.get(held.id())).isEqualTo(held);
    }

    @Test
    void every_mistaken_key_of_a_label_is_named() {
        Deposit held = deposited("a.txt", "one");
        Refusal refusal = refusal(gateway.inside.label.label(
                GatewayFixture.HOST,
                held.id(),
                Map.of("organisations", "coded", "location", "village", "activity", "full")));
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.WRONG);
        assertThat(refusal.message()).contains("organisations", "village");
        assertThat(gateway.get(held.id())).isEqualTo(held);
    }

    @Test
    void a_label_changes_neither_the_type_nor_a_file_still_on_its_way() {
        Deposit held = deposited("a.txt", "one");
        assertThat(refusal(gateway.inside.label.label(GatewayFixture.HOST, held.id(), Map.of("type", "email")))
                        .code())
                .isEqualTo("type-fixed");
        Upload open = gateway.inside
                .receive
                .begin(ali, Channel.CONFIDENTIAL, TYPE, "b.txt", true)
                .orThrow();
        assertThat(refusal(gateway.inside.label.label(GatewayFixture.HOST, open.depositId(), Map.of("persons", "none")))
                        .code())
                .isEqualTo("not-finished");
        assertThat(refusal(gateway.inside.label.label(GatewayFixture.HOST, "dnone", Map.of("persons", "none")))
                        .kind())
                .isEqualTo(Refusal.Kind.UNKNOWN);
    }

    @Test
    void a_label_that_was_tampered_with_in_the_database_opens_nothing() {
        Deposit deposit = deposited("a.txt", "one");
        Deposit labelled = gateway.label(deposit.id(), "persons=staff");
        gateway.inside.ledger.write(tx -> tx.sql()
                .createUpdate("UPDATE deposit SET label = replace(label, 'staff', 'none') WHERE id = :id")
                .bind("id", labelled.id())
                .execute());
        Deposit tampered = gateway.get(deposit.id());
        assertThat(tampered.label()).isNotEqualTo(labelled.label());
        assertThat(refusal(gateway.inside.own.read(ali, tampered)).code()).isEqualTo("body-damaged");
    }

    @Test
    void a_body_that_was_changed_on_disk_is_never_read_as_if_it_were_whole() throws IOException {
        Deposit deposit = deposited("a.txt", "one".repeat(50_000));
        Path body = bodies().getFirst();
        byte[] sealed = Files.readAllBytes(body);
        sealed[sealed.length / 2] ^= 1;
        Files.write(body, sealed);
        var channel = gateway.inside.own.read(ali, deposit).orThrow();
        assertThatThrownBy(() -> GatewayFixture.read(channel)).isInstanceOf(UncheckedIOException.class);
    }

    private Deposit upload(String name, String content) {
        return gateway.upload(ali, Channel.CONFIDENTIAL, TYPE, name, bytes(content))
                .orThrow();
    }

    private Deposit deposited(String name, String content) {
        return gateway.deposit("ali", Channel.CONFIDENTIAL, TYPE, name, bytes(content));
    }

    private Deposit current(String name) {
        return gateway.inside
                .own
                .find(ali, Channel.CONFIDENTIAL, TYPE, name)
                .orElseThrow()
                .deposit();
    }

    private byte[] read(Deposit deposit) {
        return GatewayFixture.read(gateway.inside.own.read(ali, deposit).orThrow());
    }

    private Keys.WrapRow wrap(Deposit deposit) {
        return gateway.inside.ledger.read(sql -> Keys.wrap(sql, deposit.id())).orElseThrow();
    }

    private void putBack(Deposit deposit, Keys.WrapRow old) {
        gateway.inside.ledger.write(tx -> {
            Keys.putWrap(tx, deposit.id(), old);
            return old;
        });
    }

    private int rows() {
        return gateway.inside.ledger.read(Deposits::all).size();
    }

    private List<Path> bodies() {
        try (Stream<Path> files = Files.walk(gateway.data.bodies())) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
