package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.participant.Contact;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;

/**
 * Something goes to a recipient as one of an audience, and only for as long as they are of it: a link keeps the audience for
 * which it was issued, and the contact may have lost it since. Thread-safe.
 */
public final class OfItsAudience implements ExitRule {
    @Override
    public Optional<Refusal> against(Handle sql, Exit exit, Instant now) {
        Set<String> audiences = switch (exit.recipient()) {
            case Recipient.OfContact to ->
                Contacts.find(sql, to.id()).map(Contact::audiences).orElse(Set.of());
            case Recipient.OfPerson to ->
                Persons.find(sql, to.id())
                        .flatMap(person -> Participants.find(sql, person.participantId()))
                        .map(Participant::audiences)
                        .orElse(Set.of());
        };
        return audiences.contains(exit.audience())
                ? Optional.empty()
                : Optional.of(Refusal.conflict(
                        "not-its-audience",
                        exit.recipient().id() + " is not of the audience \"" + exit.audience()
                                + "\" any more, so what was released to it as one of that audience ends."));
    }
}
