package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.PendingHandOvers;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.Tx;

/**
 * Makes the links that wait to be handed over: a release that nobody was present at has none, as a password is made when it
 * is shown. What counts is decided anew. Thread-safe.
 */
public final class HandOverLinks {
    private final Ledger ledger;
    private final IssueLinks links;

    public HandOverLinks(Ledger ledger, IssueLinks links) {
        this.ledger = ledger;
        this.links = links;
    }

    /**
     * Makes the links of the contacts that wait, or of those named, all or none; they live as long as the release.
     *
     * @param contacts empty for all that wait
     */
    public Answer<ReleaseMade> handOver(
            Actor actor, String releaseId, List<String> contacts, Optional<Way> linkWay, Optional<Way> passwordWay) {
        return handOver(actor, releaseId, contacts, linkWay, passwordWay, LinkWishes.USUAL);
    }

    /** The same; what is to be sent is sent once the links are made. */
    public Answer<ReleaseMade> handOver(
            Actor actor,
            String releaseId,
            List<String> contacts,
            Optional<Way> linkWay,
            Optional<Way> passwordWay,
            LinkWishes wishes) {
        List<String> waiting = ledger.read(sql -> wanted(sql, releaseId, contacts));
        return ledger.read(sql -> links.deliver().possible(sql, waiting, linkWay, passwordWay, wishes))
                .then(ok -> made(actor, releaseId, contacts, waiting, linkWay, passwordWay, wishes))
                .then(made -> Answer.done(
                        links.deliver().deliver(actor, made, made.release().purpose())));
    }

    /** By the gateway itself, for one contact whose standing ways these are. */
    Answer<ReleaseMade> unasked(
            Actor.SystemActor gateway,
            String releaseId,
            List<String> contacts,
            Optional<Way> linkWay,
            Optional<Way> passwordWay) {
        return handOver(gateway, releaseId, contacts, linkWay, passwordWay, LinkWishes.USUAL.sending());
    }

    private Answer<ReleaseMade> made(
            Actor actor,
            String releaseId,
            List<String> contacts,
            List<String> waiting,
            Optional<Way> linkWay,
            Optional<Way> passwordWay,
            LinkWishes wishes) {
        // Before the unit: Argon2 has no place on the one writer's thread.
        List<IssueLinks.Secret> secrets = links.secrets(waiting, wishes, false);
        return ledger.write(tx -> {
            Instant now = ledger.now();
            Release release = standing(tx, actor, releaseId, now);
            Channel channel = strictest(tx.sql(), release);
            LinkBounds.ways(ways(linkWay, passwordWay), true);
            Release going = release.by(linkWay, passwordWay);
            List<Recipient.OfContact> to = recipients(tx.sql(), release, contacts);
            if (to.size() > secrets.size()) {
                throw new RefusedException(
                        Refusal.conflict("just-released", "The release changed a moment ago; try again."));
            }
            List<ReleaseMade.HandOver> made = new ArrayList<>();
            for (Recipient.OfContact contact : to) {
                made.add(one(tx, actor, going, contact, channel, secrets.get(made.size()), now));
            }
            Releases.travelled(tx, releaseId, linkWay.orElseThrow(), passwordWay.orElseThrow());
            if (PendingHandOvers.of(tx.sql(), releaseId).isEmpty()) {
                Notices.dropOf(tx, Notice.Kind.HAND_OVER_PENDING, Map.of("release", releaseId));
            }
            return new ReleaseMade(Releases.find(tx.sql(), releaseId).orElseThrow(), made, List.of());
        });
    }

    private ReleaseMade.HandOver one(
            Tx tx,
            Actor actor,
            Release release,
            Recipient.OfContact to,
            Channel channel,
            IssueLinks.Secret secret,
            Instant now) {
        if (!PendingHandOvers.handedOver(tx, release.id(), to.id(), now)) {
            throw new RefusedException(Refusal.conflict(
                    "handed-over", "The link for " + to.id() + " was handed over a moment ago, by somebody else."));
        }
        links.holdParticipantOf(tx, to.id(), now);
        Instant expires = release.expires();
        for (String deposit : release.deposits()) {
            Instant longest = now.plus(links.permitted(tx, deposit, release, to, channel, now)
                    .obligations()
                    .longestLink());
            expires = longest.isBefore(expires) ? longest : expires;
        }
        ReleaseMade.HandOver handOver = links.issue(tx, release, to, channel, expires, secret);
        tx.append(new AuditEvent(
                EventKind.LINK_HANDED_OVER,
                actor,
                Map.of("link", handOver.link().id(), "release", release.id(), "recipient", to.id())));
        return handOver;
    }

    private Release standing(Tx tx, Actor actor, String releaseId, Instant now) {
        Release release = Releases.find(tx.sql(), releaseId)
                .orElseThrow(() -> new RefusedException(Refusal.unknown("release", releaseId)));
        if (!(actor instanceof Actor.SystemActor)) {
            // Only this class's own method lets the gateway itself in.
            Entitled.of(tx, actor, release.participantId(), Set.of(Role.RELEASER), "hands its links over", now);
        }
        if (release.revoked().isPresent() || !now.isBefore(release.expires())) {
            throw new RefusedException(Refusal.conflict(
                    "release-ended",
                    "The release " + releaseId + (release.revoked().isPresent() ? " was revoked" : " has expired")
                            + "; make a new release to send this."));
        }
        Participants.holdActive(tx, release.participantId(), now).orThrow();
        return release;
    }

    private static List<Recipient.OfContact> recipients(Handle sql, Release release, List<String> contacts) {
        List<String> wanted = wanted(sql, release.id(), contacts);
        for (String contact : contacts) {
            if (!wanted.contains(contact)) {
                throw new RefusedException(Refusal.conflict(
                        "nothing-to-hand-over",
                        "No link for " + contact + " waits in the release " + release.id()
                                + ". For one that was lost: sluice link reissue LINK"));
            }
        }
        if (wanted.isEmpty()) {
            throw new RefusedException(Refusal.conflict(
                    "nothing-to-hand-over",
                    "No link of the release " + release.id()
                            + " waits to be handed over. For one that was lost: sluice link reissue LINK"));
        }
        return release.recipients().stream()
                .flatMap(to -> to instanceof Recipient.OfContact contact && wanted.contains(contact.id())
                        ? Stream.of(contact)
                        : Stream.empty())
                .toList();
    }

    private static List<String> wanted(Handle sql, String releaseId, List<String> contacts) {
        return PendingHandOvers.of(sql, releaseId).stream()
                .filter(contact -> contacts.isEmpty() || contacts.contains(contact))
                .toList();
    }

    private static Channel strictest(Handle sql, Release release) {
        return release.deposits().stream()
                .flatMap(id -> Deposits.find(sql, id).stream())
                .map(Deposit::channel)
                .max(Channel::compareTo)
                .orElseThrow();
    }

    private static ReleaseOrder ways(Optional<Way> link, Optional<Way> password) {
        return new ReleaseOrder(List.of(), List.of(), "", Optional.empty(), Optional.empty(), link, password);
    }
}
