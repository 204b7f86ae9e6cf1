package org.sluice.gateway.domain.participant;

import java.util.Optional;
import java.util.Set;

/** A recipient without a log-in. {@code confirmedBy} is who vouched that the addresses really are this contact's. */
public record Contact(
        String id,
        String name,
        Set<String> audiences,
        Optional<String> participantId,
        Optional<String> email,
        Optional<String> phone,
        String confirmedBy) {

    public Contact {
        audiences = Set.copyOf(audiences);
    }
}
