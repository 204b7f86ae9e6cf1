package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.sluice.crypto.GeneratedPassword;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.link.LinkState;
import org.sluice.gateway.domain.link.Sending;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.Reach;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.store.LinkCodes;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.SealedDeposits;
import org.sluice.gateway.store.Sendings;
import org.sluice.gateway.store.Tx;
import org.sluice.gateway.store.WaysOfContacts;

/**
 * Makes a new password for a link whose own did not arrive or was lost; the old one is void, and so is whatever was opened
 * with it. The link's address stays, wherever it went: the new password goes another way than that. Thread-safe.
 */
public final class NewPassword {
    private final Ledger ledger;
    private final IssueLinks links;
    private final PasswordDesk passwords;
    private final LiveAccess live;

    NewPassword(Ledger ledger, IssueLinks links, PasswordDesk passwords, LiveAccess live) {
        this.ledger = ledger;
        this.links = links;
        this.passwords = passwords;
        this.live = live;
    }

    /** What is decided before the hashing, and again in the unit. */
    private record Plan(Link link, Release release, Sending address, Sending before, Way way, Optional<String> to) {}

    /** @param via the way it goes; by default the one that the old one took */
    public Answer<ReleaseMade.HandOver> make(Actor actor, String linkId, Optional<Way> via, LinkWishes wishes) {
        Answer<Plan> planned = ledger.read(sql -> refusable(() -> plan(sql, linkId, via, wishes, ledger.now())));
        return planned.then(plan -> {
            GeneratedPassword password = links.password(plan.link().contactId(), wishes);
            // Before the unit: Argon2 has no place on the one writer's thread.
            String hash = passwords.hash(password);
            return ledger.write(tx -> made(tx, actor, linkId, via, wishes, password, hash))
                    .then(made -> Answer.done(sent(actor, made)));
        });
    }

    private ReleaseMade.HandOver made(
            Tx tx,
            Actor actor,
            String linkId,
            Optional<Way> via,
            LinkWishes wishes,
            GeneratedPassword password,
            String hash) {
        Instant now = ledger.now();
        Plan plan = plan(tx.sql(), linkId, via, wishes, now);
        Entitled.of(tx, actor, plan.release().participantId(), Set.of(Role.RELEASER), "makes a new password", now);
        Participants.holdActive(tx, plan.release().participantId(), now).orThrow();
        links.holdParticipantOf(tx, plan.link().contactId(), now);
        Sending part = new Sending(
                linkId,
                Sending.Part.PASSWORD,
                LinkWays.state(plan.way(), wishes.send()),
                plan.way(),
                plan.to(),
                now,
                Optional.empty(),
                plan.before().made() + 1);
        if (!Sendings.again(tx, plan.before(), part) || !Links.newPassword(tx, linkId, hash)) {
            throw new RefusedException(
                    Refusal.conflict("just-changed", "Somebody changed this link a moment ago; look at it again."));
        }
        // Who typed the old password may be about to type a code.
        LinkCodes.end(tx, linkId);
        tx.append(new AuditEvent(
                EventKind.LINK_PASSWORD_MADE,
                actor,
                Map.of(
                        "link", linkId,
                        "release", plan.release().id(),
                        "recipient", plan.link().contactId(),
                        "way", plan.way().word())));
        tx.afterCommit(() ->
                live.cut(running -> running.linkId().filter(linkId::equals).isPresent()));
        return new ReleaseMade.HandOver(
                plan.link(),
                "",
                password,
                List.of(plan.address(), part),
                WaysOfContacts.of(tx.sql(), plan.link().contactId()).language(),
                DeliverLinks.sender(tx.sql(), plan.release(), plan.link().channel()),
                LinkPacking.of(tx.sql(), plan.link(), now));
    }

    private ReleaseMade.HandOver sent(Actor actor, ReleaseMade.HandOver made) {
        Sending link = made.parts().getFirst();
        return made.with(List.of(
                link,
                links.deliver().password(actor, made, made.parts().getLast(), link.way(), new EnumMap<>(Way.class))));
    }

    private Plan plan(Handle sql, String linkId, Optional<Way> via, LinkWishes wishes, Instant now) {
        Link link = Links.find(sql, linkId).orElseThrow(() -> new RefusedException(Refusal.unknown("link", linkId)));
        Release release = Releases.find(sql, link.releaseId()).orElseThrow();
        LinkState state = link.state(now);
        if ((state != LinkState.LIVE && state != LinkState.LOCKED)
                || release.revoked().isPresent()) {
            throw new RefusedException(Refusal.conflict(
                    "link-closed",
                    "The link " + linkId + " is " + state.word()
                            + "; a new password is for a live one. For another link: sluice link reissue " + linkId));
        }
        if (release.deposits().stream().anyMatch(id -> SealedDeposits.sealed(sql, id))) {
            throw new RefusedException(Refusal.conflict(
                    "sealed",
                    "What the link " + linkId
                            + " opens is sealed, and opens with its own password alone. Its owner makes"
                            + " a new link: sluice seal reissue " + linkId));
        }
        Optional<Sending> address = Sendings.find(sql, linkId, Sending.Part.LINK);
        Optional<Sending> before = Sendings.find(sql, linkId, Sending.Part.PASSWORD);
        if (address.isEmpty() || before.isEmpty() || link.passwordHash().isEmpty()) {
            throw new RefusedException(Refusal.conflict(
                    "ways-unknown",
                    "How the address of the link " + linkId + " went is not on record, or it has no password; make"
                            + " another link: sluice link reissue " + linkId));
        }
        Way way = via.orElse(before.get().way());
        Reach reach = LinkWays.reach(sql, link.contactId());
        Optional<String> to = LinkWays.address(reach, link.contactId(), way);
        // Against where the address really went: the contact may have been edited since.
        LinkWays.apart(
                link.channel(),
                link.contactId(),
                address.get().way(),
                address.get().address(),
                way,
                to);
        if (wishes.send()) {
            if (!way.byMachine()) {
                throw new RefusedException(Refusal.wrong(
                        "nothing-to-send",
                        "The gateway can't send by " + way.word() + "; leave out --send and hand it over yourself."));
            }
            links.deliver().sendable(reach, link.contactId(), way);
        }
        return new Plan(link, release, address.get(), before.get(), way, to);
    }

    private interface Step<T> {
        T run();
    }

    private static <T> Answer<T> refusable(Step<T> step) {
        try {
            return Answer.done(step.run());
        } catch (RefusedException e) {
            return Answer.refused(e.refusal());
        }
    }
}
