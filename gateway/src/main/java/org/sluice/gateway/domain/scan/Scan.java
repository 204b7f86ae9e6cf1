package org.sluice.gateway.domain.scan;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A deposit and the virus scanner.
 *
 * @param signature what was found; present where it is infected and nowhere else
 * @param why what kept it from being scanned, the last time that this was tried
 * @param attempts how often that failed
 * @param due when it is tried next
 */
public record Scan(
        String depositId,
        State state,
        Optional<String> signature,
        Optional<String> why,
        int attempts,
        Instant due,
        Optional<Instant> scannedAt) {

    /** How far it is. */
    public enum State {
        WAITING,
        CLEAN,
        INFECTED,
        TOO_LARGE;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** @throws IllegalArgumentException if there is no such state */
        public static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
