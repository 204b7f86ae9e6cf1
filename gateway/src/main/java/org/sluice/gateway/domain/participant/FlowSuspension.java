package org.sluice.gateway.domain.participant;

import java.time.Instant;
import java.util.Optional;

/**
 * A flow of one participant that is stopped, so that the others go on: a child's referral need not stop with a dispute about
 * a 4W table.
 *
 * @param type an information type, or {@link #EVERY_TYPE}
 * @param reason as given in writing (DPISP section 1.9.6)
 */
public record FlowSuspension(
        String id,
        String participantId,
        Direction direction,
        String type,
        String reason,
        Instant since,
        Optional<Instant> lifted,
        Optional<String> liftReason) {
    public static final String EVERY_TYPE = "*";

    /** Whether it stops this type in this direction. */
    public boolean stops(Direction asked, String informationType) {
        return lifted.isEmpty() && direction.covers(asked) && (type.equals(EVERY_TYPE) || type.equals(informationType));
    }
}
