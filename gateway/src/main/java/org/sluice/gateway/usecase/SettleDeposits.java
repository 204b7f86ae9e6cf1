package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.FileName;
import org.sluice.gateway.store.Deposits;

/** Makes deposits of what has settled: when its session ended in order, or its grace is over. Thread-safe. */
public final class SettleDeposits {
    private final Ledger ledger;
    private final List<OnDeposited> followers;

    /** @param followers what follows from a deposit, in the unit that makes it one */
    public SettleDeposits(Ledger ledger, List<OnDeposited> followers) {
        this.ledger = ledger;
        this.followers = List.copyOf(followers);
    }

    /** The client ended its session in order: what it closed is what it meant, but for names that say "still on its way". */
    public void orderlyEnd(Visit visit) {
        for (String id : visit.closedHere()) {
            Optional<Deposit> deposit = ledger.read(sql -> Deposits.find(sql, id));
            if (deposit.isPresent() && !FileName.isTemporary(deposit.get().name())) {
                settle(deposit.get(), "session");
            }
        }
    }

    /** Settles all whose grace is over; returns how many. */
    public int due() {
        int settled = 0;
        for (Deposit deposit : ledger.read(sql -> Deposits.due(sql, ledger.now()))) {
            if (settle(deposit, "grace")) {
                settled++;
            }
        }
        return settled;
    }

    private boolean settle(Deposit deposit, String because) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
                    boolean settled = Deposits.settle(tx, deposit.id(), now);
                    if (settled) {
                        for (OnDeposited follower : followers) {
                            // Read anew for each: one before may have given it another label.
                            Deposit settledNow =
                                    Deposits.find(tx.sql(), deposit.id()).orElseThrow();
                            follower.deposited(tx, settledNow, now);
                        }
                        tx.append(new AuditEvent(
                                EventKind.DEPOSIT_SETTLED,
                                new Actor.SystemActor("settling"),
                                Map.of(
                                        "deposit", deposit.id(),
                                        "participant", deposit.participantId(),
                                        "channel", deposit.channel().word(),
                                        "because", because)));
                    }
                    return settled;
                })
                .orThrow();
    }
}
