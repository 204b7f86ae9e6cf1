package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.incident.Certainty;
import org.sluice.gateway.domain.incident.Incident;
import org.sluice.gateway.domain.incident.Nature;
import org.sluice.gateway.domain.incident.Severity;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.Reception;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** What an incident freezes, which clocks it starts, and who ends it. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class IncidentTest {
    private final TestDatabase kind;
    private GatewayFixture gateway;
    private Deposit deposit;
    private ReleaseMade made;

    IncidentTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void released() {
        gateway = new GatewayFixture(kind);
        gateway.participant("relief-a", "members");
        gateway.participant("lead", "coordinators");
        gateway.person("amal", "relief-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("cora", "lead", Role.COORDINATOR);
        gateway.contact("desk", Optional.empty(), "ocha-imos");
        made = LinkSteps.released(gateway, "amal", "relief-a", "made up".getBytes(StandardCharsets.UTF_8), "desk");
        deposit = gateway.get(made.release().deposits().getFirst());
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void a_hold_freezes_the_deposit_on_links_already_made_and_for_new_releases_until_it_is_lifted() {
        LinkSteps recipient = LinkSteps.of(gateway.inside, made);
        var epochs = recipient.epochs();
        Incident incident = open(true, List.of(deposit.id()), List.of());
        assertThat(refusal(gateway.release("amal", deposit.id(), "desk")).code())
                .isEqualTo("on-hold");
        assertThat(refusal(Claims.claim(gateway.inside, recipient.linkId, epochs, deposit.id()))
                        .code())
                .isEqualTo("no-longer-permitted");
        gateway.inside.incidents.hold(HOST, incident.id(), false, "found").orThrow();
        Claims.claim(gateway.inside, recipient.linkId, epochs, deposit.id()).orThrow();
    }

    @Test
    void a_hold_cuts_what_runs_over_the_link_right_now() {
        var cut = new java.util.concurrent.atomic.AtomicBoolean();
        LiveAccess.Pass unused = gateway.inside.live.enter(new LiveAccess.Running(
                "download",
                "desk",
                java.util.Set.of("relief-a"),
                Optional.of(made.links().getFirst().link().id()),
                Optional.of(made.release().id()),
                "a made-up download",
                () -> cut.set(true)));
        open(true, List.of(deposit.id()), List.of());
        assertThat(cut).isTrue();
    }

    @Test
    void a_hold_stops_a_running_download_whose_bytes_have_not_all_left() {
        LinkSteps recipient = LinkSteps.of(gateway.inside, made);
        var epochs = recipient.epochs();
        Claims.claim(gateway.inside, recipient.linkId, epochs, deposit.id()).orThrow();
        try (FetchFile.Delivery running = gateway.inside
                .fetch
                .begin(recipient.linkId, epochs, deposit.id(), 0, 7, () -> {})
                .orThrow()) {
            Incident incident = open(false, List.of(deposit.id()), List.of());
            assertThat(running.stopped()).isFalse();
            gateway.inside
                    .incidents
                    .hold(HOST, incident.id(), true, "to be sure")
                    .orThrow();
            assertThat(running.stopped()).isTrue();
        }
    }

    @Test
    void a_hold_on_one_link_freezes_that_link_at_once_and_no_other_of_the_same_deposit() {
        gateway.contact("other", Optional.empty(), "ocha-imos");
        LinkSteps frozen = LinkSteps.of(gateway.inside, made);
        LinkSteps free = LinkSteps.of(
                gateway.inside, gateway.release("amal", deposit.id(), "other").orThrow());
        open(true, List.of(), List.of(frozen.linkId));
        assertThat(refusal(Claims.claim(gateway.inside, frozen.linkId, frozen.epochs(), deposit.id()))
                        .code())
                .isEqualTo("no-longer-permitted");
        Claims.claim(gateway.inside, free.linkId, free.epochs(), deposit.id()).orThrow();
    }

    @Test
    void the_register_keeps_what_happened_to_what_and_whom_how_it_was_found_what_was_done_and_learned() {
        String link = made.links().getFirst().link().id();
        Incident incident = gateway.inside
                .incidents
                .open(
                        HOST,
                        "cora",
                        new IncidentOrder(
                                Nature.UNAUTHORISED_ACCESS,
                                Severity.MODERATE,
                                Certainty.THREATENED,
                                "somebody asked for a password",
                                "the guard told us",
                                Optional.of(gateway.clock.instant().minusSeconds(60)),
                                true,
                                Optional.of("turkey-cross-border"),
                                List.of(deposit.id()),
                                List.of(link),
                                List.of("amal", "a guard")))
                .orThrow();
        gateway.inside.incidents.note(HOST, incident.id(), "changed the lock").orThrow();
        gateway.inside
                .incidents
                .met(HOST, incident.id(), gateway.clock.instant())
                .orThrow();
        assentOfAll(incident);
        gateway.inside
                .incidents
                .resolve(HOST, incident.id(), "nothing was taken", false)
                .orThrow();
        gateway.inside
                .incidents
                .close(HOST, incident.id(), "say no at the gate")
                .orThrow();
        HandleIncidents.Seen seen = gateway.inside.incidents.show(incident.id()).orThrow();
        Incident kept = seen.incident();
        assertThat(kept.nature()).isEqualTo(Nature.UNAUTHORISED_ACCESS);
        assertThat(kept.severity()).isEqualTo(Severity.MODERATE);
        assertThat(kept.certainty()).isEqualTo(Certainty.THREATENED);
        assertThat(kept.what()).isEqualTo("somebody asked for a password");
        assertThat(kept.found()).isEqualTo("the guard told us");
        assertThat(kept.openedBy()).isEqualTo("cora");
        assertThat(kept.aware()).isEqualTo(gateway.clock.instant().minusSeconds(60));
        assertThat(kept.deposits()).containsExactly(deposit.id());
        assertThat(kept.links()).containsExactly(link);
        assertThat(kept.persons()).containsExactly("a guard", "amal");
        assertThat(kept.progress().met()).contains(gateway.clock.instant());
        assertThat(kept.progress().ending())
                .contains(new org.sluice.gateway.domain.incident.Progress.Ending(
                        gateway.clock.instant(), "nothing was taken", false));
        assertThat(kept.progress().closing())
                .contains(new org.sluice.gateway.domain.incident.Progress.Closing(
                        gateway.clock.instant(), "say no at the gate"));
        assertThat(seen.actions())
                .extracting(action -> action.words())
                .contains("action: changed the lock", "assent: relief-a", "closed: say no at the gate");
        assertThat(seen.assents()).containsExactlyInAnyOrder("relief-a", "lead");
    }

    @Test
    void the_meeting_is_reminded_of_on_the_eighth_day_and_when_the_tenth_is_over() {
        Incident incident = open(false, List.of(), List.of());
        gateway.inside
                .incidents
                .told(HOST, incident.id(), false, gateway.clock.instant())
                .orThrow();
        long[] sent = {0, 1, 1, 2};
        Duration[] steps = {
            Duration.ofDays(8).minusMillis(1),
            Duration.ofMillis(1),
            Duration.ofDays(2).minusMillis(1),
            Duration.ofMillis(1)
        };
        for (int i = 0; i < steps.length; i++) {
            gateway.clock.advance(steps[i]);
            gateway.inside.incidents.due();
            assertThat(kinds("cora"))
                    .as("step " + i)
                    .filteredOn(Notice.Kind.INCIDENT_DUE::equals)
                    .hasSize((int) sent[i]);
        }
    }

    @Test
    void awareness_lies_not_in_the_future_and_words_are_not_empty() {
        assertThat(refusal(gateway.inside.incidents.open(
                                HOST,
                                "cora",
                                new IncidentOrder(
                                        Nature.LOSS,
                                        Severity.LOW,
                                        Certainty.ACTUAL,
                                        "a stick was lost",
                                        "in a taxi",
                                        Optional.of(gateway.clock.instant().plusMillis(1)),
                                        false,
                                        Optional.empty(),
                                        List.of(),
                                        List.of(),
                                        List.of())))
                        .code())
                .isEqualTo("bad-instant");
        assertThat(refusal(gateway.inside.incidents.open(
                                HOST,
                                "cora",
                                new IncidentOrder(
                                        Nature.LOSS,
                                        Severity.LOW,
                                        Certainty.ACTUAL,
                                        " ",
                                        "in a taxi",
                                        Optional.empty(),
                                        false,
                                        Optional.empty(),
                                        List.of(),
                                        List.of(),
                                        List.of())))
                        .code())
                .isEqualTo("incomplete");
    }

    @Test
    void a_recipient_for_whom_it_is_not_closes_the_link_and_opens_an_incident_that_its_releaser_hears_of() {
        String link = made.links().getFirst().link().id();
        Incident incident = gateway.inside.incidents.notForMe(link).orThrow();
        assertThat(incident.nature()).isEqualTo(Nature.WRONG_RECIPIENT);
        assertThat(kinds("amal")).contains(Notice.Kind.NOT_FOR_ME);
        assertThat(kinds("cora")).contains(Notice.Kind.INCIDENT_OPENED);
        assertThat(LinkSteps.of(gateway.inside, made).open()).isInstanceOf(OpenLink.Opening.Ended.class);
    }

    @Test
    void nothing_of_a_protocol_goes_outside_while_its_breach_is_open_and_the_field_response_goes_on() {
        gateway.participant("relief-b", "members");
        gateway.person("bo", "relief-b", Role.RELEASER);
        Incident incident = gateway.inside
                .incidents
                .open(HOST, "administrator", order(false, List.of(), List.of(), Optional.of("turkey-cross-border")))
                .orThrow();
        assertThat(refusal(gateway.release("amal", deposit.id(), "desk")).code())
                .isEqualTo("breach-open");
        gateway.release("amal", deposit.id(), "bo").orThrow();
        assentOfAll(incident);
        gateway.inside.incidents.resolve(HOST, incident.id(), "agreed", false).orThrow();
        gateway.release("amal", deposit.id(), "desk").orThrow();
    }

    @Test
    void reminders_go_out_once_at_their_instant_and_not_before() {
        open(false, List.of(), List.of());
        gateway.clock.advance(Duration.ofHours(20).minusMillis(1));
        gateway.inside.incidents.due();
        assertThat(kinds("cora")).doesNotContain(Notice.Kind.INCIDENT_DUE);
        gateway.clock.advance(Duration.ofMillis(1));
        gateway.inside.incidents.due();
        gateway.inside.incidents.due();
        assertThat(kinds("cora")).filteredOn(Notice.Kind.INCIDENT_DUE::equals).hasSize(1);
        gateway.clock.advance(Duration.ofHours(4));
        gateway.inside.incidents.due();
        assertThat(kinds("cora")).filteredOn(Notice.Kind.INCIDENT_DUE::equals).hasSize(2);
    }

    @Test
    void a_notice_that_was_given_is_reminded_of_no_more() {
        Incident incident = open(false, List.of(), List.of());
        gateway.inside
                .incidents
                .told(HOST, incident.id(), false, gateway.clock.instant())
                .orThrow();
        gateway.clock.advance(Duration.ofDays(2));
        gateway.inside.incidents.due();
        assertThat(kinds("cora")).doesNotContain(Notice.Kind.INCIDENT_DUE);
    }

    @Test
    void all_agree_or_senior_management_decides_from_the_tenth_day_on() {
        Incident incident = open(false, List.of(), List.of());
        assertThat(refusal(gateway.inside.incidents.resolve(HOST, incident.id(), "agreed", false))
                        .code())
                .isEqualTo("assent-missing");
        gateway.clock.advance(Duration.ofDays(10).minusMillis(1));
        assertThat(refusal(gateway.inside.incidents.resolve(HOST, incident.id(), "decided", true))
                        .code())
                .isEqualTo("too-early");
        gateway.clock.advance(Duration.ofMillis(1));
        assertThat(gateway.inside
                        .incidents
                        .resolve(HOST, incident.id(), "decided", true)
                        .orThrow()
                        .progress()
                        .ending()
                        .orElseThrow()
                        .bySenior())
                .isTrue();
    }

    @Test
    void it_is_closed_only_when_it_is_resolved_and_with_lessons_and_its_hold_ends_with_it() {
        Incident incident = open(true, List.of(deposit.id()), List.of());
        assertThat(refusal(gateway.inside.incidents.close(HOST, incident.id(), "none"))
                        .code())
                .isEqualTo("not-resolved");
        assentOfAll(incident);
        gateway.inside.incidents.resolve(HOST, incident.id(), "agreed", false).orThrow();
        assertThat(refusal(gateway.inside.incidents.close(HOST, incident.id(), " "))
                        .code())
                .isEqualTo("incomplete");
        gateway.inside
                .incidents
                .close(HOST, incident.id(), "read back addresses")
                .orThrow();
        gateway.release("amal", deposit.id(), "desk").orThrow();
        assertThat(refusal(gateway.inside.incidents.note(HOST, incident.id(), "later"))
                        .code())
                .isEqualTo("closed");
    }

    @Test
    void who_received_a_deposit_is_one_list_over_links_and_inboxes() {
        gateway.participant("relief-b", "members");
        gateway.person("bo", "relief-b", Role.RELEASER);
        gateway.release("amal", deposit.id(), "bo").orThrow();
        List<Reception> all = gateway.inside.received.of(List.of(deposit.id())).orThrow();
        assertThat(all).extracting(Reception::way).containsExactly("link", "inbox");
        assertThat(all).extracting(Reception::times).containsOnly(0);
        assertThat(refusal(gateway.inside.received.of(List.of("d0"))).kind()).isEqualTo(Refusal.Kind.UNKNOWN);
    }

    private void assentOfAll(Incident incident) {
        gateway.inside.incidents.assent(HOST, incident.id(), "amal").orThrow();
        gateway.inside.incidents.assent(HOST, incident.id(), "cora").orThrow();
        gateway.inside
                .ledger
                .read(sql -> org.sluice.gateway.store.Persons.find(sql, "bo"))
                .ifPresent(bo -> {
                    gateway.inside.incidents.assent(HOST, incident.id(), "bo").orThrow();
                });
    }

    private Incident open(boolean hold, List<String> deposits, List<String> links) {
        return gateway.inside
                .incidents
                .open(HOST, "administrator", order(hold, deposits, links, Optional.empty()))
                .orThrow();
    }

    private static IncidentOrder order(
            boolean hold, List<String> deposits, List<String> links, Optional<String> stopExternal) {
        return new IncidentOrder(
                Nature.LEAK,
                Severity.HIGH,
                Certainty.SUSPECTED,
                "a made-up list was seen outside",
                "a made-up call",
                Optional.empty(),
                hold,
                stopExternal,
                deposits,
                links,
                List.of());
    }

    private List<Notice.Kind> kinds(String person) {
        return gateway.notices(person);
    }
}
