package org.sluice.gateway.domain.incident;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody without a log-in who must be told of an incident directly, such as UNHCR's own focal point: no notice of this
 * gateway reaches them, so a person does, and says so.
 *
 * @param told when they were; absent while that is to be done
 * @param how in the words of who did it, such as "by phone"
 */
public record Telling(
        String contactId,
        String name,
        Optional<String> email,
        Optional<String> phone,
        Optional<Instant> told,
        Optional<String> how) {}
