package org.sluice.gateway.domain.link;

import java.util.Locale;

/** How a link stands at an instant. */
public enum LinkState {
    LIVE,
    LOCKED,
    EXPIRED,
    CONFIRMED,
    REVOKED,
    REISSUED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
