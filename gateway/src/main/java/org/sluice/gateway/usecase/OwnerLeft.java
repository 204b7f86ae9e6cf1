package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.store.HandOvers;
import org.sluice.gateway.store.Participants;

/**
 * What an organisation that withdrew had shared goes to nobody any more, whoever sent it on, unless its transition plan
 * passed the deposit or kept the link. From the very effective instant on. Thread-safe.
 */
public final class OwnerLeft implements ExitRule {
    @Override
    public Optional<Refusal> against(Handle sql, Exit exit, Instant now) {
        String owner = exit.deposit().participantId();
        Optional<Participant> left = Participants.find(sql, owner).filter(participant -> left(participant, now));
        boolean carried = left.isPresent()
                && exit.releaseId()
                        .filter(release ->
                                HandOvers.carried(sql, release, exit.recipient().id()))
                        .isPresent();
        return left.isEmpty() || carried
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        Refusal.Kind.REFUSED,
                        "owner-withdrew",
                        "Its owner, " + owner + ", has withdrawn, and its transition plan passed "
                                + exit.deposit().id() + " to nobody. Ask a coordinator who works on this now."));
    }

    /** A suspended participant whose announced day has come has left, too. */
    private static boolean left(Participant participant, Instant now) {
        return switch (participant.status()) {
            case ACTIVE -> false;
            case WITHDRAWN -> true;
            case WITHDRAWING, SUSPENDED ->
                participant.effective().filter(at -> !now.isBefore(at)).isPresent();
        };
    }
}
