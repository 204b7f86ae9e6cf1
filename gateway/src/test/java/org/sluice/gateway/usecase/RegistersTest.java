package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** The registers say what is, and who has no access any more is in none of them. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class RegistersTest {
    private final TestDatabase kind;
    private GatewayFixture gateway;

    RegistersTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "members");
        gateway.participant("ocha", "ocha-imos");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("nadia", "ocha", Role.RELEASER);
        gateway.contact("desk", Optional.of("ocha"), "ocha-imos");
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void the_data_register_says_what_is_held_and_how_long_but_not_under_which_name() {
        Deposit deposit = gateway.assessment("ali", "a-telling-name.txt", bytes("x"));
        gateway.label(deposit.id(), "period=March 2026", "area=north", "purpose=planning");
        Registers.Register data = registers().data(HOST);
        assertThat(data.rows()).hasSize(1);
        assertThat(data.rows().getFirst())
                .hasSameSizeAs(data.columns())
                .contains(
                        deposit.id(),
                        "org-a",
                        "assessments-reports",
                        "confidential",
                        "March 2026",
                        "north",
                        "planning",
                        "review",
                        "2026-09-02T08:00:00Z");
        assertThat(data.rows().toString()).doesNotContain("telling");
        assertThat(gateway.audited(EventKind.REGISTER_READ)).hasSize(1);
    }

    @Test
    void who_has_not_reported_is_who_deposited_nothing_in_the_period() {
        gateway.assessment("ali", "a.txt", bytes("x"));
        Instant at = gateway.clock.instant();
        assertThat(silent(at, at.plusMillis(1))).containsExactly("ocha");
        assertThat(silent(at.plusMillis(1), at.plus(Duration.ofDays(1)))).containsExactly("ocha", "org-a");
        assertThat(silent(at.minus(Duration.ofDays(1)), at)).containsExactly("ocha", "org-a");
        gateway.inside
                .stewardship
                .destroy()
                .destroy(HOST, "ali", registers().data(HOST).rows().getFirst().getFirst(), "made up")
                .orThrow();
        assertThat(silent(at, at.plusMillis(1)))
                .as("reported, though destroyed since")
                .containsExactly("ocha");
        gateway.inside.cut.suspend(HOST, "ocha", "made up").orThrow();
        assertThat(silent(at, at.plusMillis(1))).isEmpty();
    }

    @Test
    void a_type_that_no_protocol_has_and_a_period_that_ends_before_it_begins_are_refused() {
        Instant at = gateway.clock.instant();
        assertThatThrownBy(() -> registers().notReported(HOST, "4w", at, at.plusMillis(1)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContainingAll("\"4w\"", "4w-monthly-inputs");
        assertThatThrownBy(() -> silent(at, at))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("ends before it begins");
        assertThat(gateway.audited(EventKind.REGISTER_READ)).isEmpty();
    }

    @Test
    void the_access_list_names_everybody_with_an_authority_and_nobody_who_is_out() {
        LinkSteps.released(gateway, "ali", "org-a", bytes("x"), "desk", "nadia");
        Registers.Register access = registers().access(HOST);
        assertThat(kinds(access))
                .containsExactlyInAnyOrder(
                        "administrator host",
                        "person ali",
                        "person ali",
                        "person nadia",
                        "contact desk",
                        "link "
                                + gateway.inside.ledger.read(sql -> org.sluice.gateway.store.Links.all(sql)
                                        .getFirst()
                                        .id()),
                        "inbox nadia");
        assertThat(access.rows()).allMatch(row -> !row.get(4).isBlank()).allMatch(row -> row.size() == 7);
        assertThat(access.rows().toString()).contains("by ali");

        gateway.inside.cut.withdrawNow(HOST, "ocha", "made up").orThrow();
        assertThat(kinds(registers().access(HOST)))
                .containsExactlyInAnyOrder("administrator host", "person ali", "person ali");
    }

    private List<String> silent(Instant from, Instant to) {
        return registers().notReported(HOST, "assessments-reports", from, to).rows().stream()
                .map(List::getFirst)
                .toList();
    }

    private static List<String> kinds(Registers.Register access) {
        return access.rows().stream().map(row -> row.get(0) + " " + row.get(1)).toList();
    }

    private Registers registers() {
        return gateway.inside.stewardship.registers();
    }
}
