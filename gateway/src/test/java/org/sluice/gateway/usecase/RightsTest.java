package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.incident.Certainty;
import org.sluice.gateway.domain.incident.Incident;
import org.sluice.gateway.domain.incident.Nature;
import org.sluice.gateway.domain.incident.Severity;
import org.sluice.gateway.domain.participant.Contact;
import org.sluice.gateway.domain.participant.Duty;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** Whoever acts as a person has that person's rights and no others, although the host's administrator types it. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class RightsTest {
    private final TestDatabase kind;
    private GatewayFixture gateway;
    private ReleaseMade made;
    private String deposit;
    private String link;

    RightsTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "members");
        gateway.participant("org-b", "ocha-imos");
        gateway.participant("lead", "coordinators");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("dora", "org-a", Role.DEPOSITOR);
        gateway.person("bo", "org-b", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("cora", "lead", Role.COORDINATOR);
        gateway.person("adam", "lead", Role.ADMINISTRATOR);
        gateway.contact("desk", Optional.of("org-b"), "ocha-imos");
        made = LinkSteps.released(gateway, "ali", "org-a", bytes("made up"), "desk");
        deposit = made.release().deposits().getFirst();
        link = made.links().getFirst().link().id();
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void a_label_is_changed_by_the_owners_people_alone() {
        Map<String, String> change = Map.of("area", "made up");
        for (String other : List.of("bo", "cora", "adam")) {
            assertThat(code(gateway.inside.label.label(as(other), deposit, change)))
                    .as(other)
                    .isEqualTo("not-yours");
        }
        gateway.inside.label.label(as("dora"), deposit, change).orThrow();
    }

    @Test
    void a_link_is_issued_again_by_a_releaser_of_its_sender_alone_and_ended_by_coordinators_too() {
        for (String other : List.of("bo", "dora", "cora")) {
            assertThat(code(gateway.inside.links.reissue(as(other), link)))
                    .as(other)
                    .isEqualTo("not-yours");
        }
        for (String other : List.of("bo", "dora")) {
            assertThat(code(gateway.inside.links.revoke(as(other), link, "x")))
                    .as(other)
                    .isEqualTo("not-yours");
            assertThat(code(gateway.inside.links.revokeRelease(
                            as(other), made.release().id(), "x")))
                    .as(other)
                    .isEqualTo("not-yours");
        }
        String again =
                gateway.inside.links.reissue(as("ali"), link).orThrow().link().id();
        gateway.inside.links.revoke(as("cora"), again, "made up").orThrow();
        gateway.inside
                .links
                .revokeRelease(as("ali"), made.release().id(), "made up")
                .orThrow();
    }

    @Test
    void participants_are_suspended_by_who_presides_and_withdrawn_by_their_focal_point_too() {
        assertThat(code(gateway.inside.cut.suspend(as("bo"), "org-a", "x"))).isEqualTo("not-a-coordinator");
        assertThat(code(gateway.inside.cut.withdrawNow(as("bo"), "org-a", "x"))).isEqualTo("not-its-focal-point");
        assertThat(code(gateway.inside.cut.withdrawNow(as("ali"), "org-a", "x")))
                .isEqualTo("not-its-focal-point");
        assertThat(code(gateway.inside.cut.withdrawOn(
                        as("bo"), "org-a", "x", gateway.clock.instant().plus(Duration.ofDays(40)))))
                .isEqualTo("not-its-focal-point");
        gateway.inside.cut.suspend(as("cora"), "org-a", "made up").orThrow();
        assertThat(code(gateway.inside.cut.resume(as("bo"), "org-a"))).isEqualTo("not-a-coordinator");
        gateway.inside.cut.resume(as("adam"), "org-a").orThrow();
        gateway.inside
                .terms
                .setSpeakers(HOST, "org-a", Duty.FOCAL_POINT, List.of("ali"))
                .orThrow();
        gateway.inside.cut.withdrawNow(as("ali"), "org-a", "made up").orThrow();
    }

    @Test
    void the_register_is_kept_by_administrators_and_each_participants_people_by_its_focal_point() {
        Person more = new Person("mo", "org-a", "Mo (made up)", "mo@example.org", "en", Set.of(Role.COORDINATOR));
        assertThat(code(gateway.inside.register.addPerson(as("bo"), more))).isEqualTo("not-its-focal-point");
        assertThat(code(gateway.inside.register.addPerson(as("cora"), more))).isEqualTo("not-its-focal-point");
        assertThat(code(gateway.inside.register.removeKey(as("bo"), "ali", GatewayFixture.fingerprint("ali"))))
                .isEqualTo("not-its-focal-point");
        assertThat(code(gateway.inside.register.addParticipant(
                        as("cora"), "org-c", "C (made up)", Set.of("members"), LocalDate.of(2026, 1, 1))))
                .isEqualTo("not-an-administrator");
        assertThat(code(gateway.inside.register.setAudiences(as("bo"), "org-b", Set.of("coordinators"))))
                .isEqualTo("not-an-administrator");
        gateway.inside.register.addPerson(as("adam"), more).orThrow();
        Contact desk = gateway.inside.register.contact("desk").orThrow();
        assertThat(code(gateway.inside.register.changeContact(as("ali"), desk))).isEqualTo("not-yours");
        gateway.inside.register.changeContact(as("bo"), desk).orThrow();
    }

    @Test
    void whoever_reports_an_incident_stops_no_protocol_and_lifts_no_hold() {
        IncidentOrder stop = order(Optional.of("turkey-cross-border"));
        assertThat(code(gateway.inside.incidents.open(as("bo"), "bo", stop))).isEqualTo("not-a-coordinator");
        IncidentOrder misspelt = order(Optional.of("turkey-crossborder"));
        assertThat(code(gateway.inside.incidents.open(HOST, "cora", misspelt))).isEqualTo("unknown-policy");
        Incident incident = gateway.inside
                .incidents
                .open(as("bo"), "bo", order(Optional.empty()))
                .orThrow();
        assertThat(code(gateway.inside.incidents.hold(as("bo"), incident.id(), false, "x")))
                .isEqualTo("not-a-coordinator");
        assertThat(code(gateway.inside.incidents.assent(as("bo"), incident.id(), "ali")))
                .isEqualTo("not-oneself");
        assertThat(code(gateway.inside.incidents.resolve(as("bo"), incident.id(), "x", true)))
                .isEqualTo("not-a-coordinator");
        assertThat(code(gateway.inside.incidents.close(as("bo"), incident.id(), "x")))
                .isEqualTo("not-a-coordinator");
        assertThat(gateway.notices("ali"))
                .as("its files are frozen")
                .contains(org.sluice.gateway.domain.deposit.Notice.Kind.INCIDENT_OPENED);
        gateway.inside
                .incidents
                .hold(as("cora"), incident.id(), false, "made up")
                .orThrow();
    }

    @Test
    void a_link_ends_when_its_contact_is_of_its_audience_no_more() {
        LinkSteps steps = LinkSteps.of(gateway.inside, made);
        Map<String, Long> epochs = steps.epochs();
        Contact desk = gateway.inside.register.contact("desk").orThrow();
        gateway.inside
                .register
                .changeContact(
                        HOST,
                        new Contact(
                                desk.id(),
                                desk.name(),
                                Set.of("public"),
                                desk.participantId(),
                                desk.email(),
                                desk.phone(),
                                desk.confirmedBy()))
                .orThrow();
        assertThat(Claims.claim(gateway.inside, link, epochs, deposit)).isInstanceOf(Answer.Refused.class);
        assertThat(code(gateway.inside.links.reissue(HOST, link))).isEqualTo("not-its-audience");
    }

    private IncidentOrder order(Optional<String> stop) {
        return new IncidentOrder(
                Nature.LEAK,
                Severity.HIGH,
                Certainty.SUSPECTED,
                "made up",
                "made up",
                Optional.empty(),
                true,
                stop,
                List.of(deposit),
                List.of(),
                List.of());
    }

    private static String code(Answer<?> answer) {
        return refusal(answer).code();
    }

    private static Actor as(String person) {
        return new Actor.HostAdministrator(Optional.of(person));
    }
}
