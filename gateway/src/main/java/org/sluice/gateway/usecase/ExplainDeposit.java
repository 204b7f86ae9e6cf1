package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.protocol.Explanation;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.store.Deposits;

/** Says for every audience at once who may have a deposit, who may not, and what would have to change. Thread-safe. */
public final class ExplainDeposit {
    private final Ledger ledger;
    private final Rulebook rules;
    private final Shown words;

    public ExplainDeposit(Ledger ledger, Rulebook rules) {
        this.ledger = ledger;
        this.rules = rules;
        this.words = new Shown(rules);
    }

    /**
     * @param holding what keeps it from all of them, whatever the matrix says
     * @param counted the label with standard labels filled in, in the channel that keeps it
     */
    public record Explained(
            Deposit deposit, Label counted, Channel floor, List<Explanation> audiences, List<Refusal> holding) {
        public Explained {
            holding = List.copyOf(holding);
            audiences = List.copyOf(audiences);
        }
    }

    /** @param viewer the person who looks; words are shown as {@link Shown} says */
    public Answer<Explained> explain(String depositId, Optional<String> viewer) {
        Instant now = ledger.now();
        return ledger.read(sql -> Deposits.find(sql, depositId)
                .filter(found -> found.state() != DepositState.REMOVED)
                .map(found -> Answer.done(explained(sql, found, viewer, now)))
                .orElseGet(() -> Answer.refused(Refusal.unknown("deposit", depositId))));
    }

    private Explained explained(Handle sql, Deposit deposit, Optional<String> viewer, Instant now) {
        List<Protocol> inForce = rules.inForce(sql, now);
        Optional<String> of = Callers.participant(sql, viewer);
        Label counted = rules.counted(sql, deposit.label().inChannel(deposit.channel()), now);
        return new Explained(
                words.shown(sql, deposit, of, now),
                words.hides(sql, deposit, of, now) ? counted.withoutWords() : counted,
                rules.floor(sql, deposit.label(), now),
                Explanation.audiences(inForce).stream()
                        .map(audience -> Explanation.of(rules.decide(sql, deposit, audience, now), inForce))
                        .toList(),
                words.holding(sql, deposit, of, now));
    }
}
