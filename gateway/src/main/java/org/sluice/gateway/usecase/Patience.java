package org.sluice.gateway.usecase;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sluice.gateway.domain.Backoff;

/**
 * Lets whoever fails again and again wait longer and longer, and nobody else: what is counted is an account together with
 * where its failures come from, which is a network, or a key that proved right before the code was wrong; so one wrong key in an
 * office shuts out neither colleagues there nor the same person elsewhere. In memory, since losing it costs an attacker's
 * waiting time only. Thread-safe.
 */
public final class Patience {
    /** More are forgotten, the oldest first: a flood of invented names must not fill the memory. */
    private static final int MOST_KNOWN = 20_000;

    private static final Duration FORGET = Duration.ofMinutes(30);

    private final InstantSource clock;
    private final int free;
    private final Backoff waits;
    private final Map<String, Failures> known = new LinkedHashMap<>(16, 0.75f, true);

    private record Failures(int count, Instant last) {}

    /**
     * How patient.
     *
     * @param free failures that cost nothing
     * @param waits how long after each further one
     */
    public Patience(InstantSource clock, int free, Backoff waits) {
        this.clock = clock;
        this.free = free;
        this.waits = waits;
    }

    /** How long this account has to wait from now on; zero if it need not. */
    public synchronized Duration wait(String account, String from) {
        Failures failures = known.get(key(account, from));
        if (failures == null || failures.count() <= free) {
            return Duration.ZERO;
        }
        Instant until = failures.last().plus(waits.after(failures.count() - free - 1));
        Instant now = clock.instant();
        return now.isBefore(until) ? Duration.between(now, until) : Duration.ZERO;
    }

    /** True for the first failure that costs a wait. */
    public synchronized boolean failed(String account, String from) {
        Instant now = clock.instant();
        String key = key(account, from);
        Failures before = known.get(key);
        int count = before == null || !now.isBefore(before.last().plus(FORGET)) ? 0 : before.count();
        known.put(key, new Failures(count + 1, now));
        if (known.size() > MOST_KNOWN) {
            known.remove(known.keySet().iterator().next());
        }
        return count == free;
    }

    public synchronized void succeeded(String account, String from) {
        known.remove(key(account, from));
    }

    private static String key(String account, String from) {
        return from + " " + account;
    }
}
