package org.sluice.gateway.domain.protocol;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;

/** Somebody looked through a protocol's classification and says what came of it. */
public record Review(String id, String protocolId, String version, String by, String note, Instant at) {
    /** The IASC template: the classification is reviewed at least every six months. */
    public static final Period EVERY = Period.ofMonths(6);
    /** Who was reminded and did nothing is reminded again. */
    public static final Period AGAIN = Period.ofMonths(1);

    /** When the next review is due: six months after the last, or after the version began here. In UTC's calendar. */
    public static Instant due(Instant began, Optional<Instant> last) {
        Instant from = last.filter(began::isBefore).orElse(began);
        return plus(from, EVERY);
    }

    /** The instant of the reminder that stands at {@code now}: when it fell due, or the latest month after; none before. */
    public static Optional<Instant> reminder(Instant due, Instant now) {
        if (now.isBefore(due)) {
            return Optional.empty();
        }
        Instant latest = due;
        for (int months = 1; !plus(due, AGAIN.multipliedBy(months)).isAfter(now); months++) {
            latest = plus(due, AGAIN.multipliedBy(months));
        }
        return Optional.of(latest);
    }

    private static Instant plus(Instant from, Period period) {
        return from.atOffset(ZoneOffset.UTC).plus(period).toInstant();
    }
}
