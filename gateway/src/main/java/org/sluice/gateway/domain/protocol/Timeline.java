package org.sluice.gateway.domain.protocol;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which version of a protocol counts when. A day in force begins and ends at midnight in UTC; an accepted change has an
 * instant of its own. The latest version that has begun counts and ends all older ones of its id from that very instant
 * on, also where it is over itself: an older one never comes back by silence.
 */
public final class Timeline {
    private Timeline() {}

    /**
     * A version on record.
     *
     * @param accepted from when the group lets it count; absent for one that was there from the start
     */
    public record Version(Protocol protocol, Optional<Instant> accepted) {
        /** Its own first day, or when it was accepted for, whichever is later. */
        public Instant begins() {
            Instant own = midnight(protocol.inForceFrom());
            return accepted.filter(own::isBefore).orElse(own);
        }

        /** The first instant at which it no longer counts by its own word. */
        public Optional<Instant> ends() {
            return protocol.inForceUntil().map(last -> midnight(last.plusDays(1)));
        }
    }

    /**
     * The versions that count at an instant, at most one of each id, in the order given.
     *
     * @param versions the earliest recorded first: of two that begin together the later recorded counts
     */
    public static List<Protocol> inForce(List<Version> versions, Instant now) {
        List<Protocol> counting = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Version version : versions) {
            if (seen.add(version.protocol().id())) {
                latest(versions, version.protocol().id(), now)
                        .filter(v -> v.ends().map(now::isBefore).orElse(true))
                        .ifPresent(v -> counting.add(v.protocol()));
            }
        }
        return counting;
    }

    /** The version of an id that began last, whether or not it is over. */
    public static Optional<Version> latest(List<Version> versions, String id, Instant now) {
        Optional<Version> latest = Optional.empty();
        for (Version version : versions) {
            boolean begun =
                    version.protocol().id().equals(id) && !version.begins().isAfter(now);
            if (begun && !latest.map(v -> v.begins().isAfter(version.begins())).orElse(false)) {
                latest = Optional.of(version);
            }
        }
        return latest;
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
