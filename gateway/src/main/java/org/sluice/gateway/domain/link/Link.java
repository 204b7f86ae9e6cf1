package org.sluice.gateway.domain.link;

import java.time.Instant;
import java.util.Optional;
import org.sluice.gateway.domain.label.Channel;

/**
 * One recipient's way to a release. Token and password rest as hashes only.
 *
 * @param channel the strictest channel among its deposits when it was issued
 * @param failures wrong passwords since the last right one
 * @param lockedUntil no password is accepted before this instant
 */
public record Link(
        String id,
        String releaseId,
        String contactId,
        String audience,
        Channel channel,
        Optional<String> passwordHash,
        Instant issued,
        Instant expires,
        Optional<Instant> opened,
        int failures,
        Optional<Instant> lockedUntil,
        Optional<Instant> closed,
        Optional<Closing> closing) {

    /** Why a link was closed. */
    public enum Closing {
        /** Its recipient said that the file arrived safely. */
        CONFIRMED,
        REVOKED,
        REISSUED,
        WITHDRAWN;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        public static Closing of(String word) {
            return valueOf(word.toUpperCase(java.util.Locale.ROOT));
        }
    }

    /** Expired from the very instant {@code expires} on. */
    public LinkState state(Instant now) {
        if (closing.isPresent()) {
            return switch (closing.get()) {
                case CONFIRMED -> LinkState.CONFIRMED;
                case REVOKED, WITHDRAWN -> LinkState.REVOKED;
                case REISSUED -> LinkState.REISSUED;
            };
        }
        if (!now.isBefore(expires)) {
            return LinkState.EXPIRED;
        }
        if (lockedUntil.isPresent() && now.isBefore(lockedUntil.get())) {
            return LinkState.LOCKED;
        }
        return LinkState.LIVE;
    }

    /** The passwordHash is left out: not even a hash belongs into logs. */
    @Override
    public String toString() {
        return "Link[" + id + "]";
    }
}
