package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.store.Agreements;
import org.sluice.gateway.store.InformationRequests;
import org.sluice.gateway.store.ReleaseBases;

/**
 * On what an exit rested when its release was made, and whether that still stands.
 *
 * @param ended since when the request or agreement counts no more; nothing while it does, and of a protocol's own flow
 */
public record BasisSeen(ReleaseBases.Row row, Optional<Instant> ended) {
    static BasisSeen of(Handle sql, ReleaseBases.Row row, Instant now) {
        String on = row.basis().on();
        return new BasisSeen(
                row,
                switch (row.basis().kind()) {
                    case REQUEST, STANDING_REQUEST ->
                        InformationRequests.find(sql, on).flatMap(request -> request.overSince(now));
                    case AGREEMENT -> Agreements.find(sql, on).flatMap(agreement -> agreement.overSince(now));
                    case FLOW -> Optional.empty();
                });
    }

    /** {@code request q… (over since 2026-05-01T00:00:00Z)} */
    String words() {
        return row.basis().words() + ended.map(at -> " (over since " + at + ")").orElse("");
    }
}
