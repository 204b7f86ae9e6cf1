package org.sluice.gateway.usecase;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.audit.Signer;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.retention.Certificate;
import org.sluice.gateway.domain.retention.Destruction;
import org.sluice.gateway.domain.retention.RetentionSchema;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Destructions;
import org.sluice.gateway.store.Keys;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.Retention;
import org.sluice.gateway.store.SealedDeposits;
import org.sluice.gateway.store.Tx;

/**
 * Destroys content: first the one record that opens it, then the bytes. What a backup still holds stays openable until the
 * backup is gone and the key version was retired; the certificate says until when. Thread-safe.
 */
public final class DestroyDeposit {
    private static final Logger LOG = LoggerFactory.getLogger(DestroyDeposit.class);

    /** What stands for a wrap where the gateway has none: no key version has to be retired for it. */
    private static final Keys.WrapRow SEALED = new Keys.WrapRow("sealed", 0, new byte[0]);

    private final Ledger ledger;
    private final Bodies bodies;
    private final LiveAccess live;
    private final Signer signer;
    private final HoldCheck holds;

    public DestroyDeposit(Ledger ledger, Bodies bodies, LiveAccess live, Signer signer, HoldCheck holds) {
        this.ledger = ledger;
        this.bodies = bodies;
        this.live = live;
        this.signer = signer;
        this.holds = holds;
    }

    /** For a person: of the owner who deposited, releases or coordinates, or a coordinator of any participant. */
    public Answer<Destruction> destroy(Actor actor, String asPerson, String depositId, String reason) {
        if (reason.isBlank()) {
            return Answer.refused(Refusal.wrong("reason-missing", "Say why it is destroyed."));
        }
        return run(actor, depositId, reason, (tx, deposit) -> mayDestroy(tx, asPerson, deposit));
    }

    /** For the retention schema; {@code due} looks again inside the unit that destroys, and refuses what is kept by now. */
    Answer<Destruction> destroyDue(String depositId, Check due) {
        return run(new Actor.SystemActor("retention"), depositId, "due by the retention schema", due);
    }

    /** Throws a {@link RefusedException} where it speaks against the destruction. */
    interface Check {
        void pass(Tx tx, Deposit deposit);
    }

    private Answer<Destruction> run(Actor actor, String depositId, String reason, Check check) {
        Answer<Destruction> done = ledger.write(tx -> {
            Instant now = ledger.now();
            Deposit deposit =
                    Deposits.hold(tx, depositId).orElseThrow(() -> refused(Refusal.unknown("deposit", depositId)));
            check.pass(tx, deposit);
            List<String> held = holds.on(tx.sql(), depositId);
            if (!held.isEmpty()) {
                throw refused(new Refusal(
                        Refusal.Kind.CONFLICT,
                        "held",
                        depositId + " is not destroyed while others need it. " + String.join(" ", held),
                        held));
            }
            boolean sealed = deposit.state() == DepositState.DEPOSITED && SealedDeposits.sealed(tx.sql(), depositId);
            Keys.WrapRow wrap = Keys.wrap(tx.sql(), depositId)
                    .or(() -> sealed ? Optional.of(SEALED) : Optional.empty())
                    .orElseThrow(() -> refused(gone(deposit)));
            if (!Destructions.destroy(tx, depositId, now)) {
                throw refused(gone(deposit));
            }
            Destruction destruction = destruction(tx, deposit, wrap, reason, now);
            Destructions.add(tx, destruction);
            if (sealed) {
                Destructions.retired(tx, SEALED.channel(), 1, now);
            }
            Notices.dropOf(tx, depositId);
            if (actor instanceof Actor.SystemActor) {
                tell(tx, deposit, now);
            }
            tx.append(new AuditEvent(
                    EventKind.DEPOSIT_DESTROYED,
                    actor,
                    Map.of(
                            "destruction", destruction.id(),
                            "deposit", depositId,
                            "participant", deposit.participantId(),
                            "channel", wrap.channel(),
                            "key_version", Integer.toString(wrap.keyVersion()),
                            "reason", Words.cut(reason),
                            "backups_until", destruction.backupsUntil().toString())));
            Set<String> releases = new HashSet<>(Releases.holding(tx.sql(), depositId));
            tx.afterCommit(() -> live.cut(
                    running -> running.releaseId().filter(releases::contains).isPresent()));
            return destruction;
        });
        return done.then(destruction -> {
            wipe(destruction.bodyId());
            return done;
        });
    }

    /** Nobody was there: who deposited it, and who releases for its owner, learn of it by a notice. */
    private void tell(Tx tx, Deposit deposit, Instant now) {
        TellPeople.tell(
                ledger,
                tx,
                now,
                Notice.Kind.DESTROYED_BY_SCHEMA,
                Map.of("deposit", deposit.id(), "type", deposit.type()),
                person -> person.participantId().equals(deposit.participantId())
                        && (person.is(Role.RELEASER) || person.id().equals(deposit.personId())));
    }

