package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.SideName;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Label;

/** A deposit with the name of a side file would look like a label or a hash that counts, and be none. */
public final class NoSideFile implements DropRule {
    @Override
    public Optional<Refusal> against(
            Handle sql, Visit visit, Spot spot, Label label, Optional<Long> size, Instant now) {
        return SideName.of(spot.name())
                .map(name -> Refusal.conflict(
                        "side-file",
                        "\"" + spot.name() + "\" is the name of a file that speaks of the one beside it, and can't be a"
                                + " deposit itself. Give what it says together with its file, or put it there by"
                                + " SFTP; or rename it."));
    }
}
