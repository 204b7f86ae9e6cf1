package org.sluice.gateway.usecase;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.sluice.crypto.DataKey;
import org.sluice.crypto.GeneratedPassword;
import org.sluice.crypto.Passwords;
import org.sluice.crypto.Token;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.link.Sending;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.LinkNetworks;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.SealedDeposits;
import org.sluice.gateway.store.Tx;
import org.sluice.gateway.store.WaysOfContacts;

/** Makes links and their secrets, makes them anew, and takes them back. Thread-safe. */
public final class IssueLinks {
    /** Whoever reads Arabic may have no Latin letters on the keyboard. */
    private static final Map<String, Passwords.Spelling> SPELLING = Map.of("ar", Passwords.Spelling.DIGITS);

    private final Ledger ledger;
    private final Rulebook rules;
    private final LiveAccess live;
    private final PasswordDesk passwords;
    private final SealDeposits sealing;
    private final Supplier<String> publicUrl;
    private final DeliverLinks deliver;

    /** @param publicUrl where recipients reach this gateway, without a slash at its end */
    IssueLinks(
            Ledger ledger,
            Rulebook rules,
            LiveAccess live,
            PasswordDesk passwords,
            SealDeposits sealing,
            Supplier<String> publicUrl,
            Couriers couriers) {
        this.deliver = new DeliverLinks(ledger, couriers);
        this.ledger = ledger;
        this.rules = rules;
        this.live = live;
        this.passwords = passwords;
        this.sealing = sealing;
        this.publicUrl = publicUrl;
    }

    /**
     * A token and a password, with what of them may rest in the database.
     *
     * @param lock what a sealed link opens with; absent where nothing is sealed
     */
    record Secret(
            Token token,
            GeneratedPassword password,
            String passwordHash,
            LinkWishes wishes,
            Optional<SealDeposits.Lock> lock) {
        @Override
        public String toString() {
            return "Secret[redacted]";
        }
    }

    /** What is sealed opens with its links' passwords alone, which therefore have the strength of generated ones. */
    static <T> Answer<T> generatedOnly(T value, LinkWishes wishes, boolean sealed) {
        return sealed && (wishes.chosen().isPresent() || wishes.open())
                ? Answer.refused(Refusal.of(
                        Refusal.Kind.REFUSED,
                        "generated-only",
                        "What is sealed opens with its links' passwords alone, so these are generated ones. Leave the"
                                + " password to the gateway."))
                : Answer.done(value);
    }

    /**
     * One for each of these contacts, spelled as suits its reader.
     *
     * @param sealed whether the links are to open what is sealed
     */
    List<Secret> secrets(List<String> contacts, LinkWishes wishes, boolean sealed) {
        List<Secret> secrets = new ArrayList<>();
        for (String contact : contacts) {
            if (wishes.open()) {
                secrets.add(
                        new Secret(Token.random(ledger.random()), Passwords.chosen(""), "", wishes, Optional.empty()));
                continue;
            }
            GeneratedPassword password = password(contact, wishes);
            Token token = Token.random(ledger.random());
            Optional<SealDeposits.Lock> lock = sealed ? Optional.of(sealing.lock(token, password)) : Optional.empty();
            secrets.add(new Secret(token, password, passwords.hash(password), wishes, lock));
        }
        return secrets;
    }

    GeneratedPassword password(String contact, LinkWishes wishes) {
        return wishes.chosen()
                .orElseGet(() -> passwords.generate(wishes.spelling()
                        .orElseGet(() -> SPELLING.getOrDefault(
                                ledger.read(sql -> WaysOfContacts.of(sql, contact))
                                        .language(),
                                Passwords.Spelling.LETTERS))));
    }

    DeliverLinks deliver() {
        return deliver;
    }

