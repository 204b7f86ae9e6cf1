package org.sluice.gateway.usecase;

import java.util.List;
import java.util.Optional;
import org.sluice.crypto.GeneratedPassword;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.domain.request.ReleaseBasis;

/** A release just made, with the links to hand over. Shown once: nothing of the secrets is kept but hashes. */
public record ReleaseMade(Release release, List<HandOver> links, List<Decided> decisions) {

    /** A link, its address and its password; travels to the releaser once and is then forgotten. */
    public record HandOver(Link link, String url, GeneratedPassword password) {
        @Override
        public String toString() {
            return "HandOver[" + link.id() + "]";
        }
    }

    /**
     * What the engine said for one deposit and one recipient.
     *
     * @param basis on what it rests: a flow of the protocol, a request, an agreement
     */
    public record Decided(String depositId, String recipientId, Decision decision, Optional<ReleaseBasis> basis) {}

    public ReleaseMade {
        links = List.copyOf(links);
        decisions = List.copyOf(decisions);
    }
}
