package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.Signer;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.FileName;
import org.sluice.gateway.domain.deposit.Receipt;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.protocol.Explanation;
import org.sluice.gateway.store.Deposits;

/**
 * The gateway's signed word that it holds a deposit, made anew whenever somebody asks: its decisions are those of that
 * moment. There is one as soon as a file is closed, and it says whether it still settles. Thread-safe.
 */
public final class Receipts {
    private final Ledger ledger;
    private final Rulebook rules;
    private final Shown words;
    private final Signer signer;
    private final Supplier<String> gateway;

    /** @param gateway the address under which people know this gateway */
    public Receipts(Ledger ledger, Rulebook rules, Signer signer, Supplier<String> gateway) {
        this.ledger = ledger;
        this.rules = rules;
        this.words = new Shown(rules);
        this.signer = signer;
        this.gateway = gateway;
    }

    /** For whoever deposited it, right after it was closed or later. */
    public Answer<Receipt> of(Visit visit, Deposit deposit) {
        return visit.isCut() || !deposit.personId().equals(visit.person().id())
                ? Answer.refused(Refusal.unknown("deposit", deposit.id()))
                : of(deposit.id(), Optional.of(visit.person().id()));
    }

    /** @param viewer the person who looks, or the host's administrator; words are shown as {@link Shown} says */
    public Answer<Receipt> of(String depositId, Optional<String> viewer) {
        Instant now = ledger.now();
        return ledger.read(sql -> Deposits.find(sql, depositId)
                .filter(found -> found.state() != DepositState.REMOVED)
                .map(found -> found.state() == DepositState.RECEIVING
                        ? Answer.<Receipt>refused(Refusal.conflict(
                                "not-whole", "The deposit " + depositId + " has not arrived whole yet."))
                        : Answer.done(signed(sql, found, viewer, now)))
                .orElseGet(() -> Answer.refused(Refusal.unknown("deposit", depositId))));
    }

    /** The receipt that a name such as {@code 4w.xlsx.receipt.json} means, where a file of that person's lies before it. */
    public Optional<Receipt> named(Visit visit, Spot spot) {
        if (visit.isCut()
                || visit.closed(spot.channel()).isPresent()
                || !spot.name().endsWith(Receipt.SUFFIX)) {
            return Optional.empty();
        }
        String stem = spot.name().substring(0, spot.name().length() - Receipt.SUFFIX.length());
        return switch (FileName.of(stem)) {
            case Answer.Refused<String> nothing -> Optional.empty();
            case Answer.Done<String> name -> {
                Instant now = ledger.now();
                String person = visit.person().id();
                yield ledger.read(sql -> Deposits.current(sql, person, spot.named(name.value()))
                        .map(deposit -> signed(sql, deposit, Optional.of(person), now)));
            }
        };
    }

    private Receipt signed(Handle sql, Deposit deposit, Optional<String> viewer, Instant now) {
        Optional<String> of = Callers.participant(sql, viewer);
        List<Receipt.Told> decisions = Explanation.audiences(rules.inForce(sql, now)).stream()
                .map(audience -> Receipt.Told.of(rules.decide(sql, deposit, audience, now)))
                .toList();
        List<String> holding = words.holding(sql, deposit, of, now).stream()
                .map(Refusal::code)
                .distinct()
                .toList();
        return Receipt.sign(signer, words.shown(sql, deposit, of, now), decisions, holding, gateway.get(), now);
    }
}
