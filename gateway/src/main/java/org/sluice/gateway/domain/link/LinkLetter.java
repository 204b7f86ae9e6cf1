package org.sluice.gateway.domain.link;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.sluice.gateway.domain.Backoff;

/**
 * A reminder on its way to the recipient of a link.
 *
 * @param due what it reminds of: when the link ends, or by when the files are to be destroyed
 * @param attempts how often it was tried
 */
public record LinkLetter(String id, String linkId, Kind kind, Instant due, int attempts, Instant created) {

    private static final Backoff PAUSES = new Backoff(Duration.ofMinutes(1), Duration.ofHours(6));
    private static final Duration PATIENCE = Duration.ofDays(3);
    private static final Duration LONGEST_AHEAD = Duration.ofDays(1);

    /** What it reminds of. */
    public enum Kind {
        EXPIRY,
        DESTRUCTION;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** When whoever fetched nothing yet is reminded: a day before the link ends, or after two thirds of a short life. */
    public static Instant remindAt(Instant issued, Instant expires) {
        Duration third = Duration.between(issued, expires).dividedBy(3);
        return expires.minus(third.compareTo(LONGEST_AHEAD) < 0 ? third : LONGEST_AHEAD);
    }

    /** When it is tried again after it could not be sent at this instant; nothing where that would come too late. */
    public Optional<Instant> again(Instant now) {
        Instant next = now.plus(PAUSES.after(attempts - 1));
        Instant last = kind == Kind.EXPIRY ? due : created.plus(PATIENCE);
        return next.isBefore(last) ? Optional.of(next) : Optional.empty();
    }
}
