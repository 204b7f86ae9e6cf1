package org.sluice.gateway.domain.owner;

import java.time.Instant;
import java.util.Optional;

/**
 * A participant's own "never": what it owns does not go there, whatever the protocol says. Everything that it names must
 * match; what it leaves out matches all.
 *
 * @param recipient a participant, a contact or a person
 */
public record OwnerPolicy(
        String id,
        String participantId,
        Optional<String> type,
        Optional<String> audience,
        Optional<String> recipient,
        String reason,
        String addedBy,
        Instant added) {
    /** @throws IllegalArgumentException if it names nothing: that would be a withdrawal and not a policy */
    public OwnerPolicy {
        if (type.isEmpty() && audience.isEmpty() && recipient.isEmpty()) {
            throw new IllegalArgumentException("A policy names a type, an audience or a recipient.");
        }
    }

    /** @param recipientParticipant the participant that the recipient belongs to, if any */
    public boolean forbids(
            String ofType, String ofAudience, String recipientId, Optional<String> recipientParticipant) {
        return type.map(ofType::equals).orElse(true)
                && audience.map(ofAudience::equals).orElse(true)
                && recipient
                        .map(who -> who.equals(recipientId)
                                || recipientParticipant.filter(who::equals).isPresent())
                        .orElse(true);
    }
}
