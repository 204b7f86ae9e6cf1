package org.sluice.gateway.domain.participant;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;

/**
 * A signed adherence document.
 *
 * @param function of the signatory, for example "country director"
 * @param name of the file
 * @param size of the file in bytes
 */
public record Adherence(
        String id,
        String participantId,
        Set<String> protocols,
        String signatory,
        String function,
        LocalDate signed,
        String name,
        long size,
        String sha256,
        String bodyId,
        Instant recorded) {
    public Adherence {
        protocols = Set.copyOf(protocols);
    }
}
