package org.sluice.gateway.usecase;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.Persons;

/** On whose side a recipient stands. */
final class Sides {
    private Sides() {}

    /** The recipient's participant; for a contact without one, the contact itself. */
    static String of(Handle sql, Recipient recipient) {
        return ofId(sql, recipient.id()).orElse(recipient.id());
    }

    /** The side of a contact or person by its id; nothing where there is no such recipient. */
    static Optional<String> ofId(Handle sql, String id) {
        return Contacts.find(sql, id)
                .map(found -> found.participantId().orElse(found.id()))
                .or(() -> Persons.find(sql, id).map(found -> found.participantId()));
    }
}
