package org.sluice.gateway.domain.request;

import java.util.Set;

/** What a granted request lets go: single deposits, and for a standing one whole types of who granted it. Immutable. */
public record Coverage(Set<String> deposits, Set<OfType> types) {

    /** All that a participant has of one type; personal data goes deposit by deposit and never so. */
    public record OfType(String type, String participant) {}

    public Coverage {
        deposits = Set.copyOf(deposits);
        types = Set.copyOf(types);
    }

    public boolean isEmpty() {
        return deposits.isEmpty() && types.isEmpty();
    }

    boolean holds(Asked asked) {
        return deposits.contains(asked.deposit())
                || (!asked.personal() && types.contains(new OfType(asked.type(), asked.owner())));
    }
}
