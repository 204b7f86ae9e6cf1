package org.sluice.gateway.domain.retention;

import java.time.Instant;
import java.util.Optional;

/**
 * A destroyed deposit.
 *
 * @param keyVersion the version of the channel's key under which its data key was wrapped
 * @param backupsUntil until then a backup may still hold what opens it
 * @param certificate the first one: destroyed here
 * @param retired when that key version was deleted, which no wrap outlives
 * @param finalCertificate the last one: in no backup any more
 */
public record Destruction(
        String id,
        String depositId,
        String bodyId,
        String channel,
        int keyVersion,
        String reason,
        Instant at,
        Instant backupsUntil,
        String certificate,
        Optional<Instant> retired,
        Optional<Instant> finalAt,
        Optional<String> finalCertificate,
        Optional<Instant> labelErased) {}