    private Destruction destruction(Tx tx, Deposit deposit, Keys.WrapRow wrap, String reason, Instant now) {
        String id = ledger.newId("z");
        Duration backup = Retention.schema(tx.sql()).backup();
        Instant until = now.plus(RotateKeys.WITHIN).plus(backup);
        String certificate = Certificate.sign(
                signer,
                "state",
                "destroyed here, in backups until " + until,
                "id",
                id,
                "deposit",
                deposit.id(),
                "participant",
                deposit.participantId(),
                "type",
                deposit.type(),
                "channel",
                wrap.channel(),
                "bytes",
                Long.toString(deposit.size()),
                "key_version",
                Integer.toString(wrap.keyVersion()),
                "reason",
                reason,
                "at",
                now.toString(),
                "backups_until",
                until.toString());
        return new Destruction(
                id,
                deposit.id(),
                deposit.bodyId(),
                wrap.channel(),
                wrap.keyVersion(),
                reason,
                now,
                until,
                certificate,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** After the commit: nobody can open these bytes any more, and a failure here leaves them to the hourly sweep. */
    private void wipe(String bodyId) {
        ledger.database().purgeLog();
        try {
            bodies.delete(bodyId);
        } catch (IOException e) {
            LOG.error("The bytes of a destroyed deposit could not be deleted; the sweep tries again", e);
        }
    }

    private static Refusal gone(Deposit deposit) {
        return deposit.state() == DepositState.REMOVED
                ? Refusal.conflict("destroyed", "The content of " + deposit.id() + " is gone already.")
                : Refusal.conflict(
                        "not-deposited",
                        "The deposit " + deposit.id() + " is still "
                                + deposit.state().word() + "; its depositor removes it from the folder.");
    }

    private void mayDestroy(Tx tx, String asPerson, Deposit deposit) {
        Person person =
                Persons.find(tx.sql(), asPerson).orElseThrow(() -> refused(Refusal.unknown("person", asPerson)));
        Participants.holdActive(tx, person.participantId(), ledger.now()).orThrow();
        boolean own = person.participantId().equals(deposit.participantId())
                && (person.is(Role.RELEASER) || person.id().equals(deposit.personId()));
        if (!own && !person.is(Role.COORDINATOR)) {
            throw refused(Refusal.forbidden(
                    "may-not-destroy",
                    asPerson + " can't destroy " + deposit.id() + ": it takes who deposited it, a releaser of "
                            + deposit.participantId() + ", or a coordinator."));
        }
    }

    public List<Destruction> all() {
        return ledger.read(Destructions::all);
    }

    public Answer<Destruction> of(String depositId) {
        return ledger.read(sql -> Destructions.ofDeposit(sql, depositId)
                .map(Answer::done)
                .orElseGet(() -> Answer.refused(Refusal.unknown("destruction", depositId))));
    }

    /**
     * Signs the last certificate of all whose key version is retired and whose backups are over, and takes the labels off
     * those whose label clock has run out. Returns how many were touched.
     */
    public int due() {
        Instant now = ledger.now();
        RetentionSchema schema = ledger.read(Retention::schema);
        int touched = 0;
        for (Destruction destruction : all()) {
            boolean over = destruction.finalAt().isEmpty()
                    && destruction
                            .retired()
                            .filter(at -> !now.isBefore(at.plus(schema.backup())))
                            .isPresent();
            if (over && ledger.write(tx -> finish(tx, destruction, now)).orThrow()) {
                touched++;
            }
            if (destruction.labelErased().isEmpty()
                    && ledger.write(tx -> eraseLabel(tx, schema, destruction, now))
                            .orThrow()) {
                touched++;
            }
        }
        return touched;
    }

    private boolean finish(Tx tx, Destruction destruction, Instant now) {
        String certificate = Certificate.sign(
                signer,
                "state",
                "destroyed",
                "id",
                destruction.id(),
                "deposit",
                destruction.depositId(),
                "channel",
                destruction.channel(),
                "key_version",
                Integer.toString(destruction.keyVersion()),
                "at",
                destruction.at().toString(),
                "key_retired",
                destruction.retired().orElseThrow().toString(),
                "final",
                now.toString());
        boolean finished = Destructions.finish(tx, destruction.id(), certificate, now);
        if (finished) {
            tx.append(new AuditEvent(
                    EventKind.DESTRUCTION_FINAL,
                    new Actor.SystemActor("retention"),
                    Map.of("destruction", destruction.id(), "deposit", destruction.depositId())));
        }
        return finished;
    }

    private boolean eraseLabel(Tx tx, RetentionSchema schema, Destruction destruction, Instant now) {
        Deposit deposit = Deposits.find(tx.sql(), destruction.depositId()).orElseThrow();
        boolean over = schema.due(
                        org.sluice.gateway.domain.retention.RetentionRule.Clock.LABEL,
                        List.of(),
                        deposit.channel().word(),
                        deposit.type(),
                        destruction.at())
                .filter(due -> due.is(now))
                .isPresent();
        boolean erased = over && Destructions.eraseLabel(tx, deposit.id(), deposit.channel(), deposit.type(), now);
        if (erased) {
            tx.append(new AuditEvent(
                    EventKind.LABEL_ERASED, new Actor.SystemActor("retention"), Map.of("deposit", deposit.id())));
        }
        return erased;
    }

    private static RefusedException refused(Refusal refusal) {
        return new RefusedException(refusal);
    }
}
