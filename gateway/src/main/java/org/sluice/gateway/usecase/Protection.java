package org.sluice.gateway.usecase;

import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.link.Packing;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.store.Packings;
import org.sluice.gateway.store.SealedDeposits;
import org.sluice.gateway.store.SealedLinks;

/**
 * How files are protected besides their channel's key, for a whole list at once. Immutable.
 *
 * @param deposits those that are sealed at rest
 * @param links those that open what is sealed
 * @param packings of links; one that is missing is plain
 */
record Protection(Set<String> deposits, Set<String> links, Map<String, Packing> packings) {
    Protection {
        deposits = Set.copyOf(deposits);
        links = Set.copyOf(links);
        packings = Map.copyOf(packings);
    }

    /** Three queries, however long the list is. */
    static Protection read(Handle sql) {
        return new Protection(SealedDeposits.all(sql), SealedLinks.all(sql), Packings.all(sql));
    }

    boolean sealed(Link link) {
        return links.contains(link.id());
    }

    /** Whether anything in it is sealed at rest. */
    boolean sealed(Release release) {
        return release.deposits().stream().anyMatch(deposits::contains);
    }

    Packing packing(Link link) {
        return packings.getOrDefault(link.id(), Packing.PLAIN);
    }
}
