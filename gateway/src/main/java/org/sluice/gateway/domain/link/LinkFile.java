package org.sluice.gateway.domain.link;

import java.time.Instant;
import java.util.Optional;

/**
 * One file on a link, and how often it was taken.
 *
 * @param claims how many downloads were begun; the database never lets it pass {@code mostDownloads}
 * @param open whether the last claim is still open: it stays so until the last byte left
 * @param delivered bytes of the open claim that left without a gap from the beginning
 */
public record LinkFile(
        String linkId,
        String depositId,
        int mostDownloads,
        int claims,
        boolean open,
        long delivered,
        Optional<Instant> completed) {

    public int left() {
        return mostDownloads - claims;
    }
}
