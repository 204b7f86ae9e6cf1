package org.sluice.gateway.domain.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.sluice.gateway.domain.Backoff;

/**
 * A mail on its way to a person.
 *
 * @param attempts how often it was tried
 * @param next when it is tried next; while it is being sent, when it counts as not sent
 * @param said what the mail server, or the way to it, said when it was last tried
 */
public record Mail(
        String id,
        String personId,
        Kind kind,
        State state,
        int attempts,
        Instant created,
        Optional<Instant> next,
        Optional<Instant> ended,
        Optional<String> said) {

    /** So long is a mail tried. */
    public static final Duration PATIENCE = Duration.ofDays(3);

    private static final Backoff PAUSES = new Backoff(Duration.ofMinutes(1), Duration.ofHours(6));

    /** What it is about. */
    public enum Kind {
        /** Files were deposited. */
        NEW_DEPOSITS,
        /** Something was released to a person. */
        INBOX;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** {@code WAITING} → {@code SENDING} → {@code SENT}, or back; {@code FAILED} when patience ends; {@code DROPPED}: nothing left to say. */
    public enum State {
        WAITING,
        SENDING,
        SENT,
        FAILED,
        DROPPED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** When it is tried again after it could not be sent at this instant, or nothing where patience is over. */
    public Optional<Instant> again(Instant now) {
        if (!now.isBefore(created.plus(PATIENCE))) {
            return Optional.empty();
        }
        return Optional.of(now.plus(PAUSES.after(attempts - 1)));
    }
}
