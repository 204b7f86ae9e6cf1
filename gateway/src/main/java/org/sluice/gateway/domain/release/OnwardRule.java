package org.sluice.gateway.domain.release;

import org.sluice.gateway.domain.protocol.Disclosure;
import org.sluice.gateway.domain.protocol.Obligations;

/** Whether somebody who received a file may pass it on. It goes no further than what was received allows. */
public final class OnwardRule {
    private OnwardRule() {}

    /**
     * @param received what travelled with the file when it was received
     * @param audience to which it is to be passed on
     * @param sameOrganisation whether the next recipient is of the organisation that received it
     */
    public static boolean allows(Obligations received, String audience, boolean sameOrganisation) {
        Disclosure disclosure = received.disclosure();
        return switch (disclosure) {
            case FREE -> true;
            case LIMITED ->
                received.passing().to().contains(audience)
                        || (sameOrganisation && received.passing().insideOrganisation());
            case NO_FURTHER -> false;
        };
    }
}
