package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Optional;
import org.sluice.crypto.BodyId;
import org.sluice.crypto.DataKey;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Tx;

/** Makes the row and the wrap of a deposit that begins; its body follows with the first byte. Thread-safe. */
final class MakeDeposit {
    private final Ledger ledger;
    private final Rulebook rules;
    private final Bodies bodies;
    private final DepositNotes notes;

    MakeDeposit(Ledger ledger, Rulebook rules, Bodies bodies, DepositNotes notes) {
        this.ledger = ledger;
        this.rules = rules;
        this.bodies = bodies;
        this.notes = notes;
    }

    /** Makes row and wrap; the body follows with the first byte. */
    Answer<Made> create(Visit visit, Spot spot, Label label, Channel floor, Instant now, Optional<Deposit> replacing) {
        Person person = visit.person();
        Channel channel = label.channel().atLeast(floor) ? label.channel() : floor;
        BodyId body = BodyId.random(ledger.random());
        Deposit deposit = new Deposit(
                ledger.newId("d"),
                person.participantId(),
                person.id(),
                spot.channel(),
                spot.path(),
                spot.name(),
                DepositState.RECEIVING,
                channel,
                label,
                1,
                body.hex(),
                0,
                Optional.empty(),
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        DataKey key = DataKey.random(ledger.random());
        Answer<Deposit> made = ledger.write(tx -> {
            Participants.holdActive(tx, person.participantId(), now).orThrow();
            replacing.ifPresent(old -> removeUnfinished(tx, old, now));
            if (Deposits.receiving(tx.sql(), person.id(), spot).isPresent()) {
                throw new RefusedException(Refusal.conflict(
                        "just-begun", "Another session began this very file a moment ago; try again."));
            }
            Deposits.add(tx, deposit);
            bodies.wrap(tx, deposit, key);
            tx.append(DepositNotes.event(EventKind.DEPOSIT_BEGUN, visit, deposit));
            return deposit;
        });
        return switch (made) {
            case Answer.Done<Deposit> done -> {
                replacing.ifPresent(old -> bodies.drop(old));
                yield Answer.done(new Made(deposit, key));
            }
            case Answer.Refused<Deposit> refused -> {
                key.close();
                yield notes.refuse(visit, spot, refused.refusal());
            }
        };
    }

    /** A deposit just begun, with the key of its body; whoever takes it closes the key. */
    record Made(Deposit deposit, DataKey key) {}

    private static void removeUnfinished(Tx tx, Deposit old, Instant now) {
        Notices.dropOf(tx, old.id(), Notice.Kind.DEPOSIT_INTERRUPTED);
        Notices.dropOf(tx, old.id(), Notice.Kind.DEPOSIT_STOPPED);
        if (!Deposits.removeUnfinished(tx, old.id(), now)) {
            throw new RefusedException(Refusal.conflict(
                    "just-closed", "This file was closed by another session a moment ago; try again."));
        }
    }

    /** The same row under a new body, for an upload that begins again over what had arrived. */
    Answer<Made> again(Visit visit, Deposit unfinished) {
        Instant now = ledger.now();
        Channel floor = ledger.read(sql -> rules.floor(sql, unfinished.label(), now));
        return create(visit, unfinished.spot(), unfinished.label(), floor, now, Optional.of(unfinished));
    }
}
