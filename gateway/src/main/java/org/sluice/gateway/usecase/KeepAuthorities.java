package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.participant.CertificateAuthority;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.participant.Revocation;
import org.sluice.gateway.store.Authorities;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Tx;

/** Which keys sign certificates for whose persons, and which certificates let nobody in any more. Thread-safe. */
public final class KeepAuthorities {
    /** Ten years: longer is no limit. */
    private static final int MOST_DAYS = 3660;

    private final Ledger ledger;
    private final LiveAccess live;

    public KeepAuthorities(Ledger ledger, LiveAccess live) {
        this.ledger = ledger;
        this.live = live;
    }

    /**
     * Puts a participant's authority on record: from now on its certificates let that participant's persons in.
     *
     * @param line OpenSSH's "type base64", already checked to be a key that may be used
     * @param mostDays the longest validity of a certificate; without it any
     */
    public Answer<CertificateAuthority> add(
            Actor actor, String participantId, String fingerprint, String line, Optional<Integer> mostDays) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            Entitled.administrator(tx, actor, "adds a certificate authority", now);
            Participants.holdActive(tx, participantId, now).orThrow();
            mostDays.filter(days -> days < 1 || days > MOST_DAYS).ifPresent(days -> {
                throw refused(Refusal.wrong(
                        "bad-validity", "The longest validity is a number of days from 1 to " + MOST_DAYS + "."));
            });
            if (Authorities.find(tx.sql(), fingerprint).isPresent()
                    || Persons.key(tx.sql(), fingerprint).isPresent()) {
                throw refused(Refusal.conflict(
                        "key-taken", "This key is on record already; an authority has a key of its own."));
            }
            if (Authorities.revocations(tx.sql(), participantId).stream()
                    .anyMatch(known -> known.by() == Revocation.By.AUTHORITY
                            && known.value().equals(fingerprint))) {
                throw refused(Refusal.conflict(
                        "authority-revoked", "This authority was revoked, which is for good; make a new key for it."));
            }
            CertificateAuthority authority = new CertificateAuthority(fingerprint, participantId, line, mostDays, now);
            Authorities.add(tx, authority);
            tx.append(new AuditEvent(
                    EventKind.AUTHORITY_ADDED,
                    actor,
                    Map.of(
                            "participant",
                            participantId,
                            "authority",
                            fingerprint,
                            "most_days",
                            mostDays.map(String::valueOf).orElse(""))));
            return authority;
        });
    }

    public Answer<List<CertificateAuthority>> list(String participantId) {
        return ledger.read(
                sql -> of(sql, participantId).then(known -> Answer.done(Authorities.of(sql, participantId))));
    }

    /** Takes an authority away; sessions that came in by it end at once. It may be added again. */
    public Answer<String> remove(Actor actor, String participantId, String fingerprint) {
        Answer<String> removed = ledger.write(tx -> {
            Entitled.administrator(tx, actor, "takes a certificate authority away", ledger.now());
            if (!Authorities.remove(tx, participantId, fingerprint)) {
                throw refused(Refusal.unknown("authority of " + participantId, fingerprint));
            }
            tx.append(new AuditEvent(
                    EventKind.AUTHORITY_REMOVED,
                    actor,
                    Map.of("participant", participantId, "authority", fingerprint)));
            return fingerprint;
        });
        live.cutFallen();
        return removed;
    }

    /**
     * Revokes certificates for good; sessions that came in by one end at once. A repeat is no error. Whoever keeps the
     * participant's people may do it, since it can't wait for an administrator.
     */
    public Answer<Revocation> revoke(Actor actor, String participantId, Revocation.By by, String value, String reason) {
        Instant now = ledger.now();
        Answer<Revocation> revoked = ledger.write(tx -> {
            of(tx.sql(), participantId).orThrow();
            Register.keepsPeople(tx, actor, participantId, "revokes certificates", now);
            Revocation revocation = new Revocation(participantId, by, checked(by, value), Words.cut(reason), now);
            if (Authorities.revoke(tx, revocation)) {
                record(tx, actor, revocation);
            }
            if (by == Revocation.By.AUTHORITY) {
                Authorities.remove(tx, participantId, revocation.value());
            }
            return revocation;
        });
        live.cutFallen();
        return revoked;
    }

    public Answer<List<Revocation>> revocations(String participantId) {
        return ledger.read(
                sql -> of(sql, participantId).then(known -> Answer.done(Authorities.revocations(sql, participantId))));
    }

    private static String checked(Revocation.By by, String value) {
        String text = value.strip();
        if (text.isEmpty() || text.length() > 1000) {
            throw refused(Refusal.wrong("nothing-to-revoke", "Say which certificates are revoked."));
        }
        if (by != Revocation.By.SERIAL) {
            return text;
        }
        try {
            long serial = Long.parseUnsignedLong(text);
            if (serial != 0) {
                return Long.toUnsignedString(serial);
            }
        } catch (NumberFormatException e) {
            // Told below, like the number that is none.
        }
        throw refused(Refusal.wrong(
                "bad-serial",
                "A serial is a number above 0; \"" + text + "\" is none. Certificates made without a serial (ssh-keygen"
                        + " -z) all have 0: revoke those by their key id."));
    }

    private static void record(Tx tx, Actor actor, Revocation revocation) {
        tx.append(new AuditEvent(
                EventKind.CERTIFICATES_REVOKED,
                actor,
                Map.of(
                        "participant",
                        revocation.participantId(),
                        "by",
                        revocation.by().word(),
                        "what",
                        revocation.value(),
                        "reason",
                        revocation.reason())));
    }

    private static Answer<Participant> of(Handle sql, String participantId) {
        return Participants.find(sql, participantId)
                .map(Answer::done)
                .orElse(Answer.refused(Refusal.unknown("participant", participantId)));
    }

    private static RefusedException refused(Refusal refusal) {
        return new RefusedException(refusal);
    }
}
