package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.incident.Certainty;
import org.sluice.gateway.domain.incident.Incident;
import org.sluice.gateway.domain.incident.Nature;
import org.sluice.gateway.domain.incident.Severity;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** Nobody was told of an incident, or met on it, before anybody knew of it, nor in the future. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class IncidentInstantsTest {
    private static final Duration TICK = Duration.ofMillis(1);

    private final TestDatabase kind;
    private GatewayFixture gateway;
    private String incident;
    private Instant aware;

    IncidentInstantsTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void opened() {
        gateway = new GatewayFixture(kind, "turkey-cross-border", "alliance-dpisp");
        gateway.participant("relief-a", "members");
        gateway.person("amal", "relief-a", Role.DEPOSITOR, Role.COORDINATOR);
        gateway.contact("unhcr-desk", Optional.empty(), "unhcr");
        Deposit deposit = gateway.assessment("amal", "a.txt", bytes("made up"));
        gateway.label(deposit.id(), "marks=unhcr");
        aware = gateway.clock.instant().minus(Duration.ofHours(1));
        incident = gateway.inside
                .incidents
                .open(
                        HOST,
                        "amal",
                        new IncidentOrder(
                                Nature.LOSS,
                                Severity.HIGH,
                                Certainty.SUSPECTED,
                                "a lost stick",
                                "an inventory",
                                Optional.of(aware),
                                false,
                                Optional.empty(),
                                List.of(deposit.id()),
                                List.of(),
                                List.of()))
                .orThrow()
                .id();
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void the_group_is_told_between_the_awareness_and_now() {
        within(at -> gateway.inside.incidents.told(HOST, incident, false, at));
    }

    @Test
    void a_contact_is_told_between_the_awareness_and_now() {
        within(at -> gateway.inside.incidents.toldContact(HOST, incident, "unhcr-desk", "by phone", at));
    }

    @Test
    void the_meeting_was_between_the_awareness_and_now() {
        within(at -> gateway.inside.incidents.met(HOST, incident, at));
    }

    @Test
    void at_this_very_instant_it_has_happened() {
        gateway.inside.incidents.met(HOST, incident, gateway.clock.instant()).orThrow();
    }

    private void within(Function<Instant, Answer<Incident>> act) {
        Refusal early = refusal(act.apply(aware.minus(TICK)));
        assertThat(early.code()).isEqualTo("bad-instant");
        assertThat(early.message()).contains(aware.minus(TICK).toString(), aware.toString(), incident);
        Refusal late = refusal(act.apply(gateway.clock.instant().plus(TICK)));
        assertThat(late.code()).isEqualTo("bad-instant");
        assertThat(late.message()).contains("future");
        assertThat(gateway.audited(EventKind.INCIDENT_CHANGED)).isEmpty();
        act.apply(aware).orThrow();
    }
}
