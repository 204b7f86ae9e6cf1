package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Map;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.link.Terms;
import org.sluice.gateway.store.LinkTerms;
import org.sluice.gateway.store.Tx;

/** A recipient's yes to how the files may be used, on record before the first download. */
final class AgreeToTerms {
    private AgreeToTerms() {}

    static void agree(Tx tx, LinkAccess.Standing standing, Terms terms, ClaimFiles.Agreement agreement, Instant now) {
        String linkId = standing.link().id();
        if (!terms.bind() || LinkTerms.agreed(tx.sql(), linkId, terms).isPresent()) {
            return;
        }
        if (!terms.digest().equals(agreement.terms())) {
            throw new RefusedException(Refusal.conflict(
                    "terms-first",
                    "Before the first download you say yes to how the files may be used. Go back to the list and read"
                            + " it."));
        }
        LinkTerms.agree(tx, linkId, terms, agreement.language(), now);
        tx.append(new AuditEvent(
                EventKind.LINK_TERMS_AGREED,
                new Actor.LinkHolder(linkId),
                Map.of(
                        "link", linkId,
                        "release", standing.release().id(),
                        "recipient", standing.contact().id(),
                        "terms", terms.canonical(),
                        "language", agreement.language())));
    }
}
