package org.sluice.gateway.usecase;

import java.util.List;
import java.util.Optional;
import org.sluice.crypto.GeneratedPassword;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.link.Packing;
import org.sluice.gateway.domain.link.Sending;
import org.sluice.gateway.domain.participant.RecipientKey;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.domain.request.ReleaseBasis;

/** A release just made, with the links to hand over. Shown once: nothing of the secrets is kept but hashes. */
public record ReleaseMade(Release release, List<HandOver> links, List<Decided> decisions) {

    /**
     * A link, its address and its password; travels to the releaser once and is then forgotten.
     *
     * @param parts how either travels; none where nobody said
     * @param language of the contact
     * @param sender the releasing participant's name, where the channel does not hide it
     * @param packed how its files are packed, and for which keys
     */
    public record HandOver(
            Link link,
            String url,
            GeneratedPassword password,
            List<Sending> parts,
            String language,
            Optional<String> sender,
            LinkPacking.Packed packed) {
        public HandOver {
            parts = List.copyOf(parts);
        }

        HandOver with(List<Sending> others) {
            return new HandOver(link, url, password, others, language, sender, packed);
        }

        public Packing packing() {
            return packed.packing();
        }

        /** For which its files are sealed; none where they are not. */
        public List<RecipientKey> keys() {
            return packed.keys();
        }

        public Optional<Sending> part(Sending.Part part) {
            return parts.stream().filter(one -> one.part() == part).findFirst();
        }

        /** Whether the releaser has this part to hand over, and so is shown it. */
        public boolean shows(Sending.Part part) {
            boolean dead = part(Sending.Part.LINK)
                    .filter(one -> one.state() == Sending.State.FAILED)
                    .isPresent();
            return !dead
                    && part(part)
                            .map(Sending::state)
                            .filter(state -> state == Sending.State.SENT || state == Sending.State.FAILED)
                            .isEmpty();
        }

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
