package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.store.Keys;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** What a label lets in, holds and opens, and what it cannot change. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class LabelTest extends DepositLifeCase {
    LabelTest(TestDatabase kind) {
        super(kind);
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
}
