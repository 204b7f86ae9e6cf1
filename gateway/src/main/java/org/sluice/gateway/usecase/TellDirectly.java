package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.incident.Incident;
import org.sluice.gateway.domain.incident.Progress;
import org.sluice.gateway.domain.incident.Telling;
import org.sluice.gateway.domain.participant.Contact;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.IncidentTellings;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Tx;

/**
 * Where data under UNHCR's mark is touched, UNHCR is told directly within 24 hours. Its people with a log-in get a notice;
 * for each contact that stands for it, a coordinator calls or writes and puts that on record. Thread-safe.
 *
 * <p>Source: Alliance DPISP, breaches: "direct breach notice to UNHCR".
 */
final class TellDirectly {
    private final IncidentBook book;

    TellDirectly(IncidentBook book) {
        this.book = book;
    }

    /** Writes down whom to tell, and asks the coordinators to. */
    void begin(Tx tx, Incident incident) {
        if (!incident.unhcr()) {
            return;
        }
        for (Contact contact : Contacts.all(tx.sql())) {
            if (contact.audiences().contains(IncidentBook.UNHCR)) {
                IncidentTellings.add(tx, incident.id(), contact.id());
                for (Person person : Persons.all(tx.sql())) {
                    if (person.is(Role.COORDINATOR)) {
                        book.notice(
                                tx,
                                person.id(),
                                Notice.Kind.INCIDENT_TELL,
                                Map.of(
                                        "incident",
                                        incident.id(),
                                        "contact",
                                        contact.id(),
                                        "due",
                                        incident.aware().plus(Incident.NOTICE).toString()));
                    }
                }
            }
        }
    }

    List<Telling> of(Handle sql, String incidentId) {
        return IncidentTellings.of(sql, incidentId);
    }

    /** All of UNHCR at once; refused where contacts stand for it, who are told one by one. */
    Progress all(Tx tx, Incident incident, Instant at) {
        List<String> silent = missing(tx, incident.id());
        if (!silent.isEmpty()) {
            throw IncidentBook.refused(Refusal.of(
                    Refusal.Kind.NEEDS,
                    "tell-each",
                    "These stand for UNHCR and were not told yet: " + String.join(", ", silent)
                            + ". Tell each directly and say so: sluice incident told " + incident.id()
                            + " --contact ID --how TEXT."));
        }
        return incident.progress().unhcrTold(at);
    }

    /** One contact was told; with the last one UNHCR is. */
    Answer<Incident> one(Actor actor, String id, String contactId, String how, Instant at) {
        if (how.isBlank()) {
            return Answer.refused(
                    Refusal.wrong("incomplete", "Say how " + contactId + " was told, such as by phone or by mail."));
        }
        return book.change(actor, id, "contact told", contactId + ", " + how, (tx, incident) -> {
            book.happened(incident, at);
            if (!IncidentTellings.told(tx, id, contactId, how, at)) {
                throw IncidentBook.refused(Refusal.conflict(
                        "nothing-to-tell",
                        "Nobody has to tell " + contactId + " of the incident " + id + ", or it was told already."));
            }
            return missing(tx, id).isEmpty() ? incident.progress().unhcrTold(at) : incident.progress();
        });
    }

    private static List<String> missing(Tx tx, String incidentId) {
        return IncidentTellings.of(tx.sql(), incidentId).stream()
                .filter(telling -> telling.told().isEmpty())
                .map(Telling::contactId)
                .toList();
    }
}
