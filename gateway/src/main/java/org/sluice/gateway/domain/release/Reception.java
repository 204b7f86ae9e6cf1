package org.sluice.gateway.domain.release;

import java.time.Instant;
import java.util.Optional;

/**
 * One way on which a deposit went, or could have gone.
 *
 * @param recipient the contact's or person's id
 * @param way {@code link} or {@code inbox}
 * @param via the link's or the release's id
 * @param times how often a download was begun
 * @param bytes of the download that got furthest
 * @param complete whether all of it left at least once
 * @param last when the last download ended; none where nothing ended yet
 */
public record Reception(
        String depositId,
        String recipient,
        String name,
        Optional<String> participant,
        String audience,
        String way,
        String via,
        String releaseId,
        int times,
        long bytes,
        boolean complete,
        Optional<Instant> last) {}
