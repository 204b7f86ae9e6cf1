package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Exposure;
import org.sluice.gateway.domain.inspect.ContentRules;
import org.sluice.gateway.domain.inspect.Report;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.store.Inspections;
import org.sluice.gateway.store.Participants;

/**
 * Who sees the words of a deposit: exposure counts as transfer, so a file name obeys the same cells as the file. Besides
 * what {@link Exposure} says, another participant's people see them only where the matrix lets that participant have the
 * file; and what is held for its label or its content is its owner's alone. Thread-safe.
 */
final class Shown {
    private final Rulebook rules;

    Shown(Rulebook rules) {
        this.rules = rules;
    }

    /** @param viewersParticipant absent for the host's administrator */
    Deposit shown(Handle sql, Deposit deposit, Optional<String> viewersParticipant, Instant now) {
        return hides(sql, deposit, viewersParticipant, now) ? Exposure.withheld(deposit) : deposit;
    }

    boolean hides(Handle sql, Deposit deposit, Optional<String> viewersParticipant, Instant now) {
        if (viewersParticipant.equals(Optional.of(deposit.participantId()))) {
            return false;
        }
        return Exposure.hides(deposit, viewersParticipant)
                || deposit.held()
                || unanswered(sql, deposit, viewersParticipant.isPresent(), now)
                || viewersParticipant
                        .filter(participant -> !permitted(sql, deposit, participant, now))
                        .isPresent();
    }

    /** What keeps the deposit from everybody; of findings only its owner's people read more than that there are some. */
    List<Refusal> holding(Handle sql, Deposit deposit, Optional<String> viewersParticipant, Instant now) {
        List<Refusal> holding = rules.holding(sql, deposit, now);
        if (holding.isEmpty() || !hides(sql, deposit, viewersParticipant, now)) {
            return holding;
        }
        return List.of(Refusal.of(
                Refusal.Kind.NEEDS,
                "held",
                "The deposit " + deposit.id() + " is held; its owner's people see why, and what to do."));
    }

    /** Whether it shows more than its label claims and nobody answers for that; not yet looked at counts for others. */
    private boolean unanswered(Handle sql, Deposit deposit, boolean others, Instant now) {
        return Inspections.find(sql, deposit.id())
                .map(inspection -> inspection.state() == Report.State.PENDING
                        ? others
                        : !ContentRules.above(
                                        inspection.report(),
                                        rules.counted(sql, deposit.label().inChannel(deposit.channel()), now),
                                        inspection.accepted())
                                .isEmpty())
                .orElse(false);
    }

    private boolean permitted(Handle sql, Deposit deposit, String participant, Instant now) {
        Set<String> audiences =
                Participants.find(sql, participant).map(Participant::audiences).orElse(Set.of());
        return audiences.stream()
                .anyMatch(audience -> rules.decide(sql, deposit, audience, now) instanceof Decision.Permit);
    }
}
