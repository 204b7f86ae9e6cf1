package org.sluice.gateway.domain.participant;

import java.time.Instant;
import java.time.LocalDate;

/**
 * The coordination group's decision that a participant must withdraw (DPISP section 1.9.5): exceptional, and bound to no
 * notice.
 *
 * @param decidedBy the group, in words
 * @param on the day of the decision
 * @param reference where it is written down, such as minutes
 * @param effective from when on the participant has no access
 */
public record GroupDecision(
        String id,
        String participantId,
        String decidedBy,
        LocalDate on,
        String reason,
        String reference,
        Instant effective,
        Instant recorded) {}
