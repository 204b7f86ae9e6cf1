package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.incident.Incident;
import org.sluice.gateway.domain.incident.Progress;
import org.sluice.gateway.domain.incident.Telling;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Status;
import org.sluice.gateway.store.Incidents;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Releases;

/** The register of incidents: opened, held, told, met on, resolved, closed. Thread-safe. */
public final class HandleIncidents {
    private final Ledger ledger;
    private final LiveAccess live;
    private final IncidentBook book;
    private final OpenIncident opening;
    private final TellDirectly direct;
    private final IncidentReminders reminders;

    public HandleIncidents(Ledger ledger, Rulebook rules, LiveAccess live) {
        this.ledger = ledger;
        this.live = live;
        book = new IncidentBook(ledger);
        direct = new TellDirectly(book);
        opening = new OpenIncident(ledger, rules, book, direct);
        reminders = new IncidentReminders(ledger, book);
    }

    /** An incident with what was done about it, who must be told directly, and who agreed to its resolution. */
    public record Seen(
            Incident incident,
            List<Incidents.Action> actions,
            List<Telling> toTell,
            Set<String> assents,
            Set<String> silent) {
        public Seen {
            actions = List.copyOf(actions);
            toTell = List.copyOf(toTell);
            assents = Set.copyOf(assents);
            silent = Set.copyOf(silent);
        }
    }

    public Answer<Incident> open(Actor actor, String openedBy, IncidentOrder order) {
        return cutting(opening.open(actor, openedBy, order));
    }

    /** A recipient says that what came is not for them: the link closes, its releaser hears of it, an incident opens. */
    public Answer<Incident> notForMe(String linkId) {
        return cutting(opening.notForMe(linkId));
    }

    /** Freezes what it concerns, or lets it go again. */
    public Answer<Incident> hold(Actor actor, String id, boolean hold, String reason) {
        return cutting(book.change(actor, id, hold ? "held" : "hold lifted", reason, (tx, incident) -> {
            if (!hold) {
                Entitled.presiding(tx, actor, "lifts a hold", ledger.now());
            }
            return incident.progress().held(hold);
        }));
    }

    /**
     * Puts on record that the group, or UNHCR, was told in writing.
     *
     * @param at when; not before somebody became aware of the incident, and not in the future, as in the two acts below
     */
    public Answer<Incident> told(Actor actor, String id, boolean unhcr, Instant at) {
        return book.change(actor, id, unhcr ? "UNHCR told" : "group told", at.toString(), (tx, incident) -> {
            book.happened(incident, at);
            return unhcr ? direct.all(tx, incident, at) : incident.progress().groupTold(at);
        });
    }

    /** Puts on record that a contact who stands for UNHCR was told directly, and how. */
    public Answer<Incident> toldContact(Actor actor, String id, String contactId, String how, Instant at) {
        return direct.one(actor, id, contactId, how, at);
    }

    public Answer<Incident> met(Actor actor, String id, Instant at) {
        return book.change(actor, id, "met", at.toString(), (tx, incident) -> {
            book.happened(incident, at);
            return incident.progress().metOn(at);
        });
    }

    /** One line on what was done. */
    public Answer<Incident> note(Actor actor, String id, String words) {
        return book.change(actor, id, "action", words, (tx, incident) -> incident.progress());
    }

    /** A participant agrees to the resolution, by one of its people. */
    public Answer<Incident> assent(Actor actor, String id, String personId) {
        return ledger.write(tx -> {
            Incident incident = IncidentBook.running(tx, id);
            if (Entitled.acting(tx, actor, ledger.now())
                    .filter(Entitled::presides)
                    .isEmpty()) {
                Entitled.self(tx, actor, personId, "agrees for its participant", ledger.now());
            }
            Person person = Persons.find(tx.sql(), personId)
                    .orElseThrow(() -> IncidentBook.refused(Refusal.unknown("person", personId)));
            Participants.holdActive(tx, person.participantId(), ledger.now()).orThrow();
            if (Incidents.assent(tx, id, person.participantId(), personId, ledger.now())) {
                book.changed(tx, actor, id, "assent", person.participantId());
            }
            return incident;
        });
    }

