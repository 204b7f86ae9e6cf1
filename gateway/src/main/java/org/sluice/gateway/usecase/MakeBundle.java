package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sluice.crypto.envelope.Envelope;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.link.LinkFile;
import org.sluice.gateway.domain.link.LinkState;
import org.sluice.gateway.domain.participant.RecipientKey;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.SealedDeposits;
import org.sluice.gateway.store.Tx;

/**
 * Begins the bundle of a release that a courier carries to one contact. It is a delivery over that contact's link: decided
 * anew, one download of each file, all files or none. Thread-safe.
 */
public final class MakeBundle {
    private final Ledger ledger;
    private final LinkAccess access;

    public MakeBundle(Ledger ledger, Rulebook rules) {
        this.ledger = ledger;
        this.access = new LinkAccess(rules);
    }

    /**
     * What may be bundled now.
     *
     * @param epochs for {@link FetchFile#begin} and {@link ViewLink#view}
     * @param envelope of the recipient's keys; none where it is for a passphrase
     */
    public record Begun(String linkId, Map<String, Long> epochs, List<Deposit> deposits, Optional<Envelope> envelope) {
        public Begun {
            epochs = Map.copyOf(epochs);
            deposits = List.copyOf(deposits);
        }
    }

    /** @param forKeys whether it is sealed for the contact's confirmed keys, and not for a passphrase */
    public Answer<Begun> begin(Actor actor, String releaseId, String contactId, boolean forKeys) {
        return ledger.write(tx -> {
            Instant now = ledger.now();
            Release release = Releases.find(tx.sql(), releaseId)
                    .orElseThrow(() -> new RefusedException(Refusal.unknown("release", releaseId)));
            Entitled.of(
                    tx, actor, release.participantId(), Set.of(Role.RELEASER), "makes a bundle of this release", now);
            Link link = Links.ofRelease(tx.sql(), releaseId).stream()
                    .filter(one -> one.contactId().equals(contactId) && one.state(now) == LinkState.LIVE)
                    .findFirst()
                    .orElseThrow(() -> new RefusedException(Refusal.conflict(
                            "no-living-link",
                            "A bundle counts as a download over the recipient's link, and " + contactId
                                    + " has no living one in " + releaseId
                                    + ". Release to it, hand the link over, or issue it again first.")));
            LinkAccess.Standing standing = access.standing(tx.sql(), link, now).orThrow();
            for (String participant : standing.participants()) {
                Participants.holdActive(tx, participant, now).orThrow();
            }
            List<RecipientKey> keys =
                    forKeys ? KeepRecipientKeys.of(tx.sql(), contactId, now).orThrow() : List.of();
            List<Deposit> deposits = claimed(tx, standing, now);
            tx.append(new AuditEvent(
                    EventKind.RELEASE_BUNDLED,
                    actor,
                    Map.of(
                            "release",
                            releaseId,
                            "link",
                            link.id(),
                            "recipient",
                            contactId,
                            "deposits",
                            String.join(", ", deposits.stream().map(Deposit::id).toList()),
                            "terms",
                            access.terms(tx.sql(), standing, now).canonical(),
                            "sealed_for",
                            keys.isEmpty() ? "a passphrase" : SpelledKeys.fingerprints(keys))));
            return new Begun(
                    link.id(),
                    standing.epochs(),
                    deposits,
                    keys.isEmpty() ? Optional.empty() : Optional.of(SpelledKeys.envelope(keys, now)));
        });
    }

    private List<Deposit> claimed(Tx tx, LinkAccess.Standing standing, Instant now) {
        List<Deposit> deposits = new ArrayList<>();
        for (LinkFile file : access.files(tx.sql(), standing)) {
            Deposit deposit =
                    access.permitted(tx.sql(), standing, file.depositId(), now).orThrow();
            if (SealedDeposits.sealed(tx.sql(), deposit.id())) {
                throw new RefusedException(SealedContent.refusal(deposit.id()));
            }
            if (!file.open() && !Links.claim(tx, standing.link().id(), deposit.id(), now)) {
                throw new RefusedException(Refusal.conflict(
                        "no-downloads-left",
                        "The recipient has had " + deposit.id()
                                + " as often as this release allows; make another release, or issue the link again."));
            }
            deposits.add(deposit);
        }
        return deposits;
    }
}
