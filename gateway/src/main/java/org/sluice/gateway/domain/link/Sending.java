package org.sluice.gateway.domain.link;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.sluice.gateway.domain.release.Way;

/**
 * How one part of a link travels.
 *
 * @param address where to; none where it goes in person
 * @param said why it failed, in words that hold no secret
 * @param made how often this part was made: each new password voids the one before, and whoever opened the link with it
 */
public record Sending(
        String linkId,
        Part part,
        State state,
        Way way,
        Optional<String> address,
        Instant at,
        Optional<String> said,
        int made) {

    /** The two parts that never go by one way. */
    public enum Part {
        LINK,
        PASSWORD;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Part of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** What became of it. */
    public enum State {
        /** Made, and neither shown nor sent: a gateway that stops in between leaves it so. */
        TO_HAND_OVER,
        /** Taken by the mail server or message gateway; whether it arrives is not known. */
        SENT,
        FAILED,
        /** Shown once to whoever hands it over. */
        SHOWN;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** Whether the releaser has nothing to hand over any more. */
    public boolean sent() {
        return state == State.SENT;
    }
}
