package org.sluice.gateway.domain.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long objections are taken, whose turn it is then, and from when a change counts (DPISP section 1.7). */
final class ProposalTest {
    private static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");
    private static final Duration TICK = Duration.ofMillis(1);
    private static final Instant USUAL = AT.plus(Proposal.WINDOW);
    private static final List<Proposal.Objection> ONE =
            List.of(new Proposal.Objection("o1", "amal", "relief-a", "made up", AT));

    @Test
    void the_window_is_the_usual_one_unless_the_group_shortens_or_lengthens_it() {
        Optional<Instant> none = Optional.empty();
        assertThat(Proposal.windowEnds(AT, Optional.empty(), none)).isEqualTo(USUAL);
        assertThat(Proposal.windowEnds(AT, asked(USUAL.minus(TICK)), none)).isEqualTo(USUAL.minus(TICK));
        assertThat(Proposal.windowEnds(AT, asked(USUAL.plus(TICK)), none)).isEqualTo(USUAL);
        assertThat(Proposal.windowEnds(AT, asked(USUAL.minus(TICK)), Optional.of(USUAL.plus(TICK))))
                .isEqualTo(USUAL.plus(TICK));
        assertThat(Proposal.windowEnds(AT, Optional.empty(), Optional.of(USUAL)))
                .isEqualTo(USUAL);
        assertThat(Proposal.windowEnds(AT, Optional.empty(), Optional.of(AT))).isEqualTo(USUAL);
    }

    @Test
    void it_is_open_for_objections_until_its_window_closes_and_somebodys_turn_from_then_on() {
        Proposal open = proposal(Proposal.State.OPEN, Optional.empty());
        Instant last = USUAL.minus(TICK);
        assertThat(open.windowOpen(last)).isTrue();
        assertThat(open.windowOpen(USUAL)).isFalse();
        assertThat(open.awaitsDecision(ONE, last)).isFalse();
        assertThat(open.awaitsDecision(ONE, USUAL)).isTrue();
        assertThat(open.awaitsDecision(List.of(), USUAL)).isFalse();
        assertThat(open.unopposed(List.of(), last)).isFalse();
        assertThat(open.unopposed(List.of(), USUAL)).isTrue();
        assertThat(open.unopposed(ONE, USUAL)).isFalse();
        for (Proposal.State over : List.of(Proposal.State.ACCEPTED, Proposal.State.REJECTED, Proposal.State.ADAPTED)) {
            Proposal closed = proposal(over, Optional.empty());
            assertThat(closed.windowOpen(last)).isFalse();
            assertThat(closed.awaitsDecision(ONE, USUAL)).isFalse();
            assertThat(closed.unopposed(List.of(), USUAL)).isFalse();
        }
    }

    @Test
    void a_change_counts_seven_days_after_its_notice_and_never_before_its_window_closed() {
        assertThat(proposal(Proposal.State.OPEN, Optional.empty()).unopposedFrom())
                .isEqualTo(USUAL);
        assertThat(proposal(Proposal.State.OPEN, asked(USUAL.plus(TICK))).unopposedFrom())
                .isEqualTo(USUAL.plus(TICK));
        assertThat(proposal(Proposal.State.OPEN, asked(AT)).unopposedFrom()).isEqualTo(USUAL);
        Proposal open = proposal(Proposal.State.OPEN, Optional.empty());
        assertThat(open.decidedFrom(USUAL, Optional.empty())).isEqualTo(USUAL.plus(Proposal.NOTICE));
        assertThat(open.decidedFrom(AT, Optional.empty())).isEqualTo(USUAL);
        assertThat(open.decidedFrom(USUAL, asked(USUAL.plus(TICK)))).isEqualTo(USUAL.plus(TICK));
        assertThat(open.decidedFrom(USUAL, asked(USUAL.minus(TICK)))).isEqualTo(USUAL);
    }

    private static Optional<Proposal.Asked> asked(Instant from) {
        return Optional.of(new Proposal.Asked(from, "made up"));
    }

    private static Proposal proposal(Proposal.State state, Optional<Proposal.Asked> asked) {
        return new Proposal(
                "p1",
                "alliance-dpisp",
                "2",
                "made up",
                "made up",
                "cora",
                AT,
                USUAL,
                asked,
                state,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
