package org.sluice.gateway.domain.owner;

import java.time.Instant;
import java.util.Optional;

/**
 * An owner's pause or recall of one of its deposits.
 *
 * @param releaseId the release that it stops; every one where absent
 * @param recall whether it can't be lifted
 */
public record OwnerStop(
        String id,
        String depositId,
        Optional<String> releaseId,
        boolean recall,
        String reason,
        String by,
        Instant at,
        Optional<Instant> lifted) {
    /** Whether it stops a deposit on its way in this release; a release that is only being made is stopped by "every". */
    public boolean stops(Optional<String> ofRelease) {
        return (recall || lifted.isEmpty()) && (releaseId.isEmpty() || releaseId.equals(ofRelease));
    }
}
