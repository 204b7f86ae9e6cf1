package org.sluice.gateway.usecase;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.participant.Contact;
import org.sluice.gateway.domain.participant.Duty;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.ProtocolAsks;
import org.sluice.gateway.store.Terms;
import org.sluice.gateway.store.Tx;

/** Ends of persons and contacts, who speaks for a participant, the quarterly list, and confirmed protocols. Thread-safe. */
public final class KeepTerms {
    private final Ledger ledger;
    private final Rulebook rules;
    private final LiveAccess live;

    public KeepTerms(Ledger ledger, Rulebook rules, LiveAccess live) {
        this.ledger = ledger;
        this.rules = rules;
        this.live = live;
    }

    /** A participant's speakers and the state of its list. {@code due}: when it must be confirmed again, if it is kept. */
    public record Standing(
            String participantId,
            List<String> focalPoints,
            List<String> dataProtection,
            Optional<Instant> confirmed,
            Optional<Instant> due,
            boolean overdue) {
        public Standing {
            focalPoints = List.copyOf(focalPoints);
            dataProtection = List.copyOf(dataProtection);
        }
    }

    /** Sets or takes away the end of a person's or contact's term; an end that has come cuts what runs. */
    public Answer<String> setEnd(Actor actor, String id, Optional<Instant> end) {
        return ledger.write(tx -> {
                    Optional<Person> person = Persons.find(tx.sql(), id);
                    Optional<Contact> contact = Contacts.find(tx.sql(), id);
                    if (person.isEmpty() && contact.isEmpty()) {
                        throw new RefusedException(Refusal.unknown("person or contact", id));
                    }
                    Entitled.focalPoint(
                            tx,
                            actor,
                            person.map(Person::participantId).or(() -> contact.flatMap(Contact::participantId)),
                            "sets the end of a term",
                            ledger.now());
                    if (person.isPresent()) {
                        Terms.setPerson(tx, id, end);
                    } else {
                        Terms.setContact(tx, id, end);
                    }
                    tx.append(new AuditEvent(
                            EventKind.TERM_SET,
                            actor,
                            Map.of("who", id, "end", end.map(Instant::toString).orElse("none"))));
                    return id;
                })
                .then(done -> {
                    cutEnded();
                    return Answer.done(done);
                });
    }

