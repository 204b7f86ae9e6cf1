package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.FileName;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.participant.DepositToken;

/** Whoever came in by a token deposits into its channel, and its types, only, and releases nothing by it. */
public final class WithinToken implements DropRule {
    @Override
    public Optional<Refusal> against(
            Handle sql, Visit visit, Spot spot, Label label, Optional<Long> size, Instant now) {
        return visit.token().flatMap(token -> against(token, spot));
    }

    private static Optional<Refusal> against(DepositToken token, Spot spot) {
        Optional<Refusal> elsewhere = token.against(spot.channel(), spot.type());
        if (elsewhere.isPresent()) {
            return elsewhere;
        }
        if (spot.audience().isPresent()) {
            return Optional.of(Refusal.forbidden(
                    "deposit-only",
                    "This token deposits and releases nothing, so /@"
                            + spot.audience().get()
                            + "/ is closed to it. Leave the folder out; a releaser then releases the file."));
        }
        if (FileName.isTemporary(spot.name())) {
            // It would wait for a rename that nobody can make here, and never be deposited.
            return Optional.of(Refusal.wrong(
                    "temporary-name",
                    "\"" + spot.name()
                            + "\" is a name for a file that is still on its way, and nothing renames it here."
                            + " Send it under its own name."));
        }
        return Optional.empty();
    }
}
