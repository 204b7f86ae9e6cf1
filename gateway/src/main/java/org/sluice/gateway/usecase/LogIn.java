package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.participant.CertificateAuthority;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.PersonKey;
import org.sluice.gateway.domain.participant.UserCertificate;
import org.sluice.gateway.store.Authorities;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.SecondFactors;

/** Lets persons in by their SSH keys and certificates, with the code of an authenticator app where they have one. */
public final class LogIn {
    private final Ledger ledger;
    private final LiveAccess live;
    private final SecondFactor second;
    private final int mostOfParticipant;

    /** @param mostOfParticipant sessions of one participant at once, so that one can't shut out the others */
    public LogIn(Ledger ledger, LiveAccess live, SecondFactor second, int mostOfParticipant) {
        this.ledger = ledger;
        this.live = live;
        this.second = second;
        this.mostOfParticipant = mostOfParticipant;
    }

    /**
     * Whether somebody may try to log in: one read and no write, because the caller's threads are few. That they hold the
     * key, and that an authority signed the certificate, is the SSH library's part; {@link #enter} checks again afterwards.
     */
    public boolean mayTry(Knock knock) {
        Instant now = ledger.now();
        return ledger.read(sql -> refusal(sql, knock, now)).isEmpty();
    }

    /**
     * Begins a session after the key was proven. Registers first and reads the status afterwards: a withdrawal at the same
     * moment finds the session, or the session finds the withdrawal.
     *
     * @param cut closes the connection at once, from any thread
     */
    public Answer<Visit> enter(Knock knock, Runnable cut) {
        String personId = knock.personId();
        Instant now = ledger.now();
        Optional<Person> found = ledger.read(
                sql -> refusal(sql, knock, now).isEmpty() ? Persons.find(sql, personId) : Optional.<Person>empty());
        if (found.isEmpty()) {
            return refuse(
                    knock,
                    ledger.read(sql -> refusal(sql, knock, now))
                            .orElseGet(() -> Refusal.forbidden("key-unknown", "This key belongs to nobody here.")));
        }
        Visit visit = new Visit(found.get());
        visit.enteredWith(live.enter(
                new LiveAccess.Running(
                        "sftp-session",
                        personId,
                        Set.of(found.get().participantId()),
                        Optional.empty(),
                        Optional.empty(),
                        "log-in of " + personId + " from " + knock.network(),
                        () -> {
                            visit.cut();
                            cut.run();
                        }),
                () -> stands(knock)));
        Answer<Person> entered;
        try {
            entered = admit(visit, knock);
        } catch (RuntimeException e) {
            visit.close();
            throw e;
        }
        return switch (entered) {
            case Answer.Done<Person> done -> {
                knock.code().ifPresent(SecondFactor.Given::taken);
                visit.admitted(done.value(), second.closed(knock.code().isPresent()));
                yield Answer.done(visit);
            }
            case Answer.Refused<Person> refused -> {
                visit.close();
                yield refuse(knock, refused.refusal());
            }
        };
    }

    /** Whether a session would still be let in by what it came with. Asked twice a second for each, so it is one read. */
    private boolean stands(Knock knock) {
        Instant now = ledger.now();
        return ledger.read(sql -> Persons.find(sql, knock.personId())
                .filter(person -> proven(sql, person, knock, now).isEmpty())
                .filter(person -> Networks.refusal(sql, person.participantId(), knock.from())
                        .isEmpty())
                .isPresent());
    }

    /** The person as it stands in this unit: who takes a role away afterwards finds the session and ends it. */
    private Answer<Person> admit(Visit visit, Knock knock) {
        return ledger.write(tx -> {
            Person before = visit.person();
            Instant now = ledger.now();
            Participants.holdActive(tx, before.participantId(), now).orThrow();
            refusal(tx.sql(), knock, now).ifPresent(refusal -> {
                throw new RefusedException(refusal);
            });
            Person person = Persons.find(tx.sql(), before.id())
                    .filter(same -> same.participantId().equals(before.participantId()))
                    .orElseThrow(() -> new RefusedException(Refusal.unknown("person", before.id())));
            crowded(person);
            if (knock.code().isPresent()) {
                knock.code().get().take(tx, person.id());
            } else if (SecondFactors.enrolled(tx.sql(), person.id())) {
                throw new RefusedException(Refusal.forbidden(
                        "second-factor-missing", "Log in again with the code of your authenticator app."));
            }
            tx.append(new AuditEvent(EventKind.LOGIN_ACCEPTED, visit.actor(), recorded(knock)));
            return person;
        });
    }