    /** Names who answers for a duty, in place of those named before; the first focal points start the quarter. */
    public Answer<Standing> setSpeakers(Actor actor, String participantId, Duty duty, List<String> persons) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            requireParticipant(tx, participantId);
            Entitled.focalPoint(tx, actor, Optional.of(participantId), "names who speaks for it", now);
            List<String> named = persons.stream().distinct().sorted().toList();
            for (String id : named) {
                Person person = Persons.find(tx.sql(), id)
                        .orElseThrow(() -> new RefusedException(Refusal.unknown("person", id)));
                if (!person.participantId().equals(participantId)) {
                    throw new RefusedException(Refusal.wrong(
                            "not-of-it", id + " is of " + person.participantId() + " and can't speak for another."));
                }
            }
            Terms.setSpeakers(tx, participantId, duty, named);
            boolean kept = Terms.lists(tx.sql()).stream()
                    .anyMatch(list -> list.participantId().equals(participantId));
            if (duty == Duty.FOCAL_POINT && !kept && !named.isEmpty()) {
                Terms.confirmed(tx, participantId, Optional.empty(), now);
            }
            tx.append(new AuditEvent(
                    EventKind.SPEAKERS_SET,
                    actor,
                    Map.of("participant", participantId, "duty", duty.word(), "persons", String.join(", ", named))));
            return standing(tx.sql(), participantId, now);
        });
    }

    /** A focal point says that the participant's list of persons and contacts is right; the next quarter begins. */
    public Answer<Standing> confirmList(Actor actor, String participantId, String by) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            requireParticipant(tx, participantId);
            Entitled.self(tx, actor, by, "confirms it under this name", now);
            if (!Terms.speakers(tx.sql(), participantId, Duty.FOCAL_POINT).contains(by)
                    || Terms.ended(tx.sql(), by, now)) {
                throw new RefusedException(Refusal.forbidden(
                        "not-its-focal-point",
                        "Only a focal point of " + participantId + " confirms its list; " + by + " is none."));
            }
            Terms.confirmed(tx, participantId, Optional.of(by), now);
            tx.append(new AuditEvent(EventKind.LIST_CONFIRMED, actor, Map.of("participant", participantId, "by", by)));
            return standing(tx.sql(), participantId, now);
        });
    }

    /**
     * A person confirms the version in force of a protocol, in the person's language.
     *
     * @param evidence where the administrator puts on record what the person signed or wrote elsewhere
     */
    public Answer<String> confirmProtocol(Actor actor, String personId, String protocolId, Optional<String> evidence) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            Person person = Persons.find(tx.sql(), personId)
                    .orElseThrow(() -> new RefusedException(Refusal.unknown("person", personId)));
            Entitled.self(tx, actor, personId, "confirms that the protocol was read and understood", now);
            if (Entitled.isHost(actor)
                    && evidence.filter(words -> !words.isBlank()).isEmpty()) {
                throw new RefusedException(Refusal.wrong(
                        "no-evidence",
                        "Only " + personId + " can confirm a protocol. Act as that person, or say what " + personId
                                + " signed or wrote and where it is kept."));
            }
            Protocol protocol = rules.inForce(tx.sql(), now).stream()
                    .filter(known -> known.id().equals(protocolId))
                    .findFirst()
                    .orElseThrow(() -> new RefusedException(Refusal.unknown("protocol in force", protocolId)));
            if (!Terms.confirmedProtocol(tx.sql(), personId, protocolId, protocol.version())) {
                Terms.confirmProtocol(tx, personId, protocolId, protocol.version(), person.language(), now);
                ProtocolAsks.answered(tx, personId, protocolId);
                AuditEvent event = new AuditEvent(
                        EventKind.PROTOCOL_CONFIRMED,
                        actor,
                        Map.of(
                                "person",
                                personId,
                                "protocol",
                                protocolId,
                                "version",
                                protocol.version(),
                                "language",
                                person.language()));
                tx.append(evidence.map(words -> event.with("evidence", Words.cut(words)))
                        .orElse(event));
            }
            return protocol.version();
        });
    }

    public List<Standing> standings() {
        Instant now = ledger.now();
        return ledger.read(sql -> Participants.all(sql).stream()
                .map(participant -> standing(sql, participant.id(), now))
                .toList());
    }

    /** Cuts persons whose term has ended, and asks focal points whose quarter is over, once each quarter. */
    public void due() {
        cutEnded();
        Instant now = ledger.now();
        for (Terms.PeopleList list : ledger.read(Terms::lists)) {
            if (list.reminded().isEmpty() && !now.isBefore(quarterAfter(list.confirmed()))) {
                remind(list, now);
            }
        }
    }

    private void remind(Terms.PeopleList list, Instant now) {
        ledger.write(tx -> {
                    if (Terms.reminded(tx, list.participantId(), now)) {
                        Set<String> asked = new java.util.TreeSet<>(
                                Terms.speakers(tx.sql(), list.participantId(), Duty.FOCAL_POINT));
                        Persons.all(tx.sql()).stream()
                                .filter(person -> person.is(Role.COORDINATOR))
                                .map(Person::id)
                                .forEach(asked::add);
                        Map<String, String> words = new HashMap<>();
                        words.put("participant", list.participantId());
                        words.put("since", list.confirmed().toString());
                        for (String person : asked) {
                            Notices.add(
                                    tx,
                                    new Notice(
                                            ledger.newId("n"),
                                            person,
                                            now,
                                            Notice.Kind.LIST_DUE,
                                            words,
                                            Optional.empty()));
                        }
                        tx.append(new AuditEvent(
                                EventKind.LIST_ASKED,
                                new Actor.SystemActor("participants"),
                                Map.of("participant", list.participantId())));
                    }
                    return list.participantId();
                })
                .orThrow();
    }

    private void cutEnded() {
        Instant now = ledger.now();
        Set<String> inside = new java.util.HashSet<>();
        live.list(running -> running.kind().equals("sftp-session")).forEach(running -> inside.add(running.who()));
        inside.removeIf(person -> !ledger.read(sql -> Terms.ended(sql, person, now)));
        if (!inside.isEmpty()) {
            live.cut(running -> running.kind().equals("sftp-session") && inside.contains(running.who()));
        }
    }

    private static Standing standing(org.jdbi.v3.core.Handle sql, String participantId, Instant now) {
        Optional<Instant> confirmed = Terms.lists(sql).stream()
                .filter(list -> list.participantId().equals(participantId))
                .map(Terms.PeopleList::confirmed)
                .findFirst();
        Optional<Instant> due = confirmed.map(KeepTerms::quarterAfter);
        return new Standing(
                participantId,
                Terms.speakers(sql, participantId, Duty.FOCAL_POINT),
                Terms.speakers(sql, participantId, Duty.DATA_PROTECTION),
                confirmed,
                due,
                due.filter(instant -> !now.isBefore(instant)).isPresent());
    }

    /** Three months later by the calendar, in UTC. */
    static Instant quarterAfter(Instant confirmed) {
        return confirmed.atOffset(ZoneOffset.UTC).plusMonths(3).toInstant();
    }

    private static void requireParticipant(Tx tx, String id) {
        if (Participants.find(tx.sql(), id).isEmpty()) {
            throw new RefusedException(Refusal.unknown("participant", id));
        }
    }
}
