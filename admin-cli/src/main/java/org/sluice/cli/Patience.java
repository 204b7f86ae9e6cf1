package org.sluice.cli;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How long a line that does not move is borne, with pauses that grow from one second to half a minute. For one thread. */
final class Patience {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Duration bound;
    private long moved = System.nanoTime();
    private Duration next = FIRST;

    Patience(Duration bound) {
        this.bound = bound;
    }

    Duration bound() {
        return bound;
    }

    /** Something arrived: the time counts from now. */
    void moved() {
        moved = System.nanoTime();
        next = FIRST;
    }

    /** The pause before the next try; zero or less when none is left. */
    Duration next() {
        Duration left = bound.minusNanos(System.nanoTime() - moved);
        return left.compareTo(next) < 0 ? left : next;
    }

    /** Waits so long; the next pause is twice as long. */
    void pause(Duration pause) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        Duration twice = next.multipliedBy(2);
        next = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }
}
