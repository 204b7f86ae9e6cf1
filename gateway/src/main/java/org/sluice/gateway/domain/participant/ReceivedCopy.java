package org.sluice.gateway.domain.participant;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * One file that a leaver received and has to account for: destroyed, or kept on a lawful ground.
 *
 * @param participantId the leaver
 * @param holder its person or contact that fetched it
 * @param way {@code link} or {@code inbox}
 * @param due by when an answer is expected
 */
public record ReceivedCopy(
        String id,
        String participantId,
        String depositId,
        String holder,
        String way,
        Instant asked,
        Instant due,
        Optional<Instant> reminded,
        Optional<Answer> answer) {

    /** For what was fetched during the notice and is asked for only as it ends. The documents name no figure. */
    public static final Duration AFTERWARDS = Duration.ofDays(30);

    /** So long before the answer is due it is asked for again. */
    public static final Duration REMIND_BEFORE = Duration.ofDays(7);

    /**
     * What became of the file.
     *
     * @param evidence on what the administrator or a coordinator put it on record; none where the leaver's own person said it
     */
    public record Answer(Fate fate, Optional<String> evidence, String recordedBy, Instant recorded) {}

    /** What its holder did with it. */
    public sealed interface Fate {
        /** The word that rests in the records. */
        String word();
    }

    /** It is no more. {@code by}: who destroyed it, in words. */
    public record Destroyed(LocalDate on, String by) implements Fate {
        @Override
        public String word() {
            return "destroyed";
        }
    }

    /** It is kept, on this lawful ground. */
    public record Kept(String reason) implements Fate {
        @Override
        public String word() {
            return "kept";
        }
    }

    /** Whether it is time for a reminder: once before it is due, once when it is overdue. */
    public boolean remindAt(Instant now) {
        if (answer.isPresent()) {
            return false;
        }
        Instant before = due.minus(REMIND_BEFORE);
        boolean first = !now.isBefore(before) && now.isBefore(due);
        // What was asked within the last days has been asked just now.
        boolean askedBefore = asked.isBefore(before);
        boolean late = !now.isBefore(due);
        return late ? reminded.map(at -> at.isBefore(due)).orElse(true) : first && askedBefore && reminded.isEmpty();
    }
}
