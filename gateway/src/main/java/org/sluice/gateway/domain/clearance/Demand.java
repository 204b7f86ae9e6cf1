package org.sluice.gateway.domain.clearance;

import java.util.List;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.protocol.Obligation;

/** How many people have to look before something leaves, from nobody to an approval of its own. */
public enum Demand {
    NOTHING,
    /** A checklist, answered by one person. */
    ONE,
    /** A checklist, and a second person's agreement; neither of the two clears the own release. */
    TWO,
    /** A formal request and an approval for this deposit and recipient, or a flow of the protocol. */
    CASE_BY_CASE;

    /**
     * The most that anybody asks. Strictly confidential content goes out case by case whatever a protocol says (IASC
     * template, "Strictly Confidential": determined and approved on a case-by-case basis).
     *
     * @param asked by the cell and by the channel's rule of the protocols that decide
     * @param people how many the owner or the sender wants, the higher number; 0 where neither says
     */
    public static Demand of(Channel channel, List<Obligation> asked, int people) {
        if (channel == Channel.STRICTLY_CONFIDENTIAL) {
            return CASE_BY_CASE;
        }
        if (asked.contains(Obligation.SECOND_PERSON) || people > 1) {
            return TWO;
        }
        return asked.contains(Obligation.CLEARANCE) || people == 1 ? ONE : NOTHING;
    }
}
