package org.sluice.gateway.domain.participant;

import java.time.Instant;
import java.util.Optional;
import org.sluice.gateway.domain.Refusal;

/**
 * What a key is limited to.
 *
 * @param from the networks it may be used from
 * @param until the instant from which on it lets nobody in
 */
public record KeyLimits(Optional<SourcePatterns> from, Optional<Instant> until) {
    public static final KeyLimits NONE = new KeyLimits(Optional.empty(), Optional.empty());

    /** @param address 4 or 16 bytes; none where it is unknown */
    public Optional<Refusal> against(byte[] address, Instant now) {
        if (!stands(now)) {
            return Optional.of(Refusal.forbidden(
                    "key-expired", "This key has expired; ask the gateway's administrator to enter a new one."));
        }
        if (from.isPresent() && !from.get().admits(address)) {
            return Optional.of(Refusal.forbidden(
                    "key-elsewhere",
                    "This key may not be used from this network; its networks are "
                            + from.get().text() + "."));
        }
        return Optional.empty();
    }

    public boolean stands(Instant now) {
        return until.isEmpty() || now.isBefore(until.get());
    }
}
