package org.sluice.gateway.usecase;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Id;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.participant.Contact;
import org.sluice.gateway.domain.participant.KeyLimits;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.PersonKey;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.participant.Status;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.Functions;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Tx;

/** The one list of who takes part: participants, persons with their keys, contacts. Thread-safe. */
public final class Register {
    private final Ledger ledger;
    private final Rulebook rules;
    private final LiveAccess live;
    private final PersonKeys keys;

    public Register(Ledger ledger, Rulebook rules, LiveAccess live) {
        this.ledger = ledger;
        this.rules = rules;
        this.live = live;
        this.keys = new PersonKeys(ledger, live);
    }

    public Answer<Participant> addParticipant(
            Actor actor, String id, String name, Set<String> audiences, LocalDate signed) {
        Instant now = ledger.now();
        return Id.chosen("participant", id)
                .then(ok -> ledger.write(tx -> {
                    Entitled.administrator(tx, actor, "adds a participant", ledger.now());
                    RegisterWords.requireName(name);
                    RegisterWords.requireAudiences(rules, tx, audiences);
                    if (signed.isAfter(
                            LocalDate.ofInstant(now, java.time.ZoneOffset.UTC).plusDays(1))) {
                        throw refused(
                                Refusal.wrong("bad-date", "The adherence document can't be signed in the future."));
                    }
                    if (Participants.find(tx.sql(), id).isPresent()) {
                        throw refused(RegisterWords.taken("participant", id));
                    }
                    Participant participant = new Participant(
                            id, name, audiences, signed, Status.ACTIVE, 1, Optional.empty(), Optional.empty());
                    Participants.add(tx, participant, now);
                    tx.append(new AuditEvent(
                            EventKind.PARTICIPANT_ADDED,
                            actor,
                            Map.of(
                                    "participant",
                                    id,
                                    "name",
                                    name,
                                    "audiences",
                                    String.join(", ", new TreeSet<>(audiences)),
                                    "signed",
                                    signed.toString())));
                    return participant;
                }));
    }

    /**
     * The audiences that a participant belongs to, in place of those before: it signed another protocol, or its work
     * changed. What runs for it is cut, and starts anew if it still may.
     */
    public Answer<Participant> setAudiences(Actor actor, String id, Set<String> audiences) {
        Answer<Participant> changed = ledger.write(tx -> {
            Entitled.administrator(tx, actor, "changes what a participant belongs to", ledger.now());
            RegisterWords.requireAudiences(rules, tx, audiences);
            Participants.holdActive(tx, id, ledger.now()).orThrow();
            Participants.setAudiences(tx, id, audiences);
            tx.append(new AuditEvent(
                    EventKind.PARTICIPANT_AUDIENCES_SET,
                    actor,
                    Map.of("participant", id, "audiences", String.join(", ", new TreeSet<>(audiences)))));
            return Participants.find(tx.sql(), id).orElseThrow(() -> refused(Refusal.unknown("participant", id)));
        });
        return changed.then(done -> {
            live.cut(running -> !running.deposits() && running.participants().contains(id));
            return changed;
        });
    }

    public Answer<Person> addPerson(Actor actor, Person person) {
        return addPerson(actor, person, Set.of());
    }

    /** The same, with what the person does for its participant, in one unit. */
    public Answer<Person> addPerson(Actor actor, Person person, Set<String> functions) {
        Instant now = ledger.now();
        return Id.ofSomebody("person", person.id())
                .then(ok -> ledger.write(tx -> {
                    keepsPeople(tx, actor, person.participantId(), "adds a person", now);
                    RegisterWords.requireName(person.name());
                    RegisterWords.requireFree(tx, person.id());
                    RegisterWords.requireEntries(person);
                    Participants.holdActive(tx, person.participantId(), now).orThrow();
                    Persons.add(tx, person, now);
                    tx.append(new AuditEvent(
                            EventKind.PERSON_ADDED,
                            actor,
                            Map.of(
                                    "person", person.id(),
                                    "participant", person.participantId(),
                                    "roles", roles(person))));
                    if (!functions.isEmpty()) {
                        putFunctions(tx, actor, person.id(), functions);
                    }
                    return person;
                }));
    }