    /** This session is registered already, so of many who come at the same moment none slips by. */
    private void crowded(Person person) {
        List<LiveAccess.Running> sessions = live.list(running ->
                running.kind().equals("sftp-session") && running.participants().contains(person.participantId()));
        if (sessions.size() > mostOfParticipant) {
            throw new RefusedException(Refusal.of(
                    Refusal.Kind.BUSY,
                    "too-many-sessions",
                    "There are " + mostOfParticipant + " sessions of " + person.participantId()
                            + " already; end one, or try again later."));
        }
    }

    private static Map<String, String> recorded(Knock knock) {
        Map<String, String> words = new HashMap<>(Map.of("way", "sftp", "network", knock.network()));
        switch (knock.proof()) {
            case Proof.OfKey key -> words.put("key", key.fingerprint());
            case Proof.OfCertificate offered -> {
                words.put("key", offered.certificate().key());
                words.put("authority", offered.certificate().authority());
                words.put("key_id", Words.cut(offered.certificate().keyId()));
                words.put("serial", offered.certificate().serialText());
            }
        }
        if (knock.code().isPresent()) {
            words.put("second_factor", "totp");
        }
        return words;
    }

    private Answer<Visit> refuse(Knock knock, Refusal refusal) {
        ledger.record(new AuditEvent(
                EventKind.LOGIN_REFUSED,
                new Actor.Stranger(knock.network()),
                Map.of("way", "sftp", "person", knock.personId(), "reason", refusal.code())));
        return Answer.refused(refusal);
    }

    /** Why nobody enters by what was shown, if so: person, key or certificate, participant, term, network. */
    private static Optional<Refusal> refusal(Handle sql, Knock knock, Instant now) {
        Optional<Person> person = Persons.find(sql, knock.personId());
        if (person.isEmpty()) {
            return unknownKey();
        }
        String participant = person.get().participantId();
        return proven(sql, person.get(), knock, now)
                .or(() -> Participants.find(sql, participant)
                        .map(found -> found.barred(now))
                        .orElseGet(() -> Optional.of(Refusal.unknown("participant", participant))))
                .or(() -> TakingPart.ended(sql, person.get().id(), now))
                .or(() -> Networks.refusal(sql, participant, knock.from()));
    }

    private static Optional<Refusal> proven(Handle sql, Person person, Knock knock, Instant now) {
        return switch (knock.proof()) {
            case Proof.OfKey offered -> {
                Optional<PersonKey> key = Persons.key(sql, offered.fingerprint())
                        .filter(known -> known.personId().equals(person.id()));
                yield key.isEmpty() ? unknownKey() : key.get().limits().against(knock.address(), now);
            }
            case Proof.OfCertificate offered -> certified(sql, person, offered.certificate(), knock.address(), now);
        };
    }

    private static Optional<Refusal> certified(
            Handle sql, Person person, UserCertificate certificate, byte[] address, Instant now) {
        Optional<CertificateAuthority> authority = Authorities.find(sql, certificate.authority())
                .filter(known -> known.participantId().equals(person.participantId()));
        if (authority.isEmpty()) {
            return Optional.of(Refusal.forbidden(
                    "authority-unknown",
                    "This certificate is not signed by an authority of " + person.participantId() + "."));
        }
        if (Authorities.revoked(sql, person.participantId(), certificate)) {
            return Optional.of(Refusal.forbidden("certificate-revoked", "This certificate was revoked."));
        }
        return certificate.against(person.id(), authority.get().longest(), address, now);
    }

    private static Optional<Refusal> unknownKey() {
        return Optional.of(Refusal.forbidden("key-unknown", "This key belongs to nobody here."));
    }
}
