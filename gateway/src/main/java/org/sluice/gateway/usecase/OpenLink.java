package org.sluice.gateway.usecase;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sluice.crypto.Token;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.link.LinkState;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.Tx;

/** Opens links with their passwords. Nothing but the right password learns whether a link exists or how it stands. */
public final class OpenLink {
    /** Wrong passwords before a lock; each further one doubles it, up to the longest. */
    static final int FREE_TRIES = 5;

    static final Duration FIRST_LOCK = Duration.ofMinutes(1);
    static final Duration LONGEST_LOCK = Duration.ofHours(1);

    private final Ledger ledger;
    private final LinkAccess access;
    private final PasswordDesk passwords;
    private final SealedSessions sealed;
    private final StrangersCount strangers;
    private final Guesses guesses;

    public OpenLink(Ledger ledger, Rulebook rules, PasswordDesk passwords, StrangersCount strangers) {
        this.ledger = ledger;
        this.access = new LinkAccess(rules);
        this.passwords = passwords;
        this.sealed = new SealedSessions(ledger, passwords);
        this.strangers = strangers;
        this.guesses = new Guesses(ledger.clock());
    }

    /** What came of a try. */
    public sealed interface Opening {
        /**
         * The way is open.
         *
         * @param epochs see {@link ViewLink}
         * @param sealed the secret that opens what is sealed: for the recipient's cookie, and for nothing else
         */
        record Opened(String linkId, Map<String, Long> epochs, Optional<Token> sealed) implements Opening {}

        /** Wrong password or unknown token: one answer for both. */
        record Wrong() implements Opening {}

        /** The password was right, and the link can't be used: the refusal says why. */
        record Ended(Refusal refusal) implements Opening {}

        /** Too many at once; try again in a moment. */
        record Busy() implements Opening {}
    }

    /**
     * Tries a password.
     *
     * @param from whether it may come from there is told only after the right password
     */
    public Opening open(String token, String password, From from) {
        Optional<Token> known = Token.parse(token);
        return counted(
                from,
                () -> tried(
                        known.flatMap(one -> ledger.read(sql -> Links.byToken(sql, one.hash()))),
                        known,
                        password,
                        from));
    }

    /** The same for a link that somebody opened already, and at the same cost: wrong ones count and lock as well. */
    public Opening again(String linkId, String password, From from) {
        return counted(
                from, () -> tried(ledger.read(sql -> Links.find(sql, linkId)), Optional.empty(), password, from));
    }

    private Opening counted(From from, Supplier<Opening> attempt) {
        String counted = from.address().map(Network::counted).orElse(from.network());
        if (!guesses.mayTry(counted)) {
            return new Opening.Busy();
        }
        Opening opening = attempt.get();
        if (opening instanceof Opening.Wrong) {
            guesses.wrong(counted);
        }
        return opening;
    }

    private Opening tried(Optional<Link> found, Optional<Token> token, String password, From from) {
        if (found.isEmpty() || found.get().passwordHash().isEmpty()) {
            strangers.refused("link", from.network());
            return new Opening.Wrong();
        }
        Link link = found.get();
        Optional<Boolean> right =
                passwords.matches(link.id(), password, link.passwordHash().get());
        if (right.isEmpty()) {
            return new Opening.Busy();
        }
        return right.get() ? right(link, token, password, from) : wrong(link, from.network());
    }

    /** @param token opens what is sealed; without it, as far as the session holds that already */
    private Opening right(Link link, Optional<Token> token, String password, From from) {
        Instant now = ledger.now();
        Answer<LinkAccess.Standing> opened = ledger.write(tx -> {
            // Read again inside the unit: a lock or a withdrawal may have come since.
            Link fresh = Links.find(tx.sql(), link.id()).orElseThrow();
            if (fresh.state(now) == LinkState.LOCKED) {
                throw new RefusedException(LinkAccess.ended(LinkState.LOCKED));
            }
            LinkAccess.Standing standing = access.standing(tx.sql(), fresh, now).orThrow();
            ChangeLinks.barred(tx.sql(), link.id(), from.address()).ifPresent(refusal -> {
                throw new RefusedException(refusal);
            });
            Links.opened(tx, link.id(), now);
            tx.append(new AuditEvent(
                    EventKind.LINK_OPENED,
                    new Actor.LinkHolder(link.id()),
                    Map.of("release", link.releaseId(), "recipient", link.contactId(), "network", from.network())));
            return standing;
        });
        return switch (opened) {
            case Answer.Done<LinkAccess.Standing> done -> {
                SealedSessions.Begun begun = token.map(known -> sealed.begin(link.id(), known, password))
                        .orElse(new SealedSessions.Begun(false, Optional.empty()));
                yield begun.busy()
                        ? new Opening.Busy()
                        : new Opening.Opened(link.id(), done.value().epochs(), begun.secret());
            }
            case Answer.Refused<LinkAccess.Standing> refused -> {
                record(link, from.network(), refused.refusal().code());
                yield new Opening.Ended(refused.refusal());
            }
        };
    }

    private Opening wrong(Link link, String network) {
        Instant now = ledger.now();
        ledger.write(tx -> {
            Link fresh = Links.find(tx.sql(), link.id()).orElseThrow();
            if (fresh.state(now) != LinkState.LIVE) {
                // Nothing to guess at: counted with the strangers, so that it can't flood the audit.
                strangers.refused("link", network);
                return link;
            }
            Optional<Instant> lock = lock(fresh.failures() + 1, now);
            Links.failed(tx, link.id(), lock);
            tx.append(refusedEvent(link, network, "wrong-password"));
            lock.ifPresent(until -> tellReleaser(tx, fresh, until, now));
            return link;
        });
        return new Opening.Wrong();
    }

    /** None for the first tries, then one minute, doubled each time, never longer than an hour. */
    static Optional<Instant> lock(int failures, Instant now) {
        if (failures < FREE_TRIES) {
            return Optional.empty();
        }
        int doublings = Math.min(failures - FREE_TRIES, 10);
        Duration length = FIRST_LOCK.multipliedBy(1L << doublings);
        return Optional.of(now.plus(length.compareTo(LONGEST_LOCK) < 0 ? length : LONGEST_LOCK));
    }

    private void tellReleaser(Tx tx, Link link, Instant until, Instant now) {
        Release release = Releases.find(tx.sql(), link.releaseId()).orElseThrow();
        Notices.add(
                tx,
                new Notice(
                        ledger.newId("n"),
                        release.personId(),
                        now,
                        Notice.Kind.LINK_LOCKED,
                        Map.of(
                                "link", link.id(),
                                "recipient", link.contactId(),
                                "release", release.id(),
                                "until", until.toString()),
                        Optional.empty()));
        tx.append(new AuditEvent(
                EventKind.LINK_LOCKED,
                new Actor.SystemActor("links"),
                Map.of("link", link.id(), "recipient", link.contactId(), "until", until.toString())));
    }

    private void record(Link link, String network, String reason) {
        ledger.record(refusedEvent(link, network, reason));
    }

    private static AuditEvent refusedEvent(Link link, String network, String reason) {
        return new AuditEvent(
                EventKind.LINK_REFUSED,
                new Actor.Stranger(network),
                Map.of("link", link.id(), "recipient", link.contactId(), "reason", reason));
    }
}
