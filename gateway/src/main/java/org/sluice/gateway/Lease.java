package org.sluice.gateway;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.gateway.usecase.CutParticipant;

/**
 * This node's right to keep streams running: it holds as long as the node can read who may still act. A node that can't (the
 * database is gone, or hangs) cuts everything of its own, so that a withdrawal on another node counts within two seconds
 * whatever fails. Two threads: one that reads and may hang, one that watches it.
 */
final class Lease {
    static final Duration LIFE = Duration.ofMillis(1500);
    static final Duration LOOK = Duration.ofMillis(250);
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    private final CutParticipant cut;
    /** Nanoseconds that no change of the wall clock moves. */
    private final LongSupplier clock;

    private volatile long renewed;
    private boolean lost;

    Lease(CutParticipant cut, LongSupplier clock) {
        this.cut = cut;
        this.clock = clock;
        this.renewed = clock.getAsLong();
    }

    /** Reads who of those inside may still act, cuts the others, and renews the lease. */
    void renew() {
        long asked = clock.getAsLong();
        cut.sweep();
        // From when it was asked, not answered: an answer that took a second is a second old.
        renewed = asked;
    }

    /** Cuts everything once the lease has run out; exactly at its end it still holds. */
    void watch() {
        boolean over = clock.getAsLong() - renewed > LIFE.toNanos();
        if (over) {
            if (!lost) {
                LOG.error("The database did not answer for {} ms: every session and download is cut", LIFE.toMillis());
            }
            cut.cutAll();
        }
        lost = over;
    }
}