    /**
     * A person's name, address, language and roles, in place of those before; id and participant stay. Its sessions end,
     * since a role may be gone; keys stay.
     */
    public Answer<Person> changePerson(Actor actor, Person person) {
        Answer<Person> changed = ledger.write(tx -> {
            keepsPeople(tx, actor, person.participantId(), "changes a person", ledger.now());
            RegisterWords.requireName(person.name());
            RegisterWords.requireEntries(person);
            if (Persons.find(tx.sql(), person.id())
                    .filter(known -> known.participantId().equals(person.participantId()))
                    .isEmpty()) {
                throw refused(Refusal.unknown("person", person.id()));
            }
            Persons.change(tx, person);
            tx.append(new AuditEvent(
                    EventKind.PERSON_CHANGED, actor, Map.of("person", person.id(), "roles", roles(person))));
            return person;
        });
        return changed.then(done -> {
            live.cut(running -> running.who().equals(done.id()));
            return changed;
        });
    }

    private static String roles(Person person) {
        return String.join(
                ", ", person.roles().stream().map(Role::word).sorted().toList());
    }

    public Answer<Contact> addContact(Actor actor, Contact contact) {
        return addContact(actor, contact, false, Optional.empty());
    }

    /**
     * The same in one unit with what else is said of it.
     *
     * @param named it is one named person, and not a desk
     * @param language that it reads; en where absent
     */
    public Answer<Contact> addContact(Actor actor, Contact contact, boolean named, Optional<String> language) {
        Instant now = ledger.now();
        return Id.ofSomebody("contact", contact.id())
                .then(ok -> ledger.write(tx -> {
                    keepsContacts(tx, actor, Optional.empty(), "adds a contact");
                    RegisterWords.requireName(contact.name());
                    RegisterWords.requireFree(tx, contact.id());
                    RegisterWords.requireAudiences(rules, tx, contact.audiences());
                    contact.email().ifPresent(RegisterWords::requireAddress);
                    contact.participantId()
                            .ifPresent(
                                    id -> Participants.holdActive(tx, id, now).orThrow());
                    Contacts.add(tx, contact, now);
                    tx.append(new AuditEvent(
                            EventKind.CONTACT_ADDED,
                            actor,
                            Map.of(
                                    "contact", contact.id(),
                                    "name", contact.name(),
                                    "audiences", String.join(", ", new TreeSet<>(contact.audiences())),
                                    "participant", contact.participantId().orElse(""),
                                    "confirmed_by", contact.confirmedBy())));
                    if (named) {
                        putNamed(tx, actor, contact.id(), true, now);
                    }
                    language.ifPresent(one -> SetWays.begin(tx, actor, contact.id(), one));
                    return contact;
                }));
    }

    /**
     * A contact's name, addresses and audiences, in place of those before; id and participant stay. What runs for it is
     * cut, and a confirmation for personal data no longer fits a new address.
     */
    public Answer<Contact> changeContact(Actor actor, Contact contact) {
        Answer<Contact> changed = ledger.write(tx -> {
            keepsContacts(tx, actor, contact.participantId(), "changes this contact");
            RegisterWords.requireName(contact.name());
            RegisterWords.requireAudiences(rules, tx, contact.audiences());
            contact.email().ifPresent(RegisterWords::requireAddress);
            if (Contacts.find(tx.sql(), contact.id())
                    .filter(known -> known.participantId().equals(contact.participantId()))
                    .isEmpty()) {
                throw refused(Refusal.unknown("contact", contact.id()));
            }
            Contacts.change(tx, contact);
            tx.append(new AuditEvent(
                    EventKind.CONTACT_CHANGED,
                    actor,
                    Map.of(
                            "contact", contact.id(),
                            "audiences", String.join(", ", new TreeSet<>(contact.audiences())),
                            "confirmed_by", contact.confirmedBy())));
            return contact;
        });
        return changed.then(done -> {
            live.cut(running -> running.who().equals(done.id()));
            return changed;
        });
    }

    /** What a person does for its participant, in place of what was said before; a protocol on record must know it. */
    public Answer<Person> setFunctions(Actor actor, String personId, Set<String> functions) {
        return ledger.write(tx -> {
            Person person =
                    Persons.find(tx.sql(), personId).orElseThrow(() -> refused(Refusal.unknown("person", personId)));
            keepsPeople(tx, actor, person.participantId(), "says what a person does", ledger.now());
            putFunctions(tx, actor, personId, functions);
            return person;
        });
    }

    private void putFunctions(Tx tx, Actor actor, String personId, Set<String> functions) {
        Set<String> known = rules.functions(tx.sql());
        functions.stream()
                .filter(function -> !known.contains(function))
                .findFirst()
                .ifPresent(function -> {
                    throw refused(Refusal.wrong(
                            "unknown-function",
                            "No protocol on record knows the function \"" + function + "\"; "
                                    + (known.isEmpty()
                                            ? "none has any."
                                            : "it can be one of " + String.join(", ", new TreeSet<>(known)) + ".")));
                });
        Functions.set(tx, personId, functions);
        tx.append(new AuditEvent(
                EventKind.PERSON_FUNCTIONS_SET,
                actor,
                Map.of("person", personId, "functions", String.join(", ", new TreeSet<>(functions)))));
    }

