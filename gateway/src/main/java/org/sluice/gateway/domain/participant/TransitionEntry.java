package org.sluice.gateway.domain.participant;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of the transition plan of a participant that has given notice (DPISP section 1.10.3 b).
 *
 * @param leaver who leaves
 * @param subject the deposit, release or link
 * @param successor to whom it passes; for {@link Kind#FETCH} the deposit's owner, who agrees to the fetching
 * @param audience under which the matrix lets the successor have it; none for a fetch
 * @param purpose of passing it on, as a release has one
 * @param proposedBy a person, or {@code administrator}
 * @param inForce since when it counts: once every line that was open had been acknowledged
 * @param ending how it ended; none while it is open
 */
public record TransitionEntry(
        String id,
        String leaver,
        Kind kind,
        String subject,
        String successor,
        Optional<String> audience,
        String purpose,
        String proposedBy,
        Instant proposed,
        Optional<Acknowledgement> acknowledged,
        Optional<Instant> inForce,
        Optional<Ending> ending) {

    /** What passes, or may be fetched. In the order in which a plan is carried out: who owns what comes first. */
    public enum Kind {
        DEPOSIT,
        /** All open links of a release, and what lies of it in inboxes. */
        RELEASE,
        /** One link, and nothing else of its release. */
        LINK,
        /** What the leaver may still fetch until it leaves. */
        FETCH;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> of(String word) {
            for (Kind kind : values()) {
                if (kind.word().equals(word)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * The successor's word.
     *
     * @param person of the successor, who answers for it from the effective instant on
     * @param evidence where the administrator put it on record for that person
     */
    public record Acknowledgement(String person, Instant at, Optional<String> evidence) {}

    /** How a line ended, and why. */
    public record Ending(Outcome outcome, String reason, Instant at) {}

    /** What became of a line. */
    public enum Outcome {
        PASSED,
        /** It ended with the leaver, as if no plan had named it. */
        CLOSED,
        DROPPED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Outcome of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    public boolean open() {
        return ending.isEmpty();
    }

    /** Whether it is agreed by all and still to come. */
    public boolean counts() {
        return open() && inForce.isPresent();
    }
}
