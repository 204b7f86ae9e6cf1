package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Fact;
import org.sluice.gateway.domain.protocol.FactKind;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Facts;
import org.sluice.gateway.store.Participants;

/** Puts on record what a cell of the matrix asks for, such as the owner's consent. Thread-safe. */
public final class RecordFact {
    private final Ledger ledger;
    private final Rulebook rules;

    public RecordFact(Ledger ledger, Rulebook rules) {
        this.ledger = ledger;
        this.rules = rules;
    }

    /**
     * Records a fact about a deposit.
     *
     * @param by the participant whose word it is; must be in standing, as a withdrawn one vouches for nothing any more
     */
    public Answer<Fact> add(
            Actor actor, String recordedBy, String kind, String depositId, String by, Optional<String> note) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            List<Protocol> protocols = rules.inForce(tx.sql(), now);
            if (protocols.stream().noneMatch(protocol -> protocol.fact(kind).isPresent())) {
                TreeSet<String> known = new TreeSet<>();
                protocols.forEach(
                        protocol -> protocol.facts().stream().map(FactKind::id).forEach(known::add));
                throw new RefusedException(new Refusal(
                        Refusal.Kind.WRONG,
                        "unknown-fact",
                        "No protocol in force asks for \"" + kind + "\"; it can be one of " + String.join(", ", known)
                                + ".",
                        List.copyOf(known)));
            }
            Deposit deposit = Deposits.find(tx.sql(), depositId)
                    .orElseThrow(() -> new RefusedException(Refusal.unknown("deposit", depositId)));
            Participants.holdActive(tx, by, now).orThrow();
            if (Rulebook.ownersWordOnly(kind) && !by.equals(deposit.participantId())) {
                throw new RefusedException(Refusal.forbidden(
                        "not-the-owner",
                        "Only the owner, " + deposit.participantId() + ", can give " + kind + " for " + depositId + "; "
                                + by + " can't."));
            }
            Fact fact = new Fact(ledger.newId("f"), kind, depositId, by, note, recordedBy, now);
            Facts.add(tx, fact);
            Map<String, String> details =
                    new HashMap<>(Map.of("fact", fact.id(), "kind", kind, "deposit", depositId, "by", by));
            note.ifPresent(words -> details.put("note", words));
            tx.append(new AuditEvent(EventKind.FACT_RECORDED, actor, details));
            return fact;
        });
    }
}