    public Set<String> functions(String personId) {
        return ledger.read(sql -> Functions.of(sql, personId));
    }

    /** Whether a contact is one named person: personal data goes to nobody else. */
    public Answer<Contact> setNamed(Actor actor, String contactId, boolean named) {
        return ledger.write(tx -> {
            Contact contact = Contacts.find(tx.sql(), contactId)
                    .orElseThrow(() -> refused(Refusal.unknown("contact", contactId)));
            keepsContacts(tx, actor, contact.participantId(), "says whether this contact is one person");
            putNamed(tx, actor, contactId, named, ledger.now());
            return contact;
        });
    }

    private static void putNamed(Tx tx, Actor actor, String contactId, boolean named, Instant now) {
        Functions.setNamed(tx, contactId, named, now);
        tx.append(new AuditEvent(
                EventKind.CONTACT_NAMED, actor, Map.of("contact", contactId, "named", Boolean.toString(named))));
    }

    /**
     * Lets a person in with this key from now on, without limits.
     *
     * @param line OpenSSH's "type base64", already checked to be a key that may be used
     */
    public Answer<PersonKey> addKey(Actor actor, String personId, String fingerprint, String line) {
        return addKey(actor, personId, fingerprint, line, KeyLimits.NONE);
    }

    /** The same within limits. Where the person has the key already, they stand in place of those before. */
    public Answer<PersonKey> addKey(Actor actor, String personId, String fingerprint, String line, KeyLimits limits) {
        return keys.add(actor, personId, fingerprint, line, limits);
    }

    /** Removes a key and ends the person's sessions: one of them may have come in with it. */
    public Answer<String> removeKey(Actor actor, String personId, String fingerprint) {
        return keys.remove(actor, personId, fingerprint);
    }

    public List<Participant> participants() {
        return ledger.read(Participants::all);
    }

    public Answer<Participant> participant(String id) {
        return ledger.read(sql -> Participants.find(sql, id))
                .map(Answer::done)
                .orElse(Answer.refused(Refusal.unknown("participant", id)));
    }

    public List<Person> persons() {
        return ledger.read(Persons::all);
    }

    public Answer<Person> person(String id) {
        return ledger.read(sql -> Persons.find(sql, id))
                .map(Answer::done)
                .orElse(Answer.refused(Refusal.unknown("person", id)));
    }

    /** A person who may act now, to act as. */
    public Answer<Person> acting(String id) {
        Instant now = ledger.now();
        return person(id)
                .then(person -> ledger.read(sql -> Participants.find(sql, person.participantId())
                                .flatMap(participant -> participant.barred(now))
                                .or(() -> TakingPart.ended(sql, id, now)))
                        .<Answer<Person>>map(Answer::refused)
                        .orElse(Answer.done(person)));
    }

    public List<PersonKey> keys(String personId) {
        return ledger.read(sql -> Persons.keys(sql, personId));
    }

    public Answer<Contact> contact(String id) {
        return ledger.read(sql -> Contacts.find(sql, id))
                .map(Answer::done)
                .orElse(Answer.refused(Refusal.unknown("contact", id)));
    }

    public List<Contact> contacts() {
        return ledger.read(Contacts::all);
    }

    /** An administrator, or the participant's own focal point. */
    static void keepsPeople(Tx tx, Actor actor, String participantId, String what, Instant now) {
        boolean presides = Entitled.acting(tx, actor, now)
                .filter(person -> person.is(Role.ADMINISTRATOR))
                .isPresent();
        if (!presides) {
            Entitled.focalPoint(tx, actor, Optional.of(participantId), what, now);
        }
    }

    /** Whoever releases enters recipients, and vouches for them; of a participant its own releasers change them. */
    private void keepsContacts(Tx tx, Actor actor, Optional<String> participantId, String what) {
        Instant now = ledger.now();
        boolean presides = Entitled.acting(tx, actor, now)
                .map(person -> Entitled.presides(person) || (participantId.isEmpty() && person.is(Role.RELEASER)))
                .orElse(true);
        if (!presides) {
            Entitled.of(tx, actor, participantId.orElse("a participant"), Set.of(Role.RELEASER), what, now);
        }
    }

    private static RefusedException refused(Refusal refusal) {
        return new RefusedException(refusal);
    }
}
