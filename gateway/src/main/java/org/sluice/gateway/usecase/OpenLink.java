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
import org.sluice.gateway.domain.label.Channel;
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
    private final CodeAtOpening codes;
    private final StrangersCount strangers;
    private final Guesses guesses;

    public OpenLink(
            Ledger ledger, Rulebook rules, PasswordDesk passwords, StrangersCount strangers, Couriers couriers) {
        this.ledger = ledger;
        this.access = new LinkAccess(rules);
        this.codes = new CodeAtOpening(ledger, access, couriers);
        this.passwords = passwords;
        this.sealed = new SealedSessions(ledger, passwords);
        this.strangers = strangers;
        this.guesses = new Guesses(ledger.clock());
    }

    /** What the recipient's cookie holds of a link that is sealed. */
    public record Sealed(String linkId, Token secret) {}

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

        /** The password was right, and a code is on its way. {@code ticket}: goes with the code. */
        record CodeAsked(Token ticket, boolean wrong, Optional<Sealed> sealed) implements Opening {}

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
                        from,
                        false));
    }

    /** The same for a link that somebody opened already, and at the same cost: wrong ones count and lock as well. */
    public Opening again(String linkId, String password, From from) {
        return counted(
                from, () -> tried(ledger.read(sql -> Links.find(sql, linkId)), Optional.empty(), password, from, true));
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

    private Opening tried(Optional<Link> found, Optional<Token> token, String password, From from, boolean coded) {
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
        return right.get() ? right(link, new Given(from, token, password, coded)) : wrong(link, from.network());
    }

    /** Opens a link that needs no password. */
    public Opening openFree(String token, From from) {
        return counted(from, () -> {
            Optional<Link> found = found(token);
            if (found.isEmpty()
                    || found.get().passwordHash().isPresent()
                    || found.get().channel() != Channel.PUBLIC) {
                strangers.refused("link", from.network());
                return new Opening.Wrong();
            }
            return right(found.get(), new Given(from, Optional.empty(), "", true));
        });
    }

    /**
     * Gives the code that was asked for after the password.
     *
     * @param ticket as it came with the page that asks
     */
    public Opening code(String token, String ticket, String code, From from) {
        return counted(from, () -> coded(token, ticket, code, from));
    }

    private Opening coded(String token, String ticket, String code, From from) {
        Optional<Link> found = found(token);
        Optional<Token> proof = Token.parse(ticket);
        if (found.isEmpty() || proof.isEmpty()) {
            strangers.refused("link", from.network());
            return new Opening.Wrong();
        }
        Link link = found.get();
        Instant now = ledger.now();
        // A unit of its own, so that a try counts whatever comes after it.
        boolean right = ledger.write(tx -> codes.right(tx, link, proof.get(), code, now))
                .orThrow();
        if (!right) {
            ledger.record(new AuditEvent(
                    EventKind.LINK_CODE_REFUSED,
                    new Actor.Stranger(from.network()),
                    Map.of("link", link.id(), "recipient", link.contactId(), "reason", "wrong-code")));
            return new Opening.CodeAsked(proof.get(), true, Optional.empty());
        }
        return right(link, new Given(from, Optional.empty(), "", true));
    }

    private Optional<Link> found(String token) {
        return Token.parse(token).flatMap(known -> ledger.read(sql -> Links.byToken(sql, known.hash())));
    }

    /**
     * What came with a right password.
     *
     * @param token opens what is sealed, together with the password; without it, as far as the session holds that already
     * @param coded whether no code is asked for any more
     */
    private record Given(From from, Optional<Token> token, String password, boolean coded) {
        @Override
        public String toString() {
            return "Given[redacted]";
        }
    }

    /** What the unit came to: open, or a code to send first. */
    private record Entered(LinkAccess.Standing standing, Optional<CodeAtOpening.Made> code) {}

    private Opening right(Link link, Given given) {
        Instant now = ledger.now();
        String network = given.from().network();
        Answer<Entered> opened = ledger.write(tx -> {
            // Read again inside the unit: a lock or a withdrawal may have come since.
            Link fresh = Links.find(tx.sql(), link.id()).orElseThrow();
            if (fresh.state(now) == LinkState.LOCKED) {
                throw new RefusedException(LinkAccess.ended(LinkState.LOCKED));
            }
            LinkAccess.Standing standing = access.standing(tx.sql(), fresh, now).orThrow();
            ChangeLinks.barred(tx.sql(), link.id(), given.from().address()).ifPresent(refusal -> {
                throw new RefusedException(refusal);
            });
            if (!given.coded() && codes.wanted(tx.sql(), standing, now)) {
                return new Entered(standing, Optional.of(codes.make(tx, fresh, now)));
            }
            Links.opened(tx, link.id(), now);
            tx.append(new AuditEvent(
                    EventKind.LINK_OPENED,
                    new Actor.LinkHolder(link.id()),
                    Map.of("release", link.releaseId(), "recipient", link.contactId(), "network", network)));
            return new Entered(standing, Optional.empty());
        });
        return switch (opened) {
            case Answer.Done<Entered> done -> entered(link, given, done.value());
            case Answer.Refused<Entered> refused -> {
                record(link, network, refused.refusal().code());
                if (refused.refusal().code().equals(CodeAtOpening.notSendable().code())) {
                    codes.failed(link, "No way of this gateway leads to them besides the one that the link came.");
                }
                yield new Opening.Ended(refused.refusal());
            }
        };
    }

    private Opening entered(Link link, Given given, Entered entered) {
        // Also where a code is asked for: what opens is of no use without the session that comes after it.
        SealedSessions.Begun begun = given.token()
                .map(known -> sealed.begin(link.id(), known, given.password()))
                .orElse(new SealedSessions.Begun(false, Optional.empty()));
        if (begun.busy()) {
            return new Opening.Busy();
        }
        if (entered.code().isEmpty()) {
            return new Opening.Opened(link.id(), entered.standing().epochs(), begun.secret());
        }
        CodeAtOpening.Made made = entered.code().get();
        return codes.send(made)
                ? new Opening.CodeAsked(
                        made.ticket(), false, begun.secret().map(secret -> new Sealed(link.id(), secret)))
                : new Opening.Ended(CodeAtOpening.notSendable());
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
