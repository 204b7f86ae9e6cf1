package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.incident.Certainty;
import org.sluice.gateway.domain.incident.Incident;
import org.sluice.gateway.domain.incident.Nature;
import org.sluice.gateway.domain.incident.Severity;
import org.sluice.gateway.domain.incident.Telling;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** A breach that touches data under UNHCR's mark reaches whoever stands for UNHCR, with a log-in or without. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class UnhcrBreachTest {
    private final TestDatabase kind;
    private GatewayFixture gateway;

    UnhcrBreachTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind, "turkey-cross-border", "alliance-dpisp");
        gateway.participant("relief-a", "members");
        gateway.participant("lead", "coordinators");
        gateway.person("amal", "relief-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("cora", "lead", Role.COORDINATOR);
        for (String signatory : List.of("relief-a", "lead")) {
            gateway.inside
                    .adhere
                    .record(
                            HOST,
                            new Adhere.Order(
                                    signatory,
                                    Set.of("alliance-dpisp"),
                                    "Made-up Director",
                                    "country director",
                                    LocalDate.of(2026, 1, 5),
                                    "adherence.pdf",
                                    bytes("%PDF-1.7 made up")))
                    .orThrow();
        }
        gateway.participant("agency", "unhcr");
        gateway.person("una", "agency", Role.RELEASER);
        gateway.contact("unhcr-desk", Optional.empty(), "unhcr");
        gateway.contact("unhcr-night", Optional.empty(), "unhcr");
        gateway.contact("desk", Optional.empty(), "ocha-imos");
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void its_people_get_a_notice_and_coordinators_are_asked_to_tell_each_contact_that_stands_for_it() {
        Incident incident = breach("marks=unhcr");
        assertThat(gateway.notices("una")).contains(Notice.Kind.INCIDENT_OPENED);
        assertThat(gateway.notices("cora"))
                .filteredOn(Notice.Kind.INCIDENT_TELL::equals)
                .hasSize(2);
        assertThat(toTell(incident)).extracting(Telling::contactId).containsExactly("unhcr-desk", "unhcr-night");
        assertThat(toTell(incident)).allMatch(telling -> telling.told().isEmpty());
    }

    @Test
    void without_the_mark_nobody_of_it_hears_of_it() {
        Incident incident = breach("marks=");
        assertThat(gateway.notices("una")).isEmpty();
        assertThat(toTell(incident)).isEmpty();
        assertThat(incident.running()).extracting(Incident.Clock::word).containsExactly("group-notice", "meeting");
    }

    @Test
    void the_clock_stops_with_the_last_one_told_and_is_reminded_of_at_its_instants_until_then() {
        Incident incident = breach("marks=unhcr");
        assertThat(refusal(gateway.inside.incidents.told(HOST, incident.id(), true, gateway.clock.instant()))
                        .code())
                .isEqualTo("tell-each");
        assertThat(told(incident, "unhcr-desk").running())
                .extracting(Incident.Clock::word)
                .contains("unhcr-notice");
        gateway.clock.advance(Duration.ofHours(20).minusMillis(1));
        gateway.inside.incidents.due();
        assertThat(gateway.notices("una")).doesNotContain(Notice.Kind.INCIDENT_DUE);
        gateway.clock.advance(Duration.ofMillis(1));
        gateway.inside.incidents.due();
        assertThat(gateway.notices("una"))
                .filteredOn(Notice.Kind.INCIDENT_DUE::equals)
                .hasSize(2);
        Incident done = told(incident, "unhcr-night");
        assertThat(done.progress().toldUnhcr()).contains(gateway.clock.instant());
        assertThat(done.running()).extracting(Incident.Clock::word).doesNotContain("unhcr-notice");
        assertThat(toTell(incident)).extracting(Telling::how).containsOnly(Optional.of("by phone"));
    }

    @Test
    void nobody_is_told_twice_nor_without_saying_how_nor_who_need_not_be() {
        Incident incident = breach("marks=unhcr");
        told(incident, "unhcr-desk");
        assertThat(code(incident, "unhcr-desk", "by phone")).isEqualTo("nothing-to-tell");
        assertThat(code(incident, "desk", "by phone")).isEqualTo("nothing-to-tell");
        assertThat(code(incident, "unhcr-night", " ")).isEqualTo("incomplete");
    }

    @Test
    void a_link_over_which_marked_data_went_counts_as_touching_it() {
        Deposit deposit = gateway.assessment("amal", "a.txt", bytes("made up"));
        gateway.inside
                .facts
                .add(HOST, "amal", "consent-of-organisation", deposit.id(), "relief-a", Optional.empty())
                .orThrow();
        String link = gateway.release("amal", deposit.id(), "desk")
                .orThrow()
                .links()
                .getFirst()
                .link()
                .id();
        gateway.label(deposit.id(), "marks=unhcr");
        assertThat(open(List.of(), List.of(link)).unhcr()).isTrue();
    }

    private Incident breach(String mark) {
        Deposit deposit = gateway.assessment("amal", "a.txt", bytes("made up"));
        gateway.label(deposit.id(), mark);
        return open(List.of(deposit.id()), List.of());
    }

    private Incident open(List<String> deposits, List<String> links) {
        return gateway.inside
                .incidents
                .open(
                        HOST,
                        "administrator",
                        new IncidentOrder(
                                Nature.LEAK,
                                Severity.SEVERE,
                                Certainty.ACTUAL,
                                "a made-up list was seen outside",
                                "a made-up call",
                                Optional.empty(),
                                true,
                                Optional.empty(),
                                deposits,
                                links,
                                List.of("somebody")))
                .orThrow();
    }

    private Incident told(Incident incident, String contact) {
        return gateway.inside
                .incidents
                .toldContact(HOST, incident.id(), contact, "by phone", gateway.clock.instant())
                .orThrow();
    }

    private String code(Incident incident, String contact, String how) {
        return refusal(gateway.inside.incidents.toldContact(HOST, incident.id(), contact, how, gateway.clock.instant()))
                .code();
    }

    private List<Telling> toTell(Incident incident) {
        return gateway.inside.incidents.show(incident.id()).orThrow().toTell();
    }
}
