package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.participant.Contact;
import org.sluice.gateway.domain.participant.ContactConfirmation;
import org.sluice.gateway.domain.participant.Duty;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.store.ContactConfirmations;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Terms;
import org.sluice.gateway.store.Tx;

/**
 * Data-protection contacts confirm those to whom personal data may go, for a year. Coordinators and administrators have no
 * part in it beyond putting it on record. Thread-safe.
 */
public final class ConfirmContact implements DueSource {
    private final Ledger ledger;

    public ConfirmContact(Ledger ledger) {
        this.ledger = ledger;
    }

    /** @param by a data-protection contact of the contact's participant, or for a contact without one of its own */
    public Answer<ContactConfirmation> confirm(Actor actor, String contactId, String by) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            Contact contact = Contacts.find(tx.sql(), contactId)
                    .orElseThrow(() -> new RefusedException(Refusal.unknown("contact", contactId)));
            Entitled.self(tx, actor, by, "confirms a contact under this name", now);
            Person person = Entitled.standing(tx, by, now);
            String participant = contact.participantId().orElse(person.participantId());
            if (!Entitled.speaks(tx, participant, Duty.DATA_PROTECTION, by)) {
                throw new RefusedException(Refusal.forbidden(
                        "not-its-data-protection-contact",
                        "Only a data-protection contact of " + participant + " confirms " + contactId
                                + " for personal data; " + by + " is none. Name one: sluice participant speakers "
                                + participant + " --duty data-protection --person PERSON"));
            }
            ContactConfirmation confirmation = new ContactConfirmation(
                    contactId, participant, by, contact.email(), contact.phone(), now, Optional.empty());
            ContactConfirmations.put(tx, confirmation);
            tx.append(new AuditEvent(
                    EventKind.CONTACT_CONFIRMED,
                    actor,
                    Map.of(
                            "contact", contactId,
                            "participant", participant,
                            "by", by,
                            "until", confirmation.ends().toString())));
            return confirmation;
        });
    }

    public List<ContactConfirmation> list() {
        return ledger.read(ContactConfirmations::all);
    }

    /** Asks for confirmations again that are about to end, each once. */
    public void due() {
        Instant now = ledger.now();
        for (ContactConfirmation confirmation : list()) {
            if (confirmation.reminded().isEmpty()
                    && !now.isBefore(confirmation.ends().minus(ContactConfirmation.REMINDER))) {
                ledger.write(tx -> remind(tx, confirmation, now)).orThrow();
            }
        }
    }

    private String remind(Tx tx, ContactConfirmation confirmation, Instant now) {
        if (ContactConfirmations.remind(tx, confirmation, now)) {
            for (String person : Terms.speakers(tx.sql(), confirmation.participantId(), Duty.DATA_PROTECTION)) {
                Notices.add(
                        tx,
                        new Notice(
                                ledger.newId("n"),
                                person,
                                now,
                                Notice.Kind.CONTACT_DUE,
                                Map.of(
                                        "contact", confirmation.contactId(),
                                        "person", person,
                                        "due", confirmation.ends().toString()),
                                Optional.empty()));
            }
        }
        return confirmation.contactId();
    }

    @Override
    public List<Due> due(Handle sql, Instant now) {
        List<Due> due = new ArrayList<>();
        for (ContactConfirmation one : ContactConfirmations.all(sql)) {
            if (!now.isBefore(one.ends().minus(ContactConfirmation.REMINDER))) {
                due.add(new Due("contact", one.contactId(), "confirm-for-" + one.participantId(), one.ends()));
            }
        }
        return due;
    }
}
