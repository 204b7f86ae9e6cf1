package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Optional;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Tx;

/** Makes room at a spot for what was just closed or renamed to it. Thread-safe. */
final class ReplaceDeposits {
    private final Bodies bodies;

    ReplaceDeposits(Bodies bodies) {
        this.bodies = bodies;
    }

    /** Whatever was current at this spot makes room: removing a settling one may bring an older one back, so in turn. */
    void at(Tx tx, Visit visit, Deposit by, Spot spot, Instant now) {
        Optional<Deposit> old = currentOther(tx, by, spot);
        while (old.isPresent()) {
            replace(tx, visit, old.get(), by, now);
            old = currentOther(tx, by, spot);
        }
    }

    private static Optional<Deposit> currentOther(Tx tx, Deposit by, Spot spot) {
        return Deposits.current(tx.sql(), by.personId(), spot)
                .filter(old -> !old.id().equals(by.id()));
    }

    /** What was only settling is replaced without a trace but its record; what was deposited stays, superseded. */
    private void replace(Tx tx, Visit visit, Deposit old, Deposit by, Instant now) {
        Notices.dropOf(tx, old.id(), Notice.Kind.LABEL_NEEDED);
        Notices.dropOf(tx, old.id(), Notice.Kind.CONTENT_ABOVE_CLAIM);
        Notices.dropOf(tx, old.id(), Notice.Kind.NAME_IN_FILE_NAME);
        Notices.dropOf(tx, old.id(), Notice.Kind.CUT_OFF);
        Notices.dropOf(tx, old.id(), Notice.Kind.HASH_DIFFERS);
        Notices.dropOf(tx, old.id(), Notice.Kind.INFECTED);
        Notices.dropOf(tx, old.id(), Notice.Kind.RENAME_AWAITED);
        if (old.state() == DepositState.SETTLING && Deposits.remove(tx, old.id(), now)) {
            tx.append(DepositNotes.event(EventKind.DEPOSIT_REMOVED, visit, old).with("replaced_by", by.id()));
            tx.afterCommit(() -> bodies.drop(old));
        } else {
            Deposits.supersede(tx, old.id(), by.id());
            tx.append(
                    DepositNotes.event(EventKind.DEPOSIT_SUPERSEDED, visit, old).with("superseded_by", by.id()));
        }
    }
}
