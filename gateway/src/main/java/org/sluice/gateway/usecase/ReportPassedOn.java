package org.sluice.gateway.usecase;

import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.release.PassedOn;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.PassedOns;
import org.sluice.gateway.store.Releases;

/**
 * A recipient reports that it passed on what it received, as the terms oblige it to. The report goes on record and to who
 * released it; it permits nothing. Thread-safe.
 */
public final class ReportPassedOn {
    private static final int LONGEST = 500;

    private final Ledger ledger;

    public ReportPassedOn(Ledger ledger) {
        this.ledger = ledger;
    }

    /** @param to whom it went to, in the recipient's words */
    public Answer<Link> report(String linkId, String to, String why) {
        if (to.isBlank() || why.isBlank() || to.length() > LONGEST || why.length() > LONGEST) {
            return Answer.refused(Refusal.wrong("incomplete", "Say to whom it went, and why."));
        }
        return ledger.write(tx -> {
            Link link = Links.find(tx.sql(), linkId)
                    .orElseThrow(() -> new RefusedException(Refusal.unknown("link", linkId)));
            Release release = Releases.find(tx.sql(), link.releaseId()).orElseThrow();
            tx.append(new AuditEvent(
                    EventKind.PASSED_ON_REPORTED,
                    new Actor.LinkHolder(linkId),
                    Map.of("link", linkId, "release", release.id(), "to", to.strip(), "why", why.strip())));
            PassedOns.add(
                    tx,
                    new PassedOn(
                            ledger.newId("p"),
                            linkId,
                            release.id(),
                            link.contactId(),
                            to.strip(),
                            why.strip(),
                            ledger.now()));
            Notices.add(
                    tx,
                    new Notice(
                            ledger.newId("n"),
                            release.personId(),
                            ledger.now(),
                            Notice.Kind.PASSED_ON,
                            Map.of(
                                    "link", linkId,
                                    "release", release.id(),
                                    "recipient", link.contactId(),
                                    "to", to.strip(),
                                    "why", why.strip()),
                            Optional.empty()));
            return link;
        });
    }
}
