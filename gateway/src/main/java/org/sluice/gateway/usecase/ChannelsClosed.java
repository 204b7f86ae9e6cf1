package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Label;

/** Nothing is put into a channel that asks for a second factor by a session that gave none. */
public final class ChannelsClosed implements DropRule {
    @Override
    public Optional<Refusal> against(
            Handle sql, Visit visit, Spot spot, Label label, Optional<Long> size, Instant now) {
        return visit.closed(spot.channel());
    }
}
