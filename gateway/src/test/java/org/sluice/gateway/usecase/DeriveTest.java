package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.derive.Recipe;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.OrgCodes;
import org.sluice.gateway.store.Versions;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** Versions that identify less. Every name and place is made up. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class DeriveTest {
    private static final String TYPE = "assessments-reports";
    private static final byte[] TABLE = bytes("""
            Organisation,Full name,Village,Reached
            Made Up Hands,Ahmad Yilmaz,Village 1,25
            made up hands,Fatma Demir,Village 2,9
            Relief A,Omar Haddad,Nowhere,10
            """);

    private static final Recipe RECIPE = new Recipe(
            List.of("full name"),
            List.of("C"),
            Map.of("village 1", "District 1", "village 2", "District 1"),
            List.of("Organisation"),
            List.of("Reached"),
            10,
            1);

    private final TestDatabase database;
    private GatewayFixture gateway;
    private Deposit original;

    DeriveTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void start() {
        gateway = new GatewayFixture(database);
        gateway.participant("relief-a", "coordinators");
        gateway.participant("relief-b", "coordinators");
        gateway.person("ali", "relief-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("zoe", "relief-b", Role.DEPOSITOR, Role.COORDINATOR);
        original = gateway.deposit("ali", Channel.CONFIDENTIAL, TYPE, "table.csv", TABLE);
    }

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    private Deposit stored(String name) {
        return gateway.inside
                .derive
                .store(
                        HOST,
                        "ali",
                        original.id(),
                        RECIPE,
                        new DeriveDeposit.Storing(
                                name, Channel.CONFIDENTIAL, Map.of("persons", "none", "organizations", "coded")))
                .orThrow()
                .derived()
                .orElseThrow();
    }

    private String content(Deposit deposit) {
        try (Visit visit = gateway.visit("ali")) {
            return new String(
                    GatewayFixture.read(gateway.inside.own.read(visit, deposit).orThrow()), StandardCharsets.UTF_8);
        }
    }

    @Test
    void a_look_tells_counts_and_stores_nothing() {
        DeriveDeposit.Made made =
                gateway.inside.derive.look("ali", original.id(), RECIPE).orThrow();
        assertThat(made.rows()).isEqualTo(3);
        assertThat(made.changes().toString())
                .contains("small counts hidden, changed=1, emptied=0")
                .contains("made coarser, changed=2, emptied=1")
                .contains("dropped, changed=0, emptied=3")
                .doesNotContain("Ahmad");
        assertThat(made.derived()).isEmpty();
        assertThat(gateway.inside.ledger.<List<OrgCodes.Code>, RuntimeException>read(OrgCodes::all))
                .isEmpty();
    }

    @Test
    void a_version_is_a_deposit_of_its_own_with_stable_codes() {
        Deposit version = stored("anonymised.csv");
        String code = gateway.inside.derive.register("zoe").orThrow().stream()
                .filter(known -> known.name().equalsIgnoreCase("made up hands"))
                .map(OrgCodes.Code::code)
                .findFirst()
                .orElseThrow();
        String text = content(version);
        assertThat(text)
                .doesNotContain("Ahmad")
                .doesNotContain("Hands")
                .doesNotContain("Nowhere")
                .doesNotContain("Village 1");
        assertThat(text.lines().toList().subList(0, 3))
                .containsExactly("Organisation,Village,Reached", code + ",District 1,25", code + ",District 1,<10");
        List<Versions.Version> versions = gateway.inside.ledger.read(sql -> Versions.of(sql, original.id()));
        assertThat(versions).extracting(Versions.Version::derivedId).containsExactly(version.id());
        assertThat(content(stored("again.csv"))).isEqualTo(text);
    }

    @Test
    void the_register_is_a_coordinators_and_the_content_its_owners() {
        assertThat(refusal(gateway.inside.derive.register("ali")).code()).isEqualTo("not-a-coordinator");
        assertThat(refusal(gateway.inside.derive.look("zoe", original.id(), RECIPE))
                        .code())
                .isEqualTo("unknown-deposit");
    }

    @Test
    void a_recipe_that_names_a_column_that_is_not_there_is_not_followed() {
        Recipe wrong = new Recipe(List.of("Telephone"), List.of(), Map.of(), List.of(), List.of(), 10, 1);
        assertThat(refusal(gateway.inside.derive.look("ali", original.id(), wrong))
                        .code())
                .isEqualTo("unknown-column");
    }

    @Test
    void a_version_whose_label_is_refused_is_not_kept() {
        assertThat(refusal(gateway.inside.derive.store(
                                HOST,
                                "ali",
                                original.id(),
                                RECIPE,
                                new DeriveDeposit.Storing("x.csv", Channel.CONFIDENTIAL, Map.of("persons", "nobody"))))
                        .code())
                .isEqualTo("bad-label");
        List<Versions.Version> none = gateway.inside.ledger.read(sql -> Versions.of(sql, original.id()));
        assertThat(none).isEmpty();
    }
}