    ReleaseMade.HandOver issue(
            Tx tx, Release release, Recipient.OfContact to, Channel channel, Instant expires, Secret secret) {
        Link link = new Link(
                secret.lock().map(SealDeposits.Lock::linkId).orElseGet(() -> ledger.newId("k")),
                release.id(),
                to.id(),
                to.audience(),
                channel,
                secret.wishes().open() ? Optional.empty() : Optional.of(secret.passwordHash()),
                ledger.now(),
                expires,
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Links.add(tx, link, secret.token().hash(), release.deposits(), release.mostDownloads());
        boolean open = secret.wishes().open();
        Release going = open ? release.by(Optional.empty(), Optional.empty()) : release;
        LinkPacking.Packed packed = LinkPacking.settle(tx, link, release, open, link.issued());
        List<Sending> parts = LinkWays.begin(tx, link, going, secret.wishes().send(), link.issued());
        return new ReleaseMade.HandOver(
                link,
                publicUrl.get() + (open ? "/o/" : "/l/") + secret.token().reveal(),
                secret.password(),
                parts,
                WaysOfContacts.of(tx.sql(), to.id()).language(),
                DeliverLinks.sender(tx.sql(), release, channel),
                packed);
    }

    SealDeposits sealing() {
        return sealing;
    }

    void holdParticipantOf(Tx tx, String contactId, Instant now) {
        Contacts.find(tx.sql(), contactId)
                .flatMap(contact -> contact.participantId())
                .ifPresent(participant ->
                        Participants.holdActive(tx, participant, now).orThrow());
    }

    /**
     * Closes a link and puts a new one in its place: new token, new password, the same decision made anew. It undoes a
     * receipt, once, as anybody can close a link too early.
     */
    public Answer<ReleaseMade.HandOver> reissue(Actor actor, String linkId) {
        return reissue(actor, linkId, LinkWishes.USUAL);
    }

    /**
     * The same; what is to be sent is sent by the ways that the old one took.
     *
     * @param wishes with the keys of what is sealed, which its owner opened
     */
    public Answer<ReleaseMade.HandOver> reissue(Actor actor, String linkId, LinkWishes wishes) {
        Answer<Link> before = ledger.read(sql -> Links.find(sql, linkId)
                .map(old -> {
                    Release release = LinkWays.asBefore(
                            sql, Releases.find(sql, old.releaseId()).orElseThrow(), old);
                    return deliver.possible(
                                    sql, List.of(old.contactId()), release.linkWay(), release.passwordWay(), wishes)
                            .then(ok -> Answer.done(old));
                })
                .orElse(Answer.refused(Refusal.unknown("link", linkId))));
        boolean sealed = ledger.read(sql -> Links.find(sql, linkId)
                .flatMap(link -> Releases.find(sql, link.releaseId()))
                .filter(release -> release.deposits().stream().anyMatch(id -> SealedDeposits.sealed(sql, id)))
                .isPresent());
        return before.then(old -> generatedOnly(old, wishes, sealed))
                .then(old -> reissued(
                        actor,
                        linkId,
                        secrets(
                                        List.of(old.contactId()),
                                        wishes.asOpen(old.passwordHash().isEmpty()),
                                        sealed)
                                .getFirst()))
                .then(made -> Answer.done(deliver.deliver(actor, made, Optional.empty())));
    }

    private Answer<ReleaseMade.HandOver> reissued(Actor actor, String linkId, Secret secret) {
        Answer<ReleaseMade.HandOver> made = ledger.write(tx -> {
            // After the hashing, which takes its time: what ended meanwhile counts no more.
            Instant now = ledger.now();
            Link old = Links.find(tx.sql(), linkId)
                    .orElseThrow(() -> new RefusedException(Refusal.unknown("link", linkId)));
            Release release = Releases.find(tx.sql(), old.releaseId()).orElseThrow();
            Entitled.of(tx, actor, release.participantId(), Set.of(Role.RELEASER), "issues this link again", now);
            if (release.revoked().isPresent()) {
                throw new RefusedException(Refusal.conflict(
                        "release-ended",
                        "The release " + release.id() + " was revoked; make a new release to send this again."));
            }
            if (old.closing().isPresent() && old.closing().get() != Link.Closing.CONFIRMED) {
                throw new RefusedException(Refusal.conflict(
                        "link-closed",
                        "The link " + linkId + " was " + old.closing().get().word()
                                + "; only a live, expired, locked or confirmed link can be re-issued."));
            }
            Participants.holdActive(tx, release.participantId(), now).orThrow();
            holdParticipantOf(tx, old.contactId(), now);
            Recipient.OfContact to = new Recipient.OfContact(old.contactId(), old.audience());
            // As long again as the first time, within what the channel allows today.
            Duration life = Duration.between(release.created(), release.expires());
            for (String deposit : release.deposits()) {
                Duration longest = permitted(tx, deposit, release, to, old.channel(), now)
                        .obligations()
                        .longestLink();
                life = longest.compareTo(life) < 0 ? longest : life;
            }
            Links.reissued(tx, linkId, now);
            ReleaseMade.HandOver handOver =
                    issue(tx, LinkWays.asBefore(tx.sql(), release, old), to, old.channel(), now.plus(life), secret);
            LinkNetworks.set(tx, handOver.link().id(), LinkNetworks.of(tx.sql(), linkId));
            seal(tx, release, secret, secret.wishes());
            tx.append(new AuditEvent(
                    EventKind.LINK_REISSUED,
                    actor,
                    Map.of(
                            "link", linkId,
                            "new_link", handOver.link().id(),
                            "release", release.id(),
                            "recipient", old.contactId())));
            tx.afterCommit(() -> cutLink(linkId));
            return handOver;
        });
        return made;
    }

    /** Wraps what is sealed for a link made anew: only its owner could open it. */
    private void seal(Tx tx, Release release, Secret secret, LinkWishes wishes) {
        List<Deposit> deposits = release.deposits().stream()
                .flatMap(id -> Deposits.find(tx.sql(), id).stream())
                .filter(deposit -> SealedDeposits.sealed(tx.sql(), deposit.id()))
                .toList();
        if (secret.lock().isPresent() || !deposits.isEmpty()) {
            SealDeposits.Lock lock = secret.lock()
                    .orElseThrow(() -> new RefusedException(
                            SealedContent.refusal(deposits.getFirst().id())));
            Map<String, DataKey> keys = new HashMap<>();
            deposits.forEach(deposit -> keys.put(deposit.id(), sealing.given(deposit, wishes)));
            sealing.forLink(tx, lock, keys);
        }
    }

    /**
     * The decision on one deposit of a release for one of its contacts, if it still permits.
     *
     * @param under the channel that the link is or was issued under
     * @throws RefusedException if it may not go (any more)
     */
    Decision permitted(Tx tx, String depositId, Release release, Recipient.OfContact to, Channel under, Instant now) {
        Deposit deposit = Deposits.find(tx.sql(), depositId).orElseThrow();
        if (!LinkAccess.fits(under, deposit)) {
            throw new RefusedException(Refusal.of(
                    Refusal.Kind.REFUSED,
                    "channel-raised",
                    "The deposit " + depositId + " is " + deposit.channel().word() + " now, and its link was issued as "
                            + under.word() + ". Make a new release, which asks for what that channel needs."));
        }
        Exit exit = Exit.of(release, deposit, to);
        Decision decision = rules.decide(tx.sql(), exit, now);
        if (!(decision instanceof Decision.Permit)) {
            throw new RefusedException(new Refusal(
                    decision instanceof Decision.Needs ? Refusal.Kind.NEEDS : Refusal.Kind.REFUSED,
                    "no-longer-permitted",
                    "The protocol no longer permits " + depositId + " for " + to.audience() + ".",
                    decision.reasons().stream().map(reason -> reason.sentence()).toList()));
        }
        rules.against(tx.sql(), exit, now).stream().findFirst().ifPresent(refusal -> {
            throw new RefusedException(refusal);
        });
        return decision;
    }

    /** Closes a link now and cuts what runs over it. A repeat is no error. */
    public Answer<Link> revoke(Actor actor, String linkId, String reason) {
        Answer<Link> revoked = ledger.write(tx -> {
            Link link = Links.find(tx.sql(), linkId)
                    .orElseThrow(() -> new RefusedException(Refusal.unknown("link", linkId)));
            mayEnd(tx, actor, Releases.find(tx.sql(), link.releaseId()).orElseThrow());
            if (Links.close(tx, linkId, Link.Closing.REVOKED, ledger.now())) {
                tx.append(new AuditEvent(EventKind.LINK_REVOKED, actor, Map.of("link", linkId, "reason", reason)));
            }
            return Links.find(tx.sql(), linkId).orElseThrow();
        });
        return revoked.then(link -> {
            cutLink(linkId);
            return revoked;
        });
    }

    /** Whoever may release for the sender, and whoever watches over all: to stop is less than to send. */
    private void mayEnd(Tx tx, Actor actor, Release release) {
        Instant now = ledger.now();
        if (Entitled.acting(tx, actor, now).filter(Entitled::presides).isEmpty()) {
            Entitled.of(tx, actor, release.participantId(), Set.of(Role.RELEASER), "or a coordinator, ends it", now);
        }
    }

    /** Ends a release now: its links are closed, it leaves every inbox, what runs is cut. A repeat is no error. */
    public Answer<Release> revokeRelease(Actor actor, String releaseId, String reason) {
        Instant now = ledger.now();
        Answer<Release> revoked = ledger.write(tx -> {
            mayEnd(
                    tx,
                    actor,
                    Releases.find(tx.sql(), releaseId)
                            .orElseThrow(() -> new RefusedException(Refusal.unknown("release", releaseId))));
            if (Releases.revoke(tx, releaseId, reason, now)) {
                List<String> closed = new ArrayList<>();
                for (Link link : Links.ofRelease(tx.sql(), releaseId)) {
                    if (Links.close(tx, link.id(), Link.Closing.REVOKED, now)) {
                        closed.add(link.id());
                    }
                }
                tx.append(new AuditEvent(
                        EventKind.RELEASE_REVOKED,
                        actor,
                        Map.of("release", releaseId, "reason", reason, "links", String.join(", ", closed))));
            }
            return Releases.find(tx.sql(), releaseId).orElseThrow();
        });
        return revoked.then(release -> {
            live.cut(running -> running.releaseId().filter(releaseId::equals).isPresent());
            return revoked;
        });
    }

    private void cutLink(String linkId) {
        live.cut(running -> running.linkId().filter(linkId::equals).isPresent());
    }
}
