package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.incident.Certainty;
import org.sluice.gateway.domain.incident.Incident;
import org.sluice.gateway.domain.incident.Nature;
import org.sluice.gateway.domain.incident.Severity;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.participant.Status;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Incidents;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.Tx;

/** The register of incidents: opened, held, told, met on, resolved, closed. Thread-safe. */
public final class HandleIncidents {
    private static final String UNHCR = "unhcr";

    private final Ledger ledger;
    private final LiveAccess live;

    public HandleIncidents(Ledger ledger, LiveAccess live) {
        this.ledger = ledger;
        this.live = live;
    }

    /** An incident with what was done about it. */
    public record Seen(Incident incident, List<Incidents.Action> actions, Set<String> assents, Set<String> silent) {
        public Seen {
            actions = List.copyOf(actions);
            assents = Set.copyOf(assents);
            silent = Set.copyOf(silent);
        }
    }

    public Answer<Incident> open(Actor actor, String openedBy, IncidentOrder order) {
        Answer<Incident> opened = ledger.write(tx -> opened(tx, actor, openedBy, order));
        return opened.then(incident -> {
            cut(incident);
            return opened;
        });
    }

    /** A recipient says that what came is not for them: the link closes, its releaser hears of it, an incident opens. */
    public Answer<Incident> notForMe(String linkId) {
        Actor actor = new Actor.LinkHolder(linkId);
        Answer<Incident> opened = ledger.write(tx -> {
            Link link = Links.find(tx.sql(), linkId).orElseThrow(() -> refused(Refusal.unknown("link", linkId)));
            if (Links.close(tx, linkId, Link.Closing.REVOKED, ledger.now())) {
                tx.append(new AuditEvent(
                        EventKind.LINK_REVOKED, actor, Map.of("link", linkId, "reason", "the recipient: not for me")));
            }
            Release release = Releases.find(tx.sql(), link.releaseId()).orElseThrow();
            Incident incident = opened(
                    tx,
                    actor,
                    "the holder of " + linkId,
                    new IncidentOrder(
                            Nature.WRONG_RECIPIENT,
                            Severity.HIGH,
                            Certainty.SUSPECTED,
                            "Whoever opened the link " + linkId + " said that it is not for them.",
                            "the button on the link's page",
                            Optional.empty(),
                            true,
                            Optional.empty(),
                            List.of(),
                            List.of(linkId),
                            List.of()));
            notice(
                    tx,
                    release.personId(),
                    Notice.Kind.NOT_FOR_ME,
                    Map.of(
                            "incident", incident.id(),
                            "link", linkId,
                            "release", release.id(),
                            "recipient",
                                    Contacts.find(tx.sql(), link.contactId())
                                            .map(contact -> contact.id())
                                            .orElse("")));
            return incident;
        });
        return opened.then(incident -> {
            cut(incident);
            return opened;
        });
    }