    /** By all: every active participant assented. By senior management: from the tenth day on, alone. */
    public Answer<Incident> resolve(Actor actor, String id, String resolution, boolean bySenior) {
        return book.change(
                actor,
                id,
                bySenior ? "resolved by senior management" : "resolved by all",
                resolution,
                (tx, incident) -> {
                    Entitled.presiding(tx, actor, "puts the resolution on record", ledger.now());
                    if (incident.resolved()) {
                        throw IncidentBook.refused(
                                Refusal.conflict("resolved", "The incident " + id + " is resolved already."));
                    }
                    if (bySenior && !incident.openToSenior(ledger.now())) {
                        throw IncidentBook.refused(Refusal.conflict(
                                "too-early",
                                "Senior management resolves it alone from "
                                        + incident.aware().plus(Incident.MEETING)
                                        + " on; until then all participants agree."));
                    }
                    Set<String> silent = silent(tx.sql(), id);
                    if (!bySenior && !silent.isEmpty()) {
                        throw IncidentBook.refused(Refusal.of(
                                Refusal.Kind.NEEDS,
                                "assent-missing",
                                "A resolution by all needs the assent of every active participant; these are silent: "
                                        + String.join(", ", silent) + "."));
                    }
                    return incident.progress().ended(new Progress.Ending(ledger.now(), resolution, bySenior));
                });
    }

    public Answer<Incident> close(Actor actor, String id, String lessons) {
        return book.change(actor, id, "closed", lessons, (tx, incident) -> {
            Entitled.presiding(tx, actor, "closes an incident", ledger.now());
            if (!incident.resolved()) {
                throw IncidentBook.refused(
                        Refusal.conflict("not-resolved", "Resolve the incident " + id + " before it is closed."));
            }
            if (lessons.isBlank()) {
                throw IncidentBook.refused(Refusal.wrong("incomplete", "Say what was learned from it."));
            }
            return incident.progress().closed(new Progress.Closing(ledger.now(), lessons));
        });
    }

    public List<Incident> list() {
        return ledger.read(Incidents::all);
    }

    public Answer<Seen> show(String id) {
        return ledger.read(sql -> Incidents.find(sql, id)
                .map(incident -> Answer.done(new Seen(
                        incident,
                        Incidents.actions(sql, id),
                        direct.of(sql, id),
                        Incidents.assents(sql, id),
                        silent(sql, id))))
                .orElseGet(() -> Answer.refused(Refusal.unknown("incident", id))));
    }

    /** Sends every reminder that is due and was not sent yet. */
    public void due() {
        reminders.due();
    }

    private Answer<Incident> cutting(Answer<Incident> changed) {
        return changed.then(incident -> {
            cut(incident);
            return changed;
        });
    }

    private static Set<String> silent(Handle sql, String id) {
        Set<String> assents = Incidents.assents(sql, id);
        Set<String> silent = new TreeSet<>();
        for (Participant participant : Participants.all(sql)) {
            if (participant.status() == Status.ACTIVE && !assents.contains(participant.id())) {
                silent.add(participant.id());
            }
        }
        return silent;
    }

    /** What is frozen and runs right now is cut on this node at once; elsewhere at its next request. */
    private void cut(Incident incident) {
        if (!incident.freezes()) {
            return;
        }
        Set<String> links = new HashSet<>(incident.links());
        Set<String> releases = new HashSet<>(ledger.read(sql -> {
            Set<String> ids = new HashSet<>();
            incident.deposits().forEach(id -> ids.addAll(Releases.holding(sql, id)));
            return ids;
        }));
        live.cut(running -> running.linkId().filter(links::contains).isPresent()
                || running.releaseId().filter(releases::contains).isPresent());
    }
}
