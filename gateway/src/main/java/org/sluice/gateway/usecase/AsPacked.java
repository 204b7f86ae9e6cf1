package org.sluice.gateway.usecase;

import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.link.Packing;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.Packings;

/** What is to leave packed never leaves otherwise, whatever address is asked. */
final class AsPacked {
    private AsPacked() {}

    static Packing of(Handle sql, String linkId) {
        return Links.find(sql, linkId).map(link -> Packings.of(sql, link)).orElse(Packing.PLAIN);
    }

    static Answer<LinkAccess.Standing> only(Handle sql, LinkAccess.Standing standing, boolean packed) {
        return packed || Packings.of(sql, standing.link()) == Packing.PLAIN
                ? Answer.done(standing)
                : Answer.refused(Refusal.forbidden(
                        "packed-only", "These files leave packed. Begin the download from the list of files."));
    }
}
