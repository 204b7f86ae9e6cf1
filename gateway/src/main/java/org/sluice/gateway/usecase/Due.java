package org.sluice.gateway.usecase;

import java.time.Instant;

/**
 * One open clock.
 *
 * @param of what sort of thing: {@code incident}, {@code request}, {@code subject}, {@code plan}, {@code copy}
 * @param clock which of its clocks
 * @param due the instant by which it must be done
 */
public record Due(String of, String id, String clock, Instant due) {
    /** At the very instant it is still in time. */
    public boolean overdue(Instant now) {
        return now.isAfter(due);
    }
}
