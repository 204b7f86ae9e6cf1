package org.sluice.gateway.domain;

import java.time.Duration;

/**
 * Pauses that double, for what is tried again after a failure.
 *
 * @param first the shortest pause
 * @param longest what no pause goes beyond
 */
public record Backoff(Duration first, Duration longest) {
    /** Far beyond any longest pause, and far below what a number of milliseconds could not hold. */
    private static final int MOST_DOUBLED = 20;

    /** The pause after a failure before which there were so many others; less than none counts as none. */
    public Duration after(int earlier) {
        Duration pause = first.multipliedBy(1L << Math.clamp(earlier, 0, MOST_DOUBLED));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
