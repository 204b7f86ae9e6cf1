package org.sluice.gateway.usecase;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.participant.Signature;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.store.Adherences;

/** Takes a participant's notice of withdrawal, which comes as early as its protocols ask. Thread-safe. */
public final class GiveNotice {
    private final Ledger ledger;
    private final Rulebook rules;
    private final CutParticipant cut;

    public GiveNotice(Ledger ledger, Rulebook rules, CutParticipant cut) {
        this.ledger = ledger;
        this.rules = rules;
        this.cut = cut;
    }

    /** A participant's own notice, with its reasons (DPISP section 1.10.2). */
    public Answer<CutReport> withdrawOn(Actor actor, String participantId, String reason, Instant effective) {
        Optional<Refusal> tooEarly = tooEarly(participantId, effective);
        return tooEarly.isPresent()
                ? Answer.refused(tooEarly.get())
                : cut.withdrawOn(actor, participantId, reason, effective);
    }

    private Optional<Refusal> tooEarly(String participantId, Instant effective) {
        Instant now = ledger.now();
        int days = ledger.read(sql -> {
            Set<String> signed = Adherences.standing(sql).stream()
                    .filter(signature -> signature.participantId().equals(participantId))
                    .map(Signature::protocol)
                    .collect(Collectors.toSet());
            return rules.inForce(sql, now).stream()
                    .filter(protocol -> signed.contains(protocol.id()))
                    .map(Protocol::membership)
                    .mapToInt(membership -> membership.noticeDays())
                    .max()
                    .orElse(0);
        });
        Instant earliest = now.plus(days, ChronoUnit.DAYS);
        return effective.isBefore(earliest)
                ? Optional.of(Refusal.conflict(
                        "notice-too-short",
                        (days == 0
                                        ? "A withdrawal is announced before it takes effect; the earliest effect is "
                                        : "A withdrawal is announced at least " + days + (days == 1 ? " day" : " days")
                                                + " before; the earliest effect is ")
                                + earliest + ". The group can require an earlier one: sluice participant"
                                + " require-withdrawal."))
                : Optional.empty();
    }
}
