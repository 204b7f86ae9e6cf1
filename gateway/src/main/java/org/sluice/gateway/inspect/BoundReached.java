package org.sluice.gateway.inspect;

import java.io.IOException;
import org.sluice.gateway.domain.inspect.Gap;

/** A bound was reached: what follows is not looked at. An IOException, so that it passes through every parser. */
final class BoundReached extends IOException {
    private static final long serialVersionUID = 1L;
    private final Gap.Why why;

    BoundReached(Gap.Why why) {
        super(why.word());
        this.why = why;
    }

    Gap.Why why() {
        return why;
    }

    /** The bound behind an exception that a parser made of it, or damage. */
    static Gap.Why reasonOf(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof BoundReached bound) {
                return bound.why;
            }
        }
        return Gap.Why.DAMAGED;
    }
}
