package org.sluice.gateway.domain.deposit;

import java.time.Instant;
import java.util.Optional;

/**
 * An upload over HTTPS that its client can continue after a break.
 *
 * @param tokenId with which it was begun
 * @param depositId the deposit that it becomes; another one once it has begun anew
 * @param length bytes in all, once the client has said it
 * @param expires the first instant at which it can't be continued any more
 * @param ended when it became a deposit or was dropped
 */
public record WebUpload(
        String id,
        String tokenId,
        String personId,
        String depositId,
        Optional<Long> length,
        Instant expires,
        Optional<Instant> ended) {}
