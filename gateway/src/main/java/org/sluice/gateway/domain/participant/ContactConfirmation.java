package org.sluice.gateway.domain.participant;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The word of a participant's data-protection contact that a contact is who it is said to be, and may be sent personal data.
 *
 * <p>Source: GPC toolkit, chapter 10: personal data passes between those who act on it and not via the coordination, so that
 * the participant's own data-protection contact does here what a coordinator does elsewhere.
 *
 * @param participantId on whose behalf: the contact's own participant, or the sender's where the contact has none
 * @param email as it was confirmed
 * @param phone as it was confirmed
 */
public record ContactConfirmation(
        String contactId,
        String participantId,
        String by,
        Optional<String> email,
        Optional<String> phone,
        Instant at,
        Optional<Instant> reminded) {
    /** How long before its end it is asked for again. */
    public static final Duration REMINDER = Duration.ofDays(30);

    /** A year later by the calendar, in UTC: the first instant at which it no longer counts. */
    public Instant ends() {
        return at.atOffset(ZoneOffset.UTC).plusYears(1).toInstant();
    }

    /** Whether it counts for this contact as it stands now. */
    public boolean covers(Contact contact, Instant now) {
        return contact.id().equals(contactId)
                && contact.email().equals(email)
                && contact.phone().equals(phone)
                && now.isBefore(ends());
    }
}
