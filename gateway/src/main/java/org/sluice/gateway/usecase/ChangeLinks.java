package org.sluice.gateway.usecase;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.participant.AllowedNetworks;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.store.LinkNetworks;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.Tx;

/** Changes of a link that lives: until when it does, and from where it opens. Its address and password stay. Thread-safe. */
public final class ChangeLinks {
    private final Ledger ledger;
    private final IssueLinks links;
    private final LiveAccess live;

    ChangeLinks(Ledger ledger, IssueLinks links, LiveAccess live) {
        this.ledger = ledger;
        this.links = links;
        this.live = live;
    }

    /**
     * Ends a link sooner or later than it was issued for, or says from where it opens, in place of what was said before; all
     * of it or nothing. What makes it longer is decided anew, and never passes what its channel allows from the day of issue
     * on.
     *
     * @param life from now on
     */
    public Answer<Link> change(
            Actor actor, String linkId, Optional<Duration> life, Optional<AllowedNetworks> networks) {
        Answer<Link> changed = ledger.write(tx -> {
            Instant now = ledger.now();
            Link link = Links.find(tx.sql(), linkId)
                    .orElseThrow(() -> new RefusedException(Refusal.unknown("link", linkId)));
            Release release = Releases.find(tx.sql(), link.releaseId()).orElseThrow();
            Entitled.of(tx, actor, release.participantId(), Set.of(Role.RELEASER), "changes its links", now);
            requireLiving(link, release, now);
            life.ifPresent(span -> expire(tx, actor, link, release, span, now));
            networks.ifPresent(only -> {
                LinkNetworks.set(tx, linkId, only);
                tx.append(new AuditEvent(
                        EventKind.LINK_NETWORKS_SET,
                        actor,
                        Map.of("link", linkId, "release", release.id(), "networks", only.text())));
            });
            return Links.find(tx.sql(), linkId).orElseThrow();
        });
        if (changed instanceof Answer.Done<Link>) {
            // From where a stream runs is kept nowhere, so all end; who may go on does so with the next request.
            networks.ifPresent(only ->
                    live.cut(running -> running.linkId().filter(linkId::equals).isPresent()));
            // Downloads that run ask again themselves; this is for those that wait for their next byte.
            live.cutFallen();
        }
        return changed;
    }

    private static void requireLiving(Link link, Release release, Instant now) {
        if (link.closing().isPresent() || release.revoked().isPresent() || !now.isBefore(link.expires())) {
            String state =
                    release.revoked().isPresent() ? "revoked" : link.state(now).word();
            throw new RefusedException(Refusal.conflict(
                    "link-" + state,
                    "The link " + link.id() + " is " + state
                            + ", and only one that lives can be changed. To replace it: sluice link reissue "
                            + link.id()));
        }
    }

    private void expire(Tx tx, Actor actor, Link link, Release release, Duration life, Instant now) {
        if (!life.isPositive()) {
            throw new RefusedException(Refusal.wrong(
                    "bad-expiry",
                    "A link lives for some time; give a time from now such as 7d or 12h. To end it now: sluice link"
                            + " revoke " + link.id()));
        }
        Instant expires = now.plus(life);
        if (expires.isAfter(link.expires())) {
            longer(tx, link, release, expires, now);
        }
        Links.expire(tx, link.id(), expires);
        tx.append(new AuditEvent(
                EventKind.LINK_EXPIRY_CHANGED,
                actor,
                Map.of(
                        "link", link.id(),
                        "release", release.id(),
                        "from", link.expires().toString(),
                        "to", expires.toString())));
    }

    private void longer(Tx tx, Link link, Release release, Instant expires, Instant now) {
        Participants.holdActive(tx, release.participantId(), now).orThrow();
        links.holdParticipantOf(tx, link.contactId(), now);
        Recipient.OfContact to = new Recipient.OfContact(link.contactId(), link.audience());
        for (String deposit : release.deposits()) {
            Duration longest = links.permitted(tx, deposit, release, to, link.channel(), now)
                    .obligations()
                    .longestLink();
            Instant last = link.issued().plus(longest);
            if (expires.isAfter(last)) {
                throw new RefusedException(Refusal.of(
                        Refusal.Kind.REFUSED,
                        "expiry-too-long",
                        "In the channel " + link.channel().word() + " this link can live until " + last
                                + " at most. For longer, replace it by a new one: sluice link reissue " + link.id()));
            }
        }
    }

    /** Why a link does not open or deliver to this address, if so; for whoever gave its password. */
    public Optional<Refusal> barred(String linkId, Optional<InetAddress> address) {
        return ledger.read(sql -> barred(sql, linkId, address));
    }

    static Optional<Refusal> barred(Handle sql, String linkId, Optional<InetAddress> address) {
        return LinkNetworks.of(sql, linkId)
                        .admits(address.map(InetAddress::getAddress).orElse(new byte[0]))
                ? Optional.empty()
                : Optional.of(Refusal.forbidden(
                        "network-not-allowed",
                        "This link opens only from the networks that its sender named. Go on from your office's network,"
                                + " or ask its sender."));
    }
}
