package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Exposure;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** Exposure counts as transfer: a file name is read by those who may have the file. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class ShownTest {
    private final TestDatabase kind;
    private GatewayFixture gateway;
    private Overview overview;

    ShownTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "members");
        gateway.participant("org-b", "members");
        gateway.participant("ocha", "ocha-imos");
        gateway.participant("lead", "coordinators");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("bo", "org-b", Role.DEPOSITOR);
        gateway.person("imo", "ocha", Role.DEPOSITOR, Role.AUDITOR);
        gateway.person("cora", "lead", Role.COORDINATOR);
        overview = new Overview(gateway.inside.ledger, gateway.inside.rules);
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void a_name_is_read_where_the_matrix_lets_the_readers_participant_have_the_file() {
        Deposit form = gateway.deposit(
                "ali", Channel.RESTRICTED, "4w-monthly-inputs", "inputs of org-a.csv", bytes("month,reached\n2,31\n"));
        assertThat(name("ali")).isEqualTo(form.name());
        assertThat(name("cora")).as("coordinators have the cell").isEqualTo(form.name());
        assertThat(name("bo")).as("members get what is anonymised").isEqualTo(Exposure.WITHHELD);
        assertThat(name("imo")).as("an auditor has no cell more").isEqualTo(Exposure.WITHHELD);
        assertThat(listed("bo").held()).isFalse();
    }

    @Test
    void what_is_found_above_its_label_is_held_for_all_to_see_and_its_name_and_findings_are_its_owners() {
        Deposit list = gateway.assessment(
                "ali", "people of a village.csv", bytes("Full name,Phone\nAhmad Yilmaz,+905321234567\n"));
        assertThat(listed("ali").held()).isTrue();
        assertThat(name("ali")).isEqualTo(list.name());
        for (String other : new String[] {"bo", "imo", "cora"}) {
            assertThat(name(other)).as(other).isEqualTo(Exposure.WITHHELD);
        }
        assertThat(overview.deposits(Optional.empty()).getFirst().deposit().name())
                .as("the host")
                .isEqualTo(Exposure.WITHHELD);
        assertThat(overview.deposit(list.id(), Optional.of("ali")).orThrow().holding())
                .singleElement()
                .satisfies(why -> assertThat(why.code()).isEqualTo("content-above-claim"));
        assertThat(overview.deposit(list.id(), Optional.of("bo")).orThrow().holding())
                .singleElement()
                .satisfies(why -> assertThat(why.code()).isEqualTo("held"));
        assertThat(gateway.inside.answers.list(Optional.of("bo"))).isEmpty();
        assertThat(GatewayFixture.refusal(gateway.inside.answers.show(list.id(), Optional.of("bo")))
                        .code())
                .isEqualTo("unknown-inspection");
        assertThat(gateway.inside.answers.list(Optional.of("cora"))).hasSize(1);
    }

    private Overview.DepositListed listed(String person) {
        return overview.deposits(Optional.of(person)).getFirst();
    }

    private String name(String person) {
        return listed(person).deposit().name();
    }
}
