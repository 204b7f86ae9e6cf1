package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.incident.Incident;
import org.sluice.gateway.domain.incident.Progress;
import org.sluice.gateway.domain.link.LinkFile;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Incidents;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Tx;

/** How a change of an incident is put on record, and who hears of it: the same for every act on one. Thread-safe. */
final class IncidentBook {
    /** The audience of whoever stands for UNHCR. */
    static final String UNHCR = "unhcr";

    private final Ledger ledger;

    IncidentBook(Ledger ledger) {
        this.ledger = ledger;
    }

    /** What becomes of an incident, inside the unit that writes it. */
    interface Step {
        Progress of(Tx tx, Incident incident);
    }

    /** @param what in a word or two for the audit, which gets no other of the words */
    Answer<Incident> change(Actor actor, String id, String what, String words, Step step) {
        return ledger.write(tx -> {
            Incident before = running(tx, id);
            Incident after = before.with(step.of(tx, before));
            Incidents.update(tx, after);
            changed(tx, actor, id, what, words);
            return after;
        });
    }

    void changed(Tx tx, Actor actor, String id, String what, String words) {
        Incidents.act(tx, ledger.newId("c"), id, new Incidents.Action(ledger.now(), actor.json(), what + ": " + words));
        tx.append(new AuditEvent(
                what.equals("closed") ? EventKind.INCIDENT_CLOSED : EventKind.INCIDENT_CHANGED,
                actor,
                Map.of("incident", id, "change", what)));
    }

    /** What is told or met of an incident happened after somebody became aware of it, and has happened by now. */
    void happened(Incident incident, Instant at) {
        if (at.isBefore(incident.aware())) {
            throw refused(Refusal.wrong(
                    "bad-instant",
                    at + " lies before " + incident.aware() + ", when somebody became aware of the incident "
                            + incident.id() + "; give a later instant."));
        }
        if (at.isAfter(ledger.now())) {
            throw refused(Refusal.wrong(
                    "bad-instant",
                    at + " lies in the future; what was done is put on record once it is done. Give an earlier"
                            + " instant."));
        }
    }

    static Incident running(Tx tx, String id) {
        Incident incident = Incidents.find(tx.sql(), id).orElseThrow(() -> refused(Refusal.unknown("incident", id)));
        if (incident.closed()) {
            throw refused(Refusal.conflict("closed", "The incident " + id + " is closed; open a new one."));
        }
        return incident;
    }

    /** Those of {@link #concerned}, and the releasers of those whose deposits it concerns. */
    static Set<String> toldOf(Tx tx, Incident incident) {
        Set<String> owners = owners(tx, incident);
        Set<String> ids = concerned(tx, incident.unhcr());
        Persons.all(tx.sql()).stream()
                .filter(person -> person.is(Role.RELEASER) && owners.contains(person.participantId()))
                .forEach(person -> ids.add(person.id()));
        return ids;
    }

    /** Coordinators, and where UNHCR's persons of concern are touched UNHCR's own people. */
    static Set<String> concerned(Tx tx, boolean unhcr) {
        Set<String> ids = new TreeSet<>();
        for (Person person : Persons.all(tx.sql())) {
            if (person.is(Role.COORDINATOR) || (unhcr && ofUnhcr(tx, person))) {
                ids.add(person.id());
            }
        }
        return ids;
    }

    private static Set<String> owners(Tx tx, Incident incident) {
        Stream<String> linked = incident.links().stream()
                .flatMap(link -> Links.files(tx.sql(), link).stream())
                .map(LinkFile::depositId);
        return Stream.concat(incident.deposits().stream(), linked)
                .flatMap(id -> Deposits.find(tx.sql(), id).stream())
                .map(Deposit::participantId)
                .collect(Collectors.toSet());
    }

    private static boolean ofUnhcr(Tx tx, Person person) {
        return Participants.find(tx.sql(), person.participantId())
                .map(Participant::audiences)
                .filter(audiences -> audiences.contains(UNHCR))
                .isPresent();
    }

    void notice(Tx tx, String personId, Notice.Kind kind, Map<String, String> words) {
        Notices.add(tx, new Notice(ledger.newId("n"), personId, ledger.now(), kind, words, Optional.empty()));
    }

    static RefusedException refused(Refusal refusal) {
        return new RefusedException(refusal);
    }
}
