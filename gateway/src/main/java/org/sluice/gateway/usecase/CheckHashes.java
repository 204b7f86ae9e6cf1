package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.deposit.SaidHash;
import org.sluice.gateway.domain.deposit.SideFile;
import org.sluice.gateway.domain.deposit.SideName;
import org.sluice.gateway.domain.whole.Wholeness;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.SideFiles;
import org.sluice.gateway.store.Tx;
import org.sluice.gateway.store.Wholes;

/**
 * Compares what arrived with the hash that its owner puts beside it, whichever of the two comes first. The hash stands for
 * its name until another one is said or it is taken back; a deposit that once matched keeps that, whatever is said of its
 * name later. Thread-safe.
 */
public final class CheckHashes {
    private static final Actor ACTOR = new Actor.SystemActor("hashes");

    private final Ledger ledger;

    public CheckHashes(Ledger ledger) {
        this.ledger = ledger;
    }

    /** What came of a hash. */
    enum Outcome {
        MATCHES,
        DIFFERS,
        /** Its file has not come, has not settled, or is another version than the one that matched before. */
        AWAITS_FILE
    }

    /** What is wrong with such a file, if it can't be used at all. */
    Optional<Refusal> against(SideFile file) {
        return SaidHash.of(file.text(), file.name().subject()) instanceof Answer.Refused<String> refused
                ? Optional.of(refused.refusal())
                : Optional.empty();
    }

    /** Such a file came for a deposit that is here already; in the unit that keeps the file. */
    Outcome said(Tx tx, Deposit current, SideFile file) {
        String sha256 = SaidHash.of(file.text(), file.name().subject()).orThrow();
        // Held, so that a file that settles at this moment sees the hash, or is seen here.
        Optional<Deposit> settled =
                Deposits.hold(tx, current.id()).filter(found -> found.state() == DepositState.DEPOSITED);
        if (settled.isEmpty()) {
            return Outcome.AWAITS_FILE;
        }
        Deposit deposit = settled.get();
        boolean matchedBefore = Wholes.find(tx.sql(), deposit.id())
                .filter(known -> known.hash(deposit) == Wholeness.Hash.MATCHES)
                .isPresent();
        if (matchedBefore && !deposit.sha256().equals(Optional.of(sha256))) {
            return Outcome.AWAITS_FILE;
        }
        return apply(tx, deposit, sha256, ledger.now());
    }

    /** Such a file was removed: what it said is no longer held against a file that it did not match. */
    void takenBack(Tx tx, SideFile file) {
        Deposits.current(tx.sql(), file.personId(), file.subject())
                .ifPresent(deposit -> Wholes.find(tx.sql(), deposit.id())
                        .filter(known -> known.hash(deposit) == Wholeness.Hash.DIFFERS)
                        .ifPresent(known -> {
                            Wholes.unsaid(tx, deposit.id());
                            Notices.dropOf(tx, deposit.id(), Notice.Kind.HASH_DIFFERS);
                        }));
    }

    /** A file has settled: what lies beside it counts for it. */
    void settled(Tx tx, Deposit deposit, Instant now) {
        Optional<SideFile> beside = SideFiles.of(tx.sql(), deposit.personId(), deposit.spot(), SideName.Kind.HASH);
        if (beside.isEmpty()) {
            return;
        }
        SideFiles.applied(tx, beside.get().id(), deposit.id());
        // One that can't be used was never kept.
        String sha256 =
                SaidHash.of(beside.get().text(), beside.get().name().subject()).orThrow();
        if (apply(tx, deposit, sha256, now) == Outcome.MATCHES) {
            notForThose(tx, deposit, sha256);
        }
    }

    /** It was said before this version came, and so was held against the one before, which it never spoke of. */
    private static void notForThose(Tx tx, Deposit deposit, String sha256) {
        for (String older : Deposits.supersededBy(tx.sql(), deposit.id())) {
            Deposit before = Deposits.find(tx.sql(), older).orElseThrow();
            Wholes.find(tx.sql(), older)
                    .filter(known -> known.saidSha256().equals(Optional.of(sha256)))
                    .filter(known -> known.hash(before) == Wholeness.Hash.DIFFERS)
                    .ifPresent(known -> Wholes.unsaid(tx, older));
        }
    }

    private Outcome apply(Tx tx, Deposit deposit, String sha256, Instant now) {
        Wholes.said(tx, deposit.id(), sha256, now);
        boolean matches = deposit.sha256().equals(Optional.of(sha256));
        tx.append(new AuditEvent(
                matches ? EventKind.HASH_MATCHED : EventKind.HASH_DIFFERED,
                ACTOR,
                Map.of(
                        "deposit", deposit.id(),
                        "participant", deposit.participantId(),
                        "sha256", deposit.sha256().orElse(""),
                        "said", sha256)));
        Notices.dropOf(tx, deposit.id(), Notice.Kind.HASH_DIFFERS);
        if (matches) {
            // The owner's own hash says more than any form does.
            Notices.dropOf(tx, deposit.id(), Notice.Kind.CUT_OFF);
            return Outcome.MATCHES;
        }
        Notices.add(
                tx,
                new Notice(
                        ledger.newId("n"),
                        deposit.personId(),
                        now,
                        Notice.Kind.HASH_DIFFERS,
                        Map.of(
                                "file", deposit.name(),
                                "folder", deposit.spot().folder(),
                                "deposit", deposit.id(),
                                "sha256", deposit.sha256().orElse(""),
                                "said", sha256),
                        Optional.of(deposit.id())));
        return Outcome.DIFFERS;
    }
}
