package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.domain.release.OnwardRule;
import org.sluice.gateway.domain.release.Reception;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Receptions;

/**
 * On what ground somebody releases: as its owner, as a coordinator what the matrix lets coordinators have, or as a recipient
 * who passes it on as far as what it received allows. Reads only. Thread-safe.
 */
final class PassOn {
    /** A releaser of this audience's participants may pass on what the matrix lets coordinators have. */
    private static final String COORDINATORS = "coordinators";

    private final Rulebook rules;

    PassOn(Rulebook rules) {
        this.rules = rules;
    }

    /** Whether somebody may know that a deposit is there, to release it at all. */
    boolean may(Handle sql, Person releaser, Deposit deposit, Instant now) {
        return asOwnerOrCoordinator(sql, releaser.participantId(), deposit, now)
                || !receptions(sql, releaser.participantId(), deposit).isEmpty();
    }

    /** What speaks against a participant's passing it on to this recipient; nothing for its owner and for coordinators. */
    Optional<Refusal> against(Handle sql, String sender, Exit exit, Instant now) {
        if (asOwnerOrCoordinator(sql, sender, exit.deposit(), now)) {
            return Optional.empty();
        }
        boolean inside = FactsCounted.participantOf(sql, exit.recipient())
                .filter(sender::equals)
                .isPresent();
        boolean allowed = receptions(sql, sender, exit.deposit()).stream()
                .map(reception -> rules.decide(sql, exit.deposit(), reception.audience(), now))
                .anyMatch(decision -> !(decision instanceof Decision.Refuse)
                        && OnwardRule.allows(decision.obligations(), exit.audience(), inside));
        return allowed
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        Refusal.Kind.REFUSED,
                        "not-onward",
                        sender + " received " + exit.deposit().id()
                                + " under a disclosure that does not let it be passed on to " + exit.audience()
                                + ". Ask its owner, " + exit.deposit().participantId() + ", to release it."));
    }

    private boolean asOwnerOrCoordinator(Handle sql, String sender, Deposit deposit, Instant now) {
        if (deposit.participantId().equals(sender)) {
            return true;
        }
        Optional<Participant> participant = Participants.find(sql, sender);
        return participant.isPresent()
                && participant.get().audiences().contains(COORDINATORS)
                && !deposit.held()
                && rules.decide(sql, deposit, COORDINATORS, now) instanceof Decision.Permit;
    }

    /** What the releaser's organisation took whole: an offer that nobody fetched gives no ground to pass it on. */
    private static List<Reception> receptions(Handle sql, String sender, Deposit deposit) {
        if (deposit.held()) {
            return List.of();
        }
        return Receptions.of(sql, deposit.id()).stream()
                .filter(reception -> reception.complete()
                        && reception.participant().filter(sender::equals).isPresent())
                .toList();
    }
}
