package org.sluice.gateway.domain.protocol;

import java.util.Set;

/**
 * A mark on data that has rules of its own, such as UNHCR's.
 *
 * @param closedTo the audiences that may not have it
 * @param waiver the fact that opens it to them
 */
public record Mark(String id, Titles titles, Set<String> closedTo, String waiver) {
    public Mark {
        closedTo = Set.copyOf(closedTo);
    }
}
