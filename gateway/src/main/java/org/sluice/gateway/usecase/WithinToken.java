package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Label;

/** Whoever came in by a token deposits into its channel, and its types, only, and releases nothing by it. */
public final class WithinToken implements DropRule {
    @Override
    public Optional<Refusal> against(
            Handle sql, Visit visit, Spot spot, Label label, Optional<Long> size, Instant now) {
        return visit.token()
                .flatMap(
                        token -> token.against(spot.channel(), spot.type())
                                .or(
                                        () -> spot.audience()
                                                .map(
                                                        audience -> Refusal.forbidden(
                                                                "deposit-only",
                                                                "This token deposits and releases nothing, so /@"
                                                                        + audience
                                                                        + "/ is closed to it. Leave the folder out; a releaser then releases the file."))));
    }
}
