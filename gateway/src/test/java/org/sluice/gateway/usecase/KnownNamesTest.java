package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.fact.Fact;
import org.sluice.gateway.domain.owner.OwnerPolicy;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** A ban under a misspelt name would protect nothing: it is refused, and the known names are told. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class KnownNamesTest {
    private static final Optional<String> NONE = Optional.empty();

    private final TestDatabase kind;
    private GatewayFixture gateway;
    private Deposit deposit;

    KnownNamesTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void deposited() {
        gateway = new GatewayFixture(kind);
        gateway.participant("relief-a", "members");
        gateway.participant("cluster", "coordinators");
        gateway.person("amal", "relief-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("cora", "cluster", Role.COORDINATOR);
        gateway.contact("desk", Optional.empty(), "ocha-imos");
        deposit = gateway.assessment("amal", "a.txt", bytes("made up"));
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void an_owner_bans_no_audience_type_or_recipient_that_is_not_there() {
        Refusal audience = refusal(never(NONE, Optional.of("ocha-imoss"), NONE));
        assertThat(audience.code()).isEqualTo("unknown-audience");
        assertThat(audience.message()).contains("\"ocha-imoss\"", "ocha-imos, ");
        Refusal type = refusal(never(Optional.of("4w"), NONE, NONE));
        assertThat(type.code()).isEqualTo("unknown-type");
        assertThat(type.message()).contains("\"4w\"", "4w-monthly-inputs, ");
        Refusal recipient = refusal(never(NONE, NONE, Optional.of("desc")));
        assertThat(recipient.code()).isEqualTo("unknown-recipient");
        assertThat(recipient.message()).contains("\"desc\"", "sluice participant list");
        assertThat(gateway.audited(EventKind.OWNER_POLICY_ADDED)).isEmpty();
    }

    @Test
    void an_owner_bans_every_kind_of_recipient_that_is_there() {
        for (String there : List.of("desk", "cora", "cluster")) {
            never(Optional.of("assessments-reports"), Optional.of("ocha-imos"), Optional.of(there))
                    .orThrow();
        }
        assertThat(gateway.audited(EventKind.OWNER_POLICY_ADDED)).hasSize(3);
    }

    @Test
    void a_fact_is_for_an_audience_and_for_a_contact_or_person_that_are_there() {
        Refusal audience = refusal(refuse(new Fact.Scope(Optional.of("ocha-imoss"), NONE, NONE)));
        assertThat(audience.code()).isEqualTo("unknown-audience");
        assertThat(audience.message()).contains("\"ocha-imoss\"", "ocha-imos, ");
        Refusal recipient = refusal(refuse(new Fact.Scope(NONE, Optional.of("desc"), NONE)));
        assertThat(recipient.code()).isEqualTo("unknown-recipient");
        assertThat(recipient.message()).contains("\"desc\"", "sluice contact list");
        // It counts for one recipient by its id, so a participant's would count for none of its people.
        assertThat(refusal(refuse(new Fact.Scope(NONE, Optional.of("cluster"), NONE)))
                        .message())
                .startsWith("\"cluster\" is a participant");
        refuse(new Fact.Scope(Optional.of("ocha-imos"), Optional.of("desk"), NONE))
                .orThrow();
        refuse(new Fact.Scope(NONE, Optional.of("cora"), NONE)).orThrow();
        assertThat(gateway.audited(EventKind.FACT_RECORDED)).hasSize(2);
    }

    private Answer<OwnerPolicy> never(Optional<String> type, Optional<String> audience, Optional<String> recipient) {
        return gateway.inside.owners.addPolicy(
                HOST, Optional.of("amal"), "relief-a", type, audience, recipient, "our board");
    }

    private Answer<Fact> refuse(Fact.Scope scope) {
        return gateway.inside.facts.record(
                HOST,
                "amal",
                new FactOrder(
                        "consent-of-organisation",
                        Fact.About.DEPOSIT,
                        deposit.id(),
                        "relief-a",
                        false,
                        scope,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }
}
