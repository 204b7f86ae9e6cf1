package org.sluice.gateway.domain.subject;

import java.time.Instant;
import java.util.Optional;

/**
 * One copy of what a request is about, and whether its holder acted.
 *
 * @param holder the participant that owns the deposit, or the contact or person that fetched it
 * @param way {@code owner}, {@code link} or {@code inbox}
 * @param participant the holder's participant, if it has one
 * @param asked the person who was asked; for a contact its releaser, who tells it
 */
public record SubjectTask(
        String id,
        String requestId,
        String depositId,
        String holder,
        String way,
        Optional<String> participant,
        String asked,
        Instant askedAt,
        Optional<Instant> confirmed,
        Optional<String> confirmedBy,
        Optional<String> words) {}
