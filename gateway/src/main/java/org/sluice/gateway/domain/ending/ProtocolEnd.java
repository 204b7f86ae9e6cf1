package org.sluice.gateway.domain.ending;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The group's decision that a protocol ends.
 *
 * <p>Source: Alliance DPISP, 1.10.4: when the work is concluded, the participants work together to ensure its smooth closure
 * in keeping with the data protection principles, which let nothing be kept beyond its purpose.
 *
 * @param types that it decided on when its end was announced
 * @param ends the first instant at which it decides nothing any more
 * @param decision where the group's decision is written down
 * @param decidedBy who put it on record
 * @param answersBy when every copy should be accounted for
 * @param askedLast when copies were looked for the last time, at or after the end
 */
public record ProtocolEnd(
        String id,
        String protocol,
        Set<String> types,
        Instant ends,
        String decision,
        String reason,
        String decidedBy,
        Instant decided,
        Instant answersBy,
        Optional<Instant> askedLast) {
    /** How long after the end answers are taken where the group says nothing else. */
    public static final Duration USUAL = Duration.ofDays(30);
    /** How long before the answers are due those who are silent are asked again. */
    public static final Duration REMINDER = Duration.ofDays(7);

    public ProtocolEnd {
        types = Set.copyOf(types);
    }

    /** At its very instant it has ended. */
    public boolean reached(Instant now) {
        return !now.isBefore(ends);
    }

    /**
     * Whether it ends this version: every one that was on record when the end was decided, and any that began before the
     * end. Only a version that the group put on record later and for later starts the protocol anew.
     */
    public boolean endsVersion(Instant recorded, Instant begins) {
        return !recorded.isAfter(decided) || begins.isBefore(ends);
    }
}
