package org.sluice.gateway.usecase;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down whoever guesses at many links from one address. A link's own lock is what stops a guesser; this keeps one address
 * from trying a thousand links at once. It is soft, as a whole office may stand behind the address: a right password costs
 * nothing, and who has to wait does so for seconds. In memory. Thread-safe.
 */
final class Guesses {
    static final int AT_ONCE = 30;
    static final Duration ONE_MORE_EVERY = Duration.ofSeconds(2);

    /** More are forgotten, the oldest first: a flood of addresses must not fill the memory. */
    private static final int MOST_KNOWN = 20_000;

    private final InstantSource clock;
    /** When each address will have got all its tries back. */
    private final Map<String, Instant> whole = new LinkedHashMap<>(16, 0.75f, true);

    Guesses(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether one more try is listened to; {@code from} as {@link Network#counted} writes it. */
    synchronized boolean mayTry(String from) {
        Instant back = whole.get(from);
        return back == null || !back.isAfter(clock.instant().plus(ONE_MORE_EVERY.multipliedBy(AT_ONCE - 1)));
    }

    /** That try was wrong. */
    synchronized void wrong(String from) {
        Instant now = clock.instant();
        Instant back = whole.getOrDefault(from, now);
        whole.put(from, (back.isBefore(now) ? now : back).plus(ONE_MORE_EVERY));
        if (whole.size() > MOST_KNOWN) {
            whole.remove(whole.keySet().iterator().next());
        }
    }
}
