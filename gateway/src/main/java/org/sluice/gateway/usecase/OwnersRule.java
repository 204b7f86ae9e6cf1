package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.owner.OwnerPolicy;
import org.sluice.gateway.domain.owner.OwnerStop;
import org.sluice.gateway.store.HandOvers;
import org.sluice.gateway.store.OwnersWords;

/**
 * The owner's word at every exit: its own "never", its pauses and recalls. It only narrows; the "never" of who owned a deposit
 * before and left counts on. Thread-safe.
 */
public final class OwnersRule implements ExitRule {
    @Override
    public Optional<Refusal> against(Handle sql, Exit exit, Instant now) {
        String owner = exit.deposit().participantId();
        Optional<OwnerStop> stop = OwnersWords.stops(sql, exit.deposit().id()).stream()
                .filter(known -> known.stops(exit.releaseId()))
                .findFirst();
        if (stop.isPresent()) {
            return Optional.of(
                    stop.get().recall()
                            ? Refusal.of(
                                    Refusal.Kind.REFUSED,
                                    "recalled",
                                    "Its owner, " + owner + ", took it back: "
                                            + stop.get().reason())
                            : Refusal.conflict(
                                    "paused",
                                    "Its owner, " + owner + ", paused it: "
                                            + stop.get().reason() + " It can go again once the owner lets it."));
        }
        Optional<String> participant = FactsCounted.participantOf(sql, exit.recipient());
        return Stream.concat(
                        Stream.of(owner), HandOvers.sources(sql, exit.deposit().id()).stream())
                .flatMap(source -> OwnersWords.policies(sql, source).stream()
                        .filter(policy -> policy.forbids(
                                exit.deposit().type(),
                                exit.audience(),
                                exit.recipient().id(),
                                participant))
                        .map(policy -> refusal(source, policy)))
                .findFirst();
    }

    private static Refusal refusal(String owner, OwnerPolicy policy) {
        return Refusal.of(
                Refusal.Kind.REFUSED,
                "owner-policy",
                "Its owner, " + owner + ", shares it with nobody there, by its own policy " + policy.id() + ": "
                        + policy.reason());
    }
}
