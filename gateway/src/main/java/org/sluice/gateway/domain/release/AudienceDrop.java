package org.sluice.gateway.domain.release;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A deposit on its way to whom its folder named.
 *
 * @param addressed what stood behind the sign {@code @}: an audience, or the id of a contact or person
 * @param reason why it did not go, in a word for programs
 * @param ended present unless it still waits
 */
public record AudienceDrop(
        String depositId,
        String addressed,
        State state,
        Optional<String> reason,
        Optional<String> releaseId,
        Instant since,
        Optional<Instant> ended) {

    /** What became of it. */
    public enum State {
        /** Deposited, and not yet looked at by all who have to look. */
        WAITING,
        RELEASED,
        /** Not permitted any more when its time came; nothing left, and nothing will by itself. */
        REFUSED,
        /** Somebody stopped it. */
        KEPT_BACK,
        /** It was taken back, or a newer file of its name took its place, before it went. */
        OVERTAKEN;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
