package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Label;

/**
 * Something that must hold before the first byte of a file is taken, besides role, standing, type and floor: asked for every
 * upload, whatever it comes over, and after a rename too. An error in it refuses.
 */
public interface DropRule {
    /**
     * Why a file may not be put there, if so.
     *
     * @param size bytes, where the client said how many will come
     */
    Optional<Refusal> against(Handle sql, Visit visit, Spot spot, Label label, Optional<Long> size, Instant now);
}
