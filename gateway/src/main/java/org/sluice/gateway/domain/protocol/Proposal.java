package org.sluice.gateway.domain.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A change of a protocol, or a new one, on its way: communicated to all, open for objections, then accepted or decided.
 * The periods are those of the child protection protocol, section 1.7.
 *
 * @param windowEnds from this very instant on no objection is taken; an unopposed proposal is accepted
 * @param asked when the group wants it in force instead of the usual day, and why
 * @param inForce from when it counts, once accepted
 * @param adapts the proposal that this one replaces after objections
 */
public record Proposal(
        String id,
        String protocolId,
        String version,
        String text,
        String summary,
        String by,
        Instant proposed,
        Instant windowEnds,
        Optional<Asked> asked,
        State state,
        Optional<Verdict> verdict,
        Optional<Instant> inForce,
        Optional<String> adapts) {
    /** How long objections are taken after a proposal was communicated. */
    public static final Duration WINDOW = Duration.ofDays(14);
    /** How long after its notice, or after the group's, a change takes effect at the earliest. */
    public static final Duration NOTICE = Duration.ofDays(7);

    /** Where it stands. */
    public enum State {
        OPEN,
        ACCEPTED,
        REJECTED,
        ADAPTED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** Another instant than the usual one, and the group's reason for it. */
    public record Asked(Instant inForce, String reason) {}

    /** What the group decided; {@code by} is a person, or {@code gateway} where nobody objected. */
    public record Verdict(Instant at, String by, String reason) {}

    /** A participant's objection, in writing. */
    public record Objection(String id, String by, String participantId, String reason, Instant at) {}

    /**
     * When a window ends that opens now: after the usual time; earlier where the group shortens it; later where the group
     * established a longer one (1.7.4 b).
     *
     * @param longer the end that the group says; one before the usual end does not count
     */
    public static Instant windowEnds(Instant proposed, Optional<Asked> asked, Optional<Instant> longer) {
        Instant usual = proposed.plus(WINDOW);
        Optional<Instant> later = longer.filter(usual::isBefore);
        return later.orElseGet(
                () -> asked.map(Asked::inForce).filter(usual::isAfter).orElse(usual));
    }

    public boolean windowOpen(Instant now) {
        return state == State.OPEN && now.isBefore(windowEnds);
    }

    /** Whether it is the group's turn: somebody objected, and the window is over. */
    public boolean awaitsDecision(List<Objection> objections, Instant now) {
        return state == State.OPEN && !objections.isEmpty() && !now.isBefore(windowEnds);
    }

    /** Whether nobody objected in time. */
    public boolean unopposed(List<Objection> objections, Instant now) {
        return state == State.OPEN && objections.isEmpty() && !now.isBefore(windowEnds);
    }

    /** From when an unopposed change counts: seven days after it was communicated, never before its window closed. */
    public Instant unopposedFrom() {
        return later(asked.map(Asked::inForce).orElse(proposed.plus(NOTICE)), windowEnds);
    }

    /** From when a change counts that the group accepts now: seven days after its notice, never before its window closed. */
    public Instant decidedFrom(Instant decided, Optional<Asked> shorter) {
        return later(shorter.map(Asked::inForce).orElse(decided.plus(NOTICE)), windowEnds);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
