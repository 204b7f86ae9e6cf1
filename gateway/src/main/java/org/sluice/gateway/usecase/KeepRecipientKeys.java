package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
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
import org.sluice.gateway.domain.participant.Duty;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.RecipientKey;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.RecipientKeys;
import org.sluice.gateway.store.Terms;
import org.sluice.gateway.store.Tx;

/**
 * Registers, confirms, revokes and gives out the public keys for which senders seal files. Whoever could slip in a key of
 * their own could read what is meant for another: so a key counts only after somebody else than who registered it compared
 * its fingerprint with its holder. Thread-safe.
 */
public final class KeepRecipientKeys {
    /** The code of the refusal where somebody has no key that counts. */
    static final String NONE = "no-key";

    private static final String HOST = "host";

    private final Ledger ledger;

    public KeepRecipientKeys(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Registers a key, which does not count yet.
     *
     * @param holderId a participant or a contact
     * @param spelled an age public key, or an armoured one of OpenPGP
     */
    public Answer<RecipientKey> add(Actor actor, String holderId, String name, String spelled) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            RecipientKey.Holder holder = holder(tx.sql(), holderId)
                    .orElseThrow(() -> refused(Refusal.unknown("participant or contact", holderId)));
            Optional<String> participant = participant(tx.sql(), holder);
            keeps(tx, actor, participant, "registers a key of " + holderId, now);
            if (participant.isPresent()) {
                Participants.holdActive(tx, participant.get(), now).orThrow();
            }
            if (name.isBlank() || name.length() > 100 || name.chars().anyMatch(Character::isISOControl)) {
                throw refused(Refusal.wrong("bad-name", "Call the key by a name in one line of up to 100 characters."));
            }
            SpelledKeys.Read read = SpelledKeys.read(spelled, now);
            String by = Entitled.acting(tx, actor, now).map(Person::id).orElse(HOST);
            RecipientKey key = new RecipientKey(
                    ledger.newId("pk"),
                    holder,
                    read.kind(),
                    name.strip(),
                    read.spelled(),
                    read.fingerprint(),
                    by,
                    now,
                    Optional.empty(),
                    Optional.empty());
            fits(
                    key,
                    RecipientKeys.of(tx.sql(), holder).stream()
                            .filter(known -> known.revoked().isEmpty())
                            .toList());
            RecipientKeys.add(tx, key);
            tx.append(event(EventKind.RECIPIENT_KEY_ADDED, actor, key).with("by", by));
            tell(tx, key, participant, now);
            return key;
        });
    }

    private static void fits(RecipientKey key, List<RecipientKey> standing) {
        String holder = key.holder().id();
        if (standing.stream().anyMatch(known -> known.fingerprint().equals(key.fingerprint()))) {
            throw refused(Refusal.conflict(
                    "key-known",
                    holder
                            + " has this key already. If its life was lengthened, revoke what stands here and register it"
                            + " again."));
        }
        standing.stream()
                .filter(known -> known.kind() != key.kind())
                .findFirst()
                .ifPresent(other -> {
                    throw refused(Refusal.conflict(
                            "other-kind",
                            holder + " has a key of the kind " + other.kind().word()
                                    + ", and one file is sealed for keys of one kind. Revoke that first: sluice recipient-key"
                                    + " revoke " + other.id()));
                });
    }

    private void tell(Tx tx, RecipientKey key, Optional<String> participant, Instant now) {
        for (String person : participant
                .map(id -> Terms.speakers(tx.sql(), id, Duty.DATA_PROTECTION))
                .orElse(List.of())) {
            if (!person.equals(key.addedBy())) {
                Notices.add(
                        tx,
                        new Notice(
                                ledger.newId("n"),
                                person,
                                now,
                                Notice.Kind.RECIPIENT_KEY_TO_CONFIRM,
                                Map.of(
                                        "key", key.id(),
                                        "holder", key.holder().id(),
                                        "name", key.name(),
                                        "by", key.addedBy(),
                                        "person", person),
                                Optional.empty()));
            }
        }
    }

    /**
     * Puts on record that somebody compared the fingerprint with the key's holder.
     *
     * @param by a data-protection contact of the holder's participant, or for a contact without one of its own; not who
     *     registered the key
     * @param fingerprint as its holder read it out; spaces and case don't count
     */
    public Answer<RecipientKey> confirm(Actor actor, String id, String by, String fingerprint) {
        Instant now = ledger.now();
        Answer<RecipientKey> confirmed = ledger.write(tx -> {
            RecipientKey key = existing(tx.sql(), id);
            Entitled.self(tx, actor, by, "confirms a key under this name", now);
            Person person = Entitled.standing(tx, by, now);
            String participant = participant(tx.sql(), key.holder()).orElse(person.participantId());
            if (!Entitled.speaks(tx, participant, Duty.DATA_PROTECTION, by)) {
                throw refused(Refusal.forbidden(
                        "not-its-data-protection-contact",
                        "Only a data-protection contact of " + participant + " confirms the key " + id + "; " + by
                                + " is none. Name one: sluice participant speakers " + participant
                                + " --duty data-protection --person PERSON"));
            }
            if (by.equals(key.addedBy())) {
                throw refused(Refusal.forbidden(
                        "same-person", by + " registered the key " + id + "; somebody else has to confirm it."));
            }
            if (!plain(fingerprint).equals(plain(key.fingerprint()))) {
                throw refused(Refusal.conflict(
                        "fingerprint-differs",
                        "The fingerprint given is not the one of the key " + id
                                + ". Ask its holder to read it out again, by a way you trust; if it still differs, revoke"
                                + " the key: sluice recipient-key revoke " + id));
            }
            PostQuantumKeys.beside(
                            key,
                            RecipientKeys.of(tx.sql(), key.holder()).stream()
                                    .filter(RecipientKey::counts)
                                    .toList())
                    .ifPresent(refusal -> {
                        throw refused(refusal);
                    });
            if (!RecipientKeys.confirm(tx, id, by, now)) {
                throw refused(Refusal.conflict("key-" + key.state(), "The key " + id + " is " + key.state() + "."));
            }
            tx.append(event(EventKind.RECIPIENT_KEY_CONFIRMED, actor, key).with("by", by));
            return existing(tx.sql(), id);
        });
        if (confirmed instanceof Answer.Refused<RecipientKey> refused
                && refused.refusal().code().equals("fingerprint-differs")) {
            ledger.record(new AuditEvent(
                    EventKind.RECIPIENT_KEY_REFUSED,
                    actor,
                    Map.of("key", id, "by", by, "reason", refused.refusal().code())));
        }
        return confirmed;
    }

    /** Ends a key at once: nobody is given it from the commit on. Again is no error. */
    public Answer<RecipientKey> revoke(Actor actor, String id) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            RecipientKey key = existing(tx.sql(), id);
            Optional<Person> acting = Entitled.acting(tx, actor, now);
            Optional<String> participant = participant(tx.sql(), key.holder());
            // Whoever notices that a key is lost must not have to look for somebody first.
            acting.filter(person ->
                            !Entitled.presides(person) && !participant.equals(Optional.of(person.participantId())))
                    .ifPresent(person -> {
                        throw refused(Refusal.forbidden(
                                "not-yours",
                                "Only somebody of " + participant.orElse("the gateway's coordinators")
                                        + ", a coordinator or an administrator revokes the key " + id + "; "
                                        + person.id() + " is none."));
                    });
            if (RecipientKeys.revoke(tx, id, acting.map(Person::id).orElse(HOST), now)) {
                tx.append(event(EventKind.RECIPIENT_KEY_REVOKED, actor, key));
            }
            return existing(tx.sql(), id);
        });
    }

    public List<RecipientKey> list() {
        return ledger.read(RecipientKeys::all);
    }

    /** Why a key counts no more although nobody revoked it here, in a sentence: it expired, say. */
    public Optional<String> ended(RecipientKey key) {
        return key.revoked().isPresent() ? Optional.empty() : SpelledKeys.against(key, ledger.now());
    }

    /**
     * The keys for which a file to this recipient is sealed: a contact's own, or else those of its participant; for a person
     * or participant those of the participant. Who has none that counts, whose participant is barred, and who does not exist
     * are answered alike.
     */
    public Answer<List<RecipientKey>> of(String recipientId) {
        return ledger.read(sql -> of(sql, recipientId, ledger.now()));
    }

    static Answer<List<RecipientKey>> of(Handle sql, String recipientId, Instant now) {
        Optional<RecipientKey.Holder> holder = holder(sql, recipientId)
                .or(() -> Persons.find(sql, recipientId)
                        .filter(person ->
                                TakingPart.ended(sql, person.id(), now).isEmpty())
                        .map(person -> new RecipientKey.OfParticipant(person.participantId())));
        List<RecipientKey> keys = holder.map(there -> counting(sql, there, now)).orElse(List.of());
        if (!SpelledKeys.ofOneKind(keys)) {
            return Answer.refused(Refusal.conflict(
                    "other-kind",
                    recipientId + " has keys of two kinds, and one file is sealed for keys of one. Have those of the"
                            + " other revoked: sluice recipient-key list"));
        }
        return keys.isEmpty()
                ? Answer.refused(Refusal.of(
                        Refusal.Kind.UNKNOWN,
                        NONE,
                        "There is no confirmed key for \"" + recipientId
                                + "\" that counts now. Have one registered and confirmed, or seal with a passphrase."))
                : PostQuantumKeys.mixed(recipientId, keys)
                        .<Answer<List<RecipientKey>>>map(Answer::refused)
                        .orElseGet(() -> Answer.done(keys));
    }

    private static List<RecipientKey> counting(Handle sql, RecipientKey.Holder holder, Instant now) {
        Optional<String> participant = participant(sql, holder);
        boolean barred = participant
                        .map(id -> Participants.find(sql, id)
                                .map(there -> there.barred(now).isPresent())
                                .orElse(true))
                        .orElse(false)
                || TakingPart.ended(sql, holder.id(), now).isPresent();
        if (barred) {
            return List.of();
        }
        List<RecipientKey> own = RecipientKeys.of(sql, holder).stream()
                .filter(RecipientKey::counts)
                .filter(key -> SpelledKeys.against(key, now).isEmpty())
                .toList();
        return own.isEmpty() && holder instanceof RecipientKey.OfContact && participant.isPresent()
                ? counting(sql, new RecipientKey.OfParticipant(participant.get()), now)
                : own;
    }

    private static Optional<RecipientKey.Holder> holder(Handle sql, String id) {
        Optional<RecipientKey.Holder> participant =
                Participants.find(sql, id).map(there -> new RecipientKey.OfParticipant(id));
        return participant.or(() -> Contacts.find(sql, id).map(there -> new RecipientKey.OfContact(id)));
    }

    private static Optional<String> participant(Handle sql, RecipientKey.Holder holder) {
        return switch (holder) {
            case RecipientKey.OfParticipant participant -> Optional.of(participant.id());
            case RecipientKey.OfContact contact ->
                Contacts.find(sql, contact.id()).flatMap(Contact::participantId);
        };
    }

    private static void keeps(Tx tx, Actor actor, Optional<String> participant, String what, Instant now) {
        boolean administers = Entitled.acting(tx, actor, now)
                .filter(person -> person.is(Role.ADMINISTRATOR))
                .isPresent();
        if (!administers) {
            Entitled.focalPoint(tx, actor, participant, what, now);
        }
    }

    private static RecipientKey existing(Handle sql, String id) {
        return RecipientKeys.find(sql, id).orElseThrow(() -> refused(Refusal.unknown("recipient-key", id)));
    }

    private static String plain(String fingerprint) {
        return fingerprint.replaceAll("[\\s:.-]", "").toLowerCase(Locale.ROOT);
    }

    private static AuditEvent event(EventKind kind, Actor actor, RecipientKey key) {
        return new AuditEvent(
                kind,
                actor,
                Map.of(
                        "key", key.id(),
                        "holder", key.holder().id(),
                        "kind", key.kind().word(),
                        "fingerprint", key.fingerprint()));
    }

    private static RefusedException refused(Refusal refusal) {
        return new RefusedException(refusal);
    }
}
