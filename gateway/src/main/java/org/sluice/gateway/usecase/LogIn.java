package org.sluice.gateway.usecase;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.PersonKey;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Terms;

/** Lets persons in by their SSH keys. */
public final class LogIn {
    private final Ledger ledger;
    private final LiveAccess live;

    public LogIn(Ledger ledger, LiveAccess live) {
        this.ledger = ledger;
        this.live = live;
    }

    /**
     * Whether this key may try to log in as this person: one read and no write, because the caller's threads are few. The
     * proof that the person holds the key is the SSH library's part; {@link #enter} checks again afterwards.
     */
    public boolean mayTry(String personId, String fingerprint) {
        return ledger.read(sql -> {
            Optional<Person> person = keyHolder(Persons.key(sql, fingerprint), personId, Persons.find(sql, personId));
            return person.flatMap(holder -> Participants.find(sql, holder.participantId()))
                    .filter(participant ->
                            participant.barred(ledger.now()).isEmpty() && !Terms.ended(sql, personId, ledger.now()))
                    .isPresent();
        });
    }

    /**
     * Begins a session after the key was proven. Registers first and reads the status afterwards: a withdrawal at the same
     * moment finds the session, or the session finds the withdrawal.
     *
     * @param cut closes the connection at once, from any thread
     */
    public Answer<Visit> enter(String personId, String fingerprint, String network, Runnable cut) {
        Optional<Person> found =
                ledger.read(sql -> keyHolder(Persons.key(sql, fingerprint), personId, Persons.find(sql, personId)));
        if (found.isEmpty()) {
            return refuse(personId, network, Refusal.forbidden("key-unknown", "This key belongs to nobody here."));
        }
        Visit visit = new Visit(found.get());
        visit.enteredWith(live.enter(new LiveAccess.Running(
                "sftp-session",
                personId,
                Set.of(found.get().participantId()),
                Optional.empty(),
                Optional.empty(),
                "log-in of " + personId + " from " + network,
                () -> {
                    visit.cut();
                    cut.run();
                })));
        Answer<Person> entered;
        try {
            entered = admit(visit, fingerprint, network);
        } catch (RuntimeException e) {
            visit.close();
            throw e;
        }
        return switch (entered) {
            case Answer.Done<Person> done -> {
                visit.admitted(done.value());
                yield Answer.done(visit);
            }
            case Answer.Refused<Person> refused -> {
                visit.close();
                yield refuse(personId, network, refused.refusal());
            }
        };
    }

    /** The person as it stands in this unit: who takes a role away afterwards finds the session and ends it. */
    private Answer<Person> admit(Visit visit, String fingerprint, String network) {
        return ledger.write(tx -> {
            Person before = visit.person();
            Participants.holdActive(tx, before.participantId(), ledger.now()).orThrow();
            Person person = keyHolder(
                            Persons.key(tx.sql(), fingerprint), before.id(), Persons.find(tx.sql(), before.id()))
                    .filter(now -> now.participantId().equals(before.participantId()))
                    .orElseThrow(() ->
                            new RefusedException(Refusal.forbidden("key-unknown", "This key belongs to nobody here.")));
            TakingPart.ended(tx.sql(), person.id(), ledger.now()).ifPresent(refusal -> {
                throw new RefusedException(refusal);
            });
            tx.append(new AuditEvent(
                    EventKind.LOGIN_ACCEPTED,
                    visit.actor(),
                    Map.of("way", "sftp", "key", fingerprint, "network", network)));
            return person;
        });
    }

    private Answer<Visit> refuse(String personId, String network, Refusal refusal) {
        ledger.record(new AuditEvent(
                EventKind.LOGIN_REFUSED,
                new Actor.Stranger(network),
                Map.of("way", "sftp", "person", personId, "reason", refusal.code())));
        return Answer.refused(refusal);
    }

    private static Optional<Person> keyHolder(Optional<PersonKey> key, String personId, Optional<Person> person) {
        return key.filter(known -> known.personId().equals(personId)).flatMap(known -> person);
    }
}
