package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Optional;
import org.sluice.gateway.domain.fact.Fact;

/**
 * What somebody wants put on record.
 *
 * @param by the organisation whose word it is
 * @param given whether it holds; otherwise it is refused
 * @param from when it begins to count; at once where absent
 * @param until the first instant at which it counts no more
 */
public record FactOrder(
        String kind,
        Fact.About about,
        String subject,
        String by,
        boolean given,
        Fact.Scope scope,
        Optional<Instant> from,
        Optional<Instant> until,
        Optional<String> note) {}
