package org.sluice.gateway.domain.incident;

import java.time.Instant;
import java.util.Optional;

/**
 * How far an incident has come: what of it changes. Immutable. What was told or met first stays on record.
 *
 * @param hold whether its deposits and links are frozen
 * @param toldGroup when the coordination group was told in writing
 * @param toldUnhcr when everyone who stands for UNHCR was told directly
 * @param met when the meeting on it was held
 * @param ending how it was resolved
 * @param closing with what it was closed
 */
public record Progress(
        boolean hold,
        Optional<Instant> toldGroup,
        Optional<Instant> toldUnhcr,
        Optional<Instant> met,
        Optional<Ending> ending,
        Optional<Closing> closing) {

    /** @param bySenior whether senior management resolved it, and not all participants */
    public record Ending(Instant at, String resolution, boolean bySenior) {}

    /** What was learned, and since when it is closed. */
    public record Closing(Instant at, String lessons) {}

    /** At its opening. */
    public static Progress begun(boolean hold) {
        return new Progress(
                hold, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Progress held(boolean now) {
        return new Progress(now, toldGroup, toldUnhcr, met, ending, closing);
    }

    public Progress groupTold(Instant at) {
        return new Progress(hold, toldGroup.or(() -> Optional.of(at)), toldUnhcr, met, ending, closing);
    }

    public Progress unhcrTold(Instant at) {
        return new Progress(hold, toldGroup, toldUnhcr.or(() -> Optional.of(at)), met, ending, closing);
    }

    public Progress metOn(Instant at) {
        return new Progress(hold, toldGroup, toldUnhcr, met.or(() -> Optional.of(at)), ending, closing);
    }

    public Progress ended(Ending how) {
        return new Progress(hold, toldGroup, toldUnhcr, met, Optional.of(how), closing);
    }

    public Progress closed(Closing with) {
        return new Progress(hold, toldGroup, toldUnhcr, met, ending, Optional.of(with));
    }
}
