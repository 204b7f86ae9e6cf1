package org.sluice.gateway.domain.protocol;

import java.util.HashSet;
import java.util.Set;

/**
 * To whom a recipient may pass on what it received under a limited disclosure.
 *
 * @param to the audiences
 * @param insideOrganisation whether others of its own organisation may have it
 */
public record Onward(Set<String> to, boolean insideOrganisation) {
    /** To nobody. */
    public static final Onward NOWHERE = new Onward(Set.of(), false);

    public Onward {
        to = Set.copyOf(to);
    }

    /** What both allow. */
    public Onward and(Onward other) {
        Set<String> both = new HashSet<>(to);
        both.retainAll(other.to);
        return new Onward(both, insideOrganisation && other.insideOrganisation);
    }
}
