package org.sluice.gateway.domain.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which clocks of an incident run, until which instant, and what it holds back meanwhile. */
final class IncidentClocksTest {
    private static final Instant AWARE = Instant.parse("2026-03-02T08:00:00Z");
    private static final Instant LATER = AWARE.plus(Duration.ofHours(5));
    private static final Progress BEGUN = Progress.begun(false);

    @Test
    void the_group_is_told_within_a_day_and_meets_within_ten_from_the_moment_of_awareness() {
        assertThat(incident(false, BEGUN).running())
                .containsExactly(
                        new Incident.Clock(
                                "group-notice", AWARE.plus(Duration.ofHours(24)), AWARE.plus(Duration.ofHours(20))),
                        new Incident.Clock("meeting", AWARE.plus(Duration.ofDays(10)), AWARE.plus(Duration.ofDays(8))));
    }

    @Test
    void unhcr_has_a_day_of_its_own_where_its_mark_is_touched() {
        assertThat(incident(true, BEGUN).running())
                .extracting(Incident.Clock::word)
                .containsExactly("group-notice", "unhcr-notice", "meeting");
        assertThat(incident(true, BEGUN).running().get(1))
                .isEqualTo(new Incident.Clock(
                        "unhcr-notice", AWARE.plus(Duration.ofHours(24)), AWARE.plus(Duration.ofHours(20))));
    }

    @Test
    void what_was_done_stops_its_clock_and_no_other() {
        assertThat(words(BEGUN.groupTold(LATER))).containsExactly("unhcr-notice", "meeting");
        assertThat(words(BEGUN.unhcrTold(LATER))).containsExactly("group-notice", "meeting");
        assertThat(words(BEGUN.metOn(LATER))).containsExactly("group-notice", "unhcr-notice");
        assertThat(words(BEGUN.ended(ending()))).containsExactly("group-notice", "unhcr-notice");
        assertThat(words(BEGUN.ended(ending()).closed(new Progress.Closing(LATER, "read back addresses"))))
                .isEmpty();
    }

    @Test
    void what_was_done_first_stays_on_record_when_it_is_said_again() {
        Instant again = LATER.plusSeconds(1);
        Progress once = BEGUN.groupTold(LATER).unhcrTold(LATER).metOn(LATER);
        assertThat(once.groupTold(again).unhcrTold(again).metOn(again)).isEqualTo(once);
        assertThat(once.toldGroup()).contains(LATER);
        assertThat(once.toldUnhcr()).contains(LATER);
        assertThat(once.met()).contains(LATER);
    }

    @Test
    void a_hold_freezes_until_it_is_lifted_or_the_incident_is_closed() {
        assertThat(incident(false, BEGUN).freezes()).isFalse();
        Progress held = BEGUN.held(true);
        assertThat(incident(false, held).freezes()).isTrue();
        assertThat(incident(false, held.ended(ending())).freezes()).isTrue();
        assertThat(incident(false, held.held(false)).freezes()).isFalse();
        assertThat(incident(false, held.ended(ending()).closed(new Progress.Closing(LATER, "lessons")))
                        .freezes())
                .isFalse();
    }

    @Test
    void information_of_a_named_protocol_stays_inside_until_it_is_resolved() {
        assertThat(incident(false, BEGUN).stopsExternal()).isTrue();
        assertThat(incident(false, BEGUN.ended(ending())).stopsExternal()).isFalse();
        Incident none = incident(false, BEGUN);
        assertThat(new Incident(
                                none.id(),
                                none.nature(),
                                none.severity(),
                                none.certainty(),
                                none.what(),
                                none.found(),
                                none.openedBy(),
                                none.opened(),
                                none.aware(),
                                none.unhcr(),
                                Optional.empty(),
                                none.deposits(),
                                none.links(),
                                none.persons(),
                                none.progress())
                        .stopsExternal())
                .isFalse();
    }

    @Test
    void senior_management_decides_alone_from_the_tenth_day_on() {
        Incident incident = incident(false, BEGUN);
        Instant tenth = AWARE.plus(Duration.ofDays(10));
        assertThat(incident.openToSenior(tenth.minusNanos(1))).isFalse();
        assertThat(incident.openToSenior(tenth)).isTrue();
    }

    @Test
    void every_word_of_a_register_reads_back_as_itself_and_no_other_word_does() {
        for (Nature nature : Nature.values()) {
            assertThat(Nature.of(nature.word())).contains(nature);
        }
        for (Severity severity : Severity.values()) {
            assertThat(Severity.of(severity.word())).contains(severity);
        }
        for (Certainty certainty : Certainty.values()) {
            assertThat(Certainty.of(certainty.word())).contains(certainty);
        }
        assertThat(Nature.words())
                .containsExactly(
                        "leak",
                        "wrong-recipient",
                        "unauthorised-access",
                        "onward-disclosure",
                        "loss",
                        "alteration",
                        "demand",
                        "other");
        assertThat(Severity.words()).containsExactly("low", "moderate", "high", "severe");
        assertThat(Certainty.words()).containsExactly("actual", "suspected", "threatened");
        assertThat(Nature.of("gossip")).isEmpty();
        assertThat(Severity.of("so-so")).isEmpty();
        assertThat(Certainty.of("perhaps")).isEmpty();
    }

    private static List<String> words(Progress progress) {
        return incident(true, progress).running().stream()
                .map(Incident.Clock::word)
                .toList();
    }

    private static Progress.Ending ending() {
        return new Progress.Ending(LATER, "the copy was destroyed", false);
    }

    private static Incident incident(boolean unhcr, Progress progress) {
        return new Incident(
                "n1",
                Nature.LEAK,
                Severity.HIGH,
                Certainty.SUSPECTED,
                "a list was seen outside",
                "a call",
                "cora",
                LATER,
                AWARE,
                unhcr,
                Optional.of("turkey-cross-border"),
                List.of("d1"),
                List.of("l1"),
                List.of("somebody"),
                progress);
    }
}
