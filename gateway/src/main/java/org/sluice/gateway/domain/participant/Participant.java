package org.sluice.gateway.domain.participant;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.sluice.gateway.domain.Refusal;

/**
 * An organisation that signed the protocol.
 *
 * @param epoch rises with every suspension, resumption and withdrawal; a cookie or token that carries an older one is void
 * @param effective when a withdrawal takes effect; from that very instant on nothing is allowed any more
 */
public record Participant(
        String id,
        String name,
        Set<String> audiences,
        LocalDate signed,
        Status status,
        long epoch,
        Optional<Instant> effective,
        Optional<String> reason) {

    public Participant {
        audiences = Set.copyOf(audiences);
    }

    /** Nothing if the participant may act at this instant, else why not. */
    public Optional<Refusal> barred(Instant now) {
        return switch (status) {
            case ACTIVE -> Optional.empty();
            case SUSPENDED -> barredBecause("participant-suspended", "is suspended");
            case WITHDRAWN -> barredBecause("participant-withdrawn", "has withdrawn");
            case WITHDRAWING ->
                effective.isPresent() && now.isBefore(effective.get())
                        ? Optional.empty()
                        : barredBecause("participant-withdrawn", "has withdrawn");
        };
    }

    private Optional<Refusal> barredBecause(String code, String what) {
        return Optional.of(Refusal.forbidden(
                code,
                "The participant \"" + id + "\" " + what
                        + ", so it has no access. The gateway's administrator can say more."));
    }
}
