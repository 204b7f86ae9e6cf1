package org.sluice.gateway.usecase;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.crypto.BodyReader;
import org.sluice.crypto.DataKey;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.Exposure;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.whole.Ending;
import org.sluice.gateway.domain.whole.Wholeness;
import org.sluice.gateway.inspect.whole.EndOfFile;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Keys;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Tx;
import org.sluice.gateway.store.Wholes;

/**
 * Looks whether what has settled has its end, where its form says so, and takes the owner's word that it is whole all the
 * same. Thread-safe, but two looks at once would do the same work twice.
 */
public final class CheckWhole {
    private static final Logger LOG = LoggerFactory.getLogger(CheckWhole.class);
    private static final int AT_ONCE = 50;
    private static final Actor ACTOR = new Actor.SystemActor("wholeness");

    private final Ledger ledger;
    private final Bodies bodies;

    public CheckWhole(Ledger ledger, Bodies bodies) {
        this.ledger = ledger;
        this.bodies = bodies;
    }

    /** Looks at all that waits and is no larger, and no smaller, than said; returns at how many. */
    int due(long least, long most) {
        int looked = 0;
        for (String id : ledger.read(sql -> Wholes.pending(sql, least, most, AT_ONCE))) {
            Optional<Deposit> deposit = ledger.read(sql -> Deposits.find(sql, id));
            if (deposit.isPresent() && finish(deposit.get(), look(deposit.get()))) {
                looked++;
            }
        }
        return looked;
    }

    private Ending look(Deposit deposit) {
        if (ledger.read(sql -> Keys.wrap(sql, deposit.id())).isEmpty()) {
            return Ending.untold("Its content was destroyed.");
        }
        try (DataKey key = ledger.read(sql -> bodies.unwrap(sql, deposit));
                BodyReader content = bodies.open(deposit, key)) {
            return EndOfFile.look(deposit.name(), content);
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("The content of {} can't be read, so nobody knows whether it has its end", deposit.id());
            return Ending.untold("The stored file can't be read.");
        }
    }

    private boolean finish(Deposit deposit, Ending ending) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
                    if (!Wholes.finish(tx, deposit.id(), ending, now)) {
                        return false;
                    }
                    if (ending.state() == Ending.State.CUT_OFF) {
                        tx.append(new AuditEvent(
                                EventKind.DEPOSIT_CUT_OFF,
                                ACTOR,
                                Map.of(
                                        "deposit", deposit.id(),
                                        "participant", deposit.participantId(),
                                        "format", ending.format(),
                                        "why", ending.why())));
                        tell(tx, deposit.id(), now);
                    }
                    return true;
                })
                .orThrow();
    }

    private void tell(Tx tx, String depositId, Instant now) {
        // Replaced or matched while it was looked at: then there is nothing to do.
        Deposit deposit = Deposits.find(tx.sql(), depositId).orElseThrow();
        Wholeness known = Wholes.find(tx.sql(), depositId).orElseThrow();
        if (deposit.supersededBy().isPresent()
                || deposit.state() == DepositState.REMOVED
                || known.hash(deposit) != Wholeness.Hash.NOT_SAID) {
            return;
        }
        Notices.add(
                tx,
                new Notice(
                        ledger.newId("n"),
                        deposit.personId(),
                        now,
                        Notice.Kind.CUT_OFF,
                        Map.of(
                                "file", deposit.name(),
                                "folder", deposit.spot().folder(),
                                "deposit", depositId,
                                "format", known.ending().format(),
                                "size", Long.toString(deposit.size())),
                        Optional.of(depositId)));
    }

    /** The word of a depositor of the owner that a file is whole, although its end or its hash says otherwise. */
    public Answer<Wholeness> answer(Actor actor, String personId, String depositId, String note) {
        if (note.isBlank()) {
            return Answer.refused(Refusal.wrong("no-note", "Say how you know that the file is whole."));
        }
        Instant now = ledger.now();
        return ledger.write(tx -> {
            Person person = Entitled.standing(tx, personId, now);
            Deposit deposit = Deposits.find(tx.sql(), depositId)
                    .filter(found -> found.state() != DepositState.REMOVED)
                    .orElseThrow(() -> new RefusedException(Refusal.unknown("deposit", depositId)));
            if (!person.participantId().equals(deposit.participantId()) || !person.is(Role.DEPOSITOR)) {
                throw new RefusedException(Refusal.forbidden(
                        "not-the-owner", "Only a depositor of " + deposit.participantId() + " can answer for this."));
            }
            if (known(tx.sql(), depositId).filter(known -> known.holds(deposit)).isEmpty()) {
                throw new RefusedException(Refusal.conflict(
                        "nothing-to-answer", "Nothing says that " + depositId + " is not the whole file."));
            }
            Wholes.answer(tx, depositId, personId, Words.cut(note), now);
            for (Notice.Kind kind : List.of(Notice.Kind.CUT_OFF, Notice.Kind.HASH_DIFFERS)) {
                Notices.dropOf(tx, depositId, kind);
            }
            tx.append(new AuditEvent(
                    EventKind.WHOLENESS_ANSWERED,
                    actor,
                    Map.of(
                            "deposit",
                            depositId,
                            "person",
                            personId,
                            "note",
                            Exposure.hides(deposit, Optional.empty()) ? Exposure.WITHHELD : Words.cut(note))));
            return known(tx.sql(), depositId).orElseThrow();
        });
    }

    private static Optional<Wholeness> known(Handle sql, String depositId) {
        return Wholes.find(sql, depositId)
                .filter(known -> known.ending().state() != Ending.State.PENDING
                        || known.saidSha256().isPresent());
    }
}
