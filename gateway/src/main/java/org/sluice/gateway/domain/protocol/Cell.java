package org.sluice.gateway.domain.protocol;

import java.util.List;
import java.util.Map;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Level;

/**
 * One cell of the matrix.
 *
 * @param ceilings the most identifying level that may pass; a dimension without one is not limited
 * @param conditions the facts that must be on record
 * @param liftedBy the fact that lets a dimension pass above its ceiling
 * @param onward what the recipient may do with it, in words
 * @param passing the same for machines; counts where the disclosure is limited
 * @param handling what is asked beyond ceilings and facts
 * @param flow whether the protocol itself sends it there: to a third party it needs no request and no agreement then
 * @param row where the cell stands in the protocol's document
 */
public record Cell(
        String informationType,
        String audience,
        Shared shared,
        Map<Dimension, Level> ceilings,
        Disclosure disclosure,
        List<Condition> conditions,
        Map<Dimension, String> liftedBy,
        String onward,
        Onward passing,
        Handling handling,
        boolean flow,
        String row) {
    /** @throws IllegalArgumentException if a cell that needs consent names no fact that would record it */
    public Cell {
        ceilings = Dimension.ordered(ceilings);
        conditions = List.copyOf(conditions);
        liftedBy = Dimension.ordered(liftedBy);
        if (shared == Shared.CONSENT && conditions.isEmpty()) {
            throw new IllegalArgumentException(
                    "A cell shared by consent needs the condition that records the consent; otherwise it would ask nobody.");
        }
    }
}
