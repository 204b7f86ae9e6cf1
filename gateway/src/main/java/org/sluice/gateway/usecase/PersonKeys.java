package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.participant.KeyLimits;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.PersonKey;
import org.sluice.gateway.domain.participant.SourcePatterns;
import org.sluice.gateway.store.Authorities;
import org.sluice.gateway.store.Persons;

/** Persons' SSH keys and their limits. */
final class PersonKeys {
    private final Ledger ledger;
    private final LiveAccess live;

    PersonKeys(Ledger ledger, LiveAccess live) {
        this.ledger = ledger;
        this.live = live;
    }

    /** The same within limits. Where the person has the key already, they stand in place of those before. */
    Answer<PersonKey> add(Actor actor, String personId, String fingerprint, String line, KeyLimits limits) {
        Instant now = ledger.now();
        Answer<PersonKey> added = ledger.write(tx -> {
            Person person = Persons.find(tx.sql(), personId)
                    .orElseThrow(() -> new RefusedException(Refusal.unknown("person", personId)));
            Register.keepsPeople(tx, actor, person.participantId(), "adds a key", now);
            if (!limits.stands(now)) {
                throw new RefusedException(
                        Refusal.wrong("key-expired", "This key would have expired already; give a later day."));
            }
            if (Authorities.find(tx.sql(), fingerprint).isPresent()) {
                throw new RefusedException(
                        Refusal.conflict("key-taken", "This key signs certificates; a person has a key of its own."));
            }
            Optional<PersonKey> known = Persons.key(tx.sql(), fingerprint);
            if (known.isPresent()) {
                if (!known.get().personId().equals(personId)) {
                    throw new RefusedException(Refusal.conflict(
                            "key-taken", "This key belongs to another person; every person has keys of its own."));
                }
                if (known.get().limits().equals(limits)) {
                    return known.get();
                }
                Persons.removeKey(tx, personId, fingerprint);
            }
            PersonKey key = new PersonKey(fingerprint, personId, line, now, limits);
            Persons.addKey(tx, key);
            tx.append(new AuditEvent(
                    EventKind.KEY_ADDED,
                    actor,
                    Map.of(
                            "person",
                            personId,
                            "fingerprint",
                            fingerprint,
                            "from",
                            limits.from().map(SourcePatterns::text).orElse(""),
                            "until",
                            limits.until().map(Instant::toString).orElse(""))));
            return key;
        });
        live.cutFallen();
        return added;
    }

    /** Removes a key and ends the person's sessions: one of them may have come in with it. */
    Answer<String> remove(Actor actor, String personId, String fingerprint) {
        Answer<String> removed = ledger.write(tx -> {
            Person person = Persons.find(tx.sql(), personId)
                    .orElseThrow(() -> new RefusedException(Refusal.unknown("person", personId)));
            Register.keepsPeople(tx, actor, person.participantId(), "removes a key", ledger.now());
            if (!Persons.removeKey(tx, personId, fingerprint)) {
                throw new RefusedException(Refusal.unknown("key of " + personId, fingerprint));
            }
            tx.append(new AuditEvent(
                    EventKind.KEY_REMOVED, actor, Map.of("person", personId, "fingerprint", fingerprint)));
            return fingerprint;
        });
        return removed.then(done -> {
            live.cut(running ->
                    running.kind().equals("sftp-session") && running.who().equals(personId));
            return removed;
        });
    }
}
