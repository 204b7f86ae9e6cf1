package org.sluice.gateway.usecase;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.FileName;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.deposit.SideName;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Tx;

/** Makes deposits of what has settled: when its session ended in order, or its grace is over. Thread-safe. */
public final class SettleDeposits {
    /** Longer than any client takes between the last byte and the rename; whatever waits so long was forgotten. */
    static final Duration RENAME_WITHIN = Duration.ofHours(24);

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

    /** Tells everybody whose whole file has lain under a temporary name for a day, once for each; returns how many. */
    public int remindOfRenames() {
        int told = 0;
        for (Deposit waiting :
                ledger.read(sql -> Deposits.waiting(sql, ledger.now().minus(RENAME_WITHIN)))) {
            boolean first = ledger.write(tx -> remindOfRename(tx, waiting.id())).orThrow();
            told += first ? 1 : 0;
        }
        return told;
    }

    private boolean remindOfRename(Tx tx, String depositId) {
        Deposit deposit = Deposits.hold(tx, depositId).orElseThrow();
        boolean lies = deposit.state() == DepositState.SETTLING && FileName.isTemporary(deposit.name());
        if (!lies
                || Notices.of(tx.sql(), deposit.personId()).stream()
                        .anyMatch(notice -> notice.kind() == Notice.Kind.RENAME_AWAITED
                                && notice.depositId().equals(Optional.of(depositId)))) {
            return false;
        }
        List<String> names = SideName.finished(deposit.name());
        Notices.add(
                tx,
                new Notice(
                        ledger.newId("n"),
                        deposit.personId(),
                        ledger.now(),
                        Notice.Kind.RENAME_AWAITED,
                        Map.of(
                                "file",
                                deposit.name(),
                                "folder",
                                deposit.spot().folder(),
                                "name",
                                names.size() > 1 ? names.get(1) : "NAME",
                                "hours",
                                Long.toString(RENAME_WITHIN.toHours())),
                        Optional.of(depositId)));
        return true;
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
