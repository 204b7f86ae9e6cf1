package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.AudienceDrop;
import org.sluice.gateway.store.AudienceDrops;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Tx;

/** What is on its way to whom its folder named, seen and stopped before it goes. Thread-safe. */
public final class OnTheWay {
    private final Ledger ledger;
    private final Shown words;

    public OnTheWay(Ledger ledger, Rulebook rules) {
        this.ledger = ledger;
        this.words = new Shown(rules);
    }

    /**
     * A deposit that goes to somebody by itself, unless it is kept back before.
     *
     * @param goes when its grace ends; absent where it waits for whoever looks into it, or for its rename
     */
    public record Coming(Deposit deposit, String addressed, boolean looking, Optional<Instant> goes) {}

    /** What is on its way, as far as it is one's own organisation's; the host's administrator sees it all. */
    public List<Coming> coming(Optional<String> viewer) {
        return ledger.read(sql -> {
            Optional<String> of = Callers.participant(sql, viewer);
            if (viewer.isPresent() && of.isEmpty()) {
                return List.of();
            }
            List<Coming> coming = new ArrayList<>();
            AudienceDrops.settling(sql)
                    .forEach(deposit -> coming.add(
                            new Coming(deposit, deposit.spot().audience().orElse(""), false, deposit.settles())));
            AudienceDrops.waiting(sql)
                    .forEach(drop -> coming.add(new Coming(
                            Deposits.find(sql, drop.depositId()).orElseThrow(),
                            drop.addressed(),
                            true,
                            Optional.empty())));
            return coming.stream()
                    .filter(one -> of.isEmpty() || of.get().equals(one.deposit().participantId()))
                    .map(one -> new Coming(
                            words.shown(sql, one.deposit(), of, ledger.now()),
                            one.addressed(),
                            one.looking(),
                            one.goes()))
                    .toList();
        });
    }

    /** Keeps a deposit from going by itself: it stays deposited, and whoever may releases it by hand. A repeat is no error. */
    public Answer<Deposit> keepBack(Actor actor, String depositId) {
        return ledger.write(tx -> {
            Instant now = ledger.now();
            Deposit deposit = Deposits.find(tx.sql(), depositId)
                    .filter(found -> found.state() != DepositState.REMOVED
                            && found.spot().audience().isPresent())
                    .orElseThrow(() -> new RefusedException(Refusal.unknown("deposit", depositId)));
            Entitled.of(
                    tx,
                    actor,
                    deposit.participantId(),
                    Set.of(Role.DEPOSITOR, Role.RELEASER, Role.COORDINATOR),
                    "keeps it back",
                    now);
            if (keptBack(tx, deposit, now)) {
                tx.append(new AuditEvent(
                        EventKind.RELEASE_KEPT_BACK,
                        actor,
                        Map.of(
                                "deposit",
                                depositId,
                                "to",
                                "@" + deposit.spot().audience().orElse(""))));
            }
            return deposit;
        });
    }

    private static boolean keptBack(Tx tx, Deposit deposit, Instant now) {
        Optional<AudienceDrop> drop = AudienceDrops.find(tx.sql(), deposit.id());
        if (drop.isEmpty() && deposit.state() != DepositState.DEPOSITED) {
            AudienceDrops.keepBack(tx, deposit.id(), deposit.spot().audience().orElse(""), now);
            return true;
        }
        if (AudienceDrops.end(
                tx, deposit.id(), AudienceDrop.State.KEPT_BACK, Optional.empty(), Optional.empty(), now)) {
            return true;
        }
        // Read again: it may have gone at the very moment.
        AudienceDrops.find(tx.sql(), deposit.id())
                .flatMap(AudienceDrop::releaseId)
                .ifPresent(release -> {
                    throw new RefusedException(Refusal.conflict(
                            "already-released",
                            "The deposit " + deposit.id() + " has gone already, in the release " + release
                                    + ". Take that back: sluice release revoke " + release));
                });
        return false;
    }
}
