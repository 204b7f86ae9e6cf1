package org.sluice.gateway.domain.request;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A demand by a government body: the group is consulted and those concerned are told. Nothing is released on it.
 *
 * @param body who demands
 * @param ground on what ground, such as a law or an order
 * @param participants those whose information is demanded
 * @param outcome what the consultation came to
 */
public record Demand(
        String id,
        String body,
        String what,
        String ground,
        List<String> participants,
        String recordedBy,
        Instant received,
        Optional<String> outcome,
        Optional<Instant> closed) {
    public Demand {
        participants = List.copyOf(participants);
    }
}