    private Incident opened(Tx tx, Actor actor, String openedBy, IncidentOrder order) {
        Instant now = ledger.now();
        if (order.what().isBlank() || order.found().isBlank()) {
            throw refused(Refusal.wrong("incomplete", "Say what happened, and how it was found."));
        }
        order.aware().filter(aware -> aware.isAfter(now)).ifPresent(aware -> {
            throw refused(Refusal.wrong("bad-instant", "Nobody becomes aware in the future; give an earlier instant."));
        });
        boolean unhcr = false;
        for (String id : order.deposits()) {
            Deposit deposit = Deposits.find(tx.sql(), id).orElseThrow(() -> refused(Refusal.unknown("deposit", id)));
            unhcr |= deposit.label().particulars().marks().contains(UNHCR);
        }
        for (String id : order.links()) {
            Link link = Links.find(tx.sql(), id).orElseThrow(() -> refused(Refusal.unknown("link", id)));
            unhcr |= Links.files(tx.sql(), link.id()).stream()
                    .flatMap(file -> Deposits.find(tx.sql(), file.depositId()).stream())
                    .anyMatch(deposit -> deposit.label().particulars().marks().contains(UNHCR));
        }
        Incident incident = new Incident(
                ledger.newId("n"),
                order.nature(),
                order.severity(),
                order.certainty(),
                order.what(),
                order.found(),
                openedBy,
                now,
                order.aware().orElse(now),
                unhcr,
                order.hold(),
                order.stopExternal(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                order.deposits(),
                order.links(),
                order.persons());
        Incidents.add(tx, incident);
        Map<String, String> details = new HashMap<>(Map.of(
                "incident", incident.id(),
                "nature", incident.nature().word(),
                "severity", incident.severity().word(),
                "certainty", incident.certainty().word(),
                "hold", Boolean.toString(incident.hold()),
                "deposits", String.join(", ", incident.deposits()),
                "links", String.join(", ", incident.links())));
        incident.stopExternal().ifPresent(protocol -> details.put("stop_external", protocol));
        tx.append(new AuditEvent(EventKind.INCIDENT_OPENED, actor, details));
        Map<String, String> words = Map.of(
                "incident", incident.id(),
                "nature", incident.nature().word(),
                "severity", incident.severity().word());
        for (String person : concerned(tx, unhcr)) {
            notice(tx, person, Notice.Kind.INCIDENT_OPENED, words);
        }
        return incident;
    }

    /** Coordinators, and where UNHCR's persons of concern are touched UNHCR's own people. */
    private static Set<String> concerned(Tx tx, boolean unhcr) {
        Set<String> ids = new TreeSet<>();
        for (Person person : Persons.all(tx.sql())) {
            boolean ofUnhcr = unhcr
                    && Participants.find(tx.sql(), person.participantId())
                            .filter(participant -> participant.audiences().contains(UNHCR))
                            .isPresent();
            if (person.is(Role.COORDINATOR) || ofUnhcr) {
                ids.add(person.id());
            }
        }
        return ids;
    }

    /** Freezes what it concerns, or lets it go again. */
    public Answer<Incident> hold(Actor actor, String id, boolean hold, String reason) {
        Answer<Incident> held = change(
                actor,
                id,
                hold ? "held" : "hold lifted",
                reason,
                incident -> Edit.of(incident).hold(hold));
        return held.then(incident -> {
            cut(incident);
            return held;
        });
    }

    /** Puts on record that the group, or UNHCR, was told in writing. */
    public Answer<Incident> told(Actor actor, String id, boolean unhcr, Instant at) {
        return change(
                actor,
                id,
                unhcr ? "UNHCR told" : "group told",
                at.toString(),
                incident -> unhcr
                        ? Edit.of(incident).toldUnhcr(at)
                        : Edit.of(incident).toldGroup(at));
    }

    public Answer<Incident> met(Actor actor, String id, Instant at) {
        return change(
                actor, id, "met", at.toString(), incident -> Edit.of(incident).met(at));
    }

    /** One line on what was done. */
    public Answer<Incident> note(Actor actor, String id, String words) {
        return change(actor, id, "action", words, UnaryOperator.identity());
    }

    /** A participant agrees to the resolution, by one of its people. */
    public Answer<Incident> assent(Actor actor, String id, String personId) {
        return ledger.write(tx -> {
            Incident incident = running(tx, id);
            Person person =
                    Persons.find(tx.sql(), personId).orElseThrow(() -> refused(Refusal.unknown("person", personId)));
            Participants.holdActive(tx, person.participantId(), ledger.now()).orThrow();
            if (Incidents.assent(tx, id, person.participantId(), personId, ledger.now())) {
                changed(tx, actor, id, "assent", person.participantId());
            }
            return incident;
        });
    }

    /** By all: every active participant assented. By senior management: from the tenth day on, alone. */
    public Answer<Incident> resolve(Actor actor, String id, String resolution, boolean bySenior) {
        return change(
                actor,
                id,
                bySenior ? "resolved by senior management" : "resolved by all",
                resolution,
                (tx, incident) -> {
                    if (incident.resolved().isPresent()) {
                        throw refused(Refusal.conflict("resolved", "The incident " + id + " is resolved already."));
                    }
                    if (bySenior && !incident.openToSenior(ledger.now())) {
                        throw refused(Refusal.conflict(
                                "too-early",
                                "Senior management resolves it alone from "
                                        + incident.aware().plus(Incident.MEETING)
                                        + " on; until then all participants agree."));
                    }
                    Set<String> silent = silent(tx, id);
                    if (!bySenior && !silent.isEmpty()) {
                        throw refused(Refusal.of(
                                Refusal.Kind.NEEDS,
                                "assent-missing",
                                "A resolution by all needs the assent of every active participant; these are silent: "
                                        + String.join(", ", silent) + "."));
                    }
                    return Edit.of(incident).resolved(ledger.now(), resolution, bySenior);
                });
    }

    public Answer<Incident> close(Actor actor, String id, String lessons) {
        return change(actor, id, "closed", lessons, (tx, incident) -> {
            if (incident.resolved().isEmpty()) {
                throw refused(Refusal.conflict("not-resolved", "Resolve the incident " + id + " before it is closed."));
            }
            if (lessons.isBlank()) {
                throw refused(Refusal.wrong("incomplete", "Say what was learned from it."));
            }
            return Edit.of(incident).closed(ledger.now(), lessons);
        });
    }

    public List<Incident> list() {
        return ledger.read(Incidents::all);
    }

    public Answer<Seen> show(String id) {
        return ledger.read(sql -> Incidents.find(sql, id)
                .map(incident -> Answer.done(
                        new Seen(incident, Incidents.actions(sql, id), Incidents.assents(sql, id), silent(sql, id))))
                .orElseGet(() -> Answer.refused(Refusal.unknown("incident", id))));
    }

    /** Sends every reminder that is due and was not sent yet. */
    public void due() {
        Instant now = ledger.now();
        for (Incident incident : ledger.read(Incidents::open)) {
            for (Incident.Clock clock : incident.running()) {
                if (!now.isBefore(clock.remind())) {
                    remind(incident, clock.word(), clock, now);
                }
                if (!now.isBefore(clock.due())) {
                    remind(incident, clock.word() + "-overdue", clock, now);
                }
            }
        }
    }

    private void remind(Incident incident, String word, Incident.Clock clock, Instant now) {
        ledger.write(tx -> {
                    if (Incidents.remind(tx, incident.id(), word, now)) {
                        Map<String, String> words = Map.of(
                                "incident",
                                incident.id(),
                                "clock",
                                word,
                                "due",
                                clock.due().toString());
                        for (String person : concerned(tx, incident.unhcr())) {
                            notice(tx, person, Notice.Kind.INCIDENT_DUE, words);
                        }
                    }
                    return word;
                })
                .orThrow();
    }

    private interface Change {
        Incident of(Tx tx, Incident incident);
    }

    private Answer<Incident> change(Actor actor, String id, String what, String words, UnaryOperator<Incident> change) {
        return change(actor, id, what, words, (tx, incident) -> change.apply(incident));
    }

    private Answer<Incident> change(Actor actor, String id, String what, String words, Change change) {
        return ledger.write(tx -> {
            Incident changed = change.of(tx, running(tx, id));
            Incidents.update(tx, changed);
            changed(tx, actor, id, what, words);
            return changed;
        });
    }

    private void changed(Tx tx, Actor actor, String id, String what, String words) {
        Incidents.act(tx, ledger.newId("c"), id, new Incidents.Action(ledger.now(), actor.json(), what + ": " + words));
        tx.append(new AuditEvent(
                what.equals("closed") ? EventKind.INCIDENT_CLOSED : EventKind.INCIDENT_CHANGED,
                actor,
                Map.of("incident", id, "change", what)));
    }

    private static Incident running(Tx tx, String id) {
        Incident incident = Incidents.find(tx.sql(), id).orElseThrow(() -> refused(Refusal.unknown("incident", id)));
        if (incident.closed().isPresent()) {
            throw refused(Refusal.conflict("closed", "The incident " + id + " is closed; open a new one."));
        }
        return incident;
    }

    private static Set<String> silent(Tx tx, String id) {
        return silent(tx.sql(), id);
    }

    private static Set<String> silent(org.jdbi.v3.core.Handle sql, String id) {
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

    private void notice(Tx tx, String personId, Notice.Kind kind, Map<String, String> words) {
        Notices.add(tx, new Notice(ledger.newId("n"), personId, ledger.now(), kind, words, Optional.empty()));
    }

    private static RefusedException refused(Refusal refusal) {
        return new RefusedException(refusal);
    }

    /** A copy of an incident with one thing changed. */
    private record Edit(Incident from) {
        static Edit of(Incident incident) {
            return new Edit(incident);
        }

        Incident hold(boolean hold) {
            return copy(hold, from.toldGroup(), from.toldUnhcr(), from.met());
        }

        Incident toldGroup(Instant at) {
            return copy(from.hold(), from.toldGroup().or(() -> Optional.of(at)), from.toldUnhcr(), from.met());
        }

        Incident toldUnhcr(Instant at) {
            return copy(from.hold(), from.toldGroup(), from.toldUnhcr().or(() -> Optional.of(at)), from.met());
        }

        Incident met(Instant at) {
            return copy(
                    from.hold(), from.toldGroup(), from.toldUnhcr(), from.met().or(() -> Optional.of(at)));
        }

        Incident resolved(Instant at, String resolution, boolean bySenior) {
            return copy(from, Optional.of(resolution), Optional.of(at), bySenior, from.lessons(), from.closed());
        }

        Incident closed(Instant at, String lessons) {
            return copy(
                    from, from.resolution(), from.resolved(), from.bySenior(), Optional.of(lessons), Optional.of(at));
        }

        private Incident copy(
                boolean hold, Optional<Instant> toldGroup, Optional<Instant> toldUnhcr, Optional<Instant> met) {
            return new Incident(
                    from.id(),
                    from.nature(),
                    from.severity(),
                    from.certainty(),
                    from.what(),
                    from.found(),
                    from.openedBy(),
                    from.opened(),
                    from.aware(),
                    from.unhcr(),
                    hold,
                    from.stopExternal(),
                    toldGroup,
                    toldUnhcr,
                    met,
                    from.resolution(),
                    from.resolved(),
                    from.bySenior(),
                    from.lessons(),
                    from.closed(),
                    from.deposits(),
                    from.links(),
                    from.persons());
        }

        private static Incident copy(
                Incident from,
                Optional<String> resolution,
                Optional<Instant> resolved,
                boolean bySenior,
                Optional<String> lessons,
                Optional<Instant> closed) {
            return new Incident(
                    from.id(),
                    from.nature(),
                    from.severity(),
                    from.certainty(),
                    from.what(),
                    from.found(),
                    from.openedBy(),
                    from.opened(),
                    from.aware(),
                    from.unhcr(),
                    from.hold(),
                    from.stopExternal(),
                    from.toldGroup(),
                    from.toldUnhcr(),
                    from.met(),
                    resolution,
                    resolved,
                    bySenior,
                    lessons,
                    closed,
                    from.deposits(),
                    from.links(),
                    from.persons());
        }
    }
}
