package org.sluice.gateway.usecase;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.link.Sending;
import org.sluice.gateway.domain.mail.Letter;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.release.Reach;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.PendingHandOvers;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.Sendings;
import org.sluice.gateway.store.Tx;

/**
 * Sends the parts of links that were just made, while their secrets are still in memory and before anybody has the answer:
 * nothing of them is ever queued. A link that could not be sent is closed and waits to be handed over anew; a password that
 * could not be sent is void and is made anew. Thread-safe.
 */
final class DeliverLinks {
    private static final Logger LOG = LoggerFactory.getLogger(DeliverLinks.class);
    private static final int LONGEST_SAID = 300;
    /** After so many failures of a way in one hand-over the rest is not tried: whoever waits for the answer is a person. */
    private static final int PATIENCE = 2;

    private final Ledger ledger;
    private final Couriers couriers;

    DeliverLinks(Ledger ledger, Couriers couriers) {
        this.ledger = ledger;
        this.couriers = couriers;
    }

    /** The releasing participant's name; not where even that says too much. */
    static Optional<String> sender(Handle sql, Release release, Channel channel) {
        return channel == Channel.STRICTLY_CONFIDENTIAL
                ? Optional.empty()
                : Participants.find(sql, release.participantId()).map(Participant::name);
    }

    /** The purpose stands in a message up to {@code restricted}; a program looked for names in it when it was written. */
    private static Optional<String> purpose(Channel channel, String purpose) {
        return channel.atLeast(Channel.CONFIDENTIAL) ? Optional.empty() : Optional.of(purpose);
    }

    /** Whether what is wished to be sent can be; asked before anything is made. */
    Answer<Boolean> possible(
            Handle sql, List<String> contacts, Optional<Way> link, Optional<Way> password, LinkWishes wishes) {
        try {
            if (wishes.chosen().isPresent() && contacts.size() > 1) {
                throw new RefusedException(Refusal.wrong(
                        "one-at-a-time", "A password that you choose is for one contact; hand over to one at a time."));
            }
            if (wishes.open() && (wishes.send() || wishes.chosen().isPresent())) {
                throw new RefusedException(Refusal.wrong(
                        "open-link", "An open link has no password and is shown, not sent; leave the other wish out."));
            }
            if (wishes.send() && !contacts.isEmpty() && link.isPresent() && password.isPresent()) {
                if (!link.get().byMachine() && !password.get().byMachine()) {
                    throw new RefusedException(Refusal.wrong(
                            "nothing-to-send",
                            "The gateway sends by mail, sms and signal; of "
                                    + link.get().word() + " and "
                                    + password.get().word()
                                    + " it can send neither. Leave out --send and hand both over yourself."));
                }
                for (String contact : contacts) {
                    Reach reach = LinkWays.reach(sql, contact);
                    sendable(reach, contact, link.get());
                    sendable(reach, contact, password.get());
                }
            }
            return Answer.done(true);
        } catch (RefusedException e) {
            return Answer.refused(e.refusal());
        }
    }

    /** A way that is not the gateway's is no mistake: that part is shown. */
    void sendable(Reach reach, String contact, Way way) {
        if (!way.byMachine()) {
            return;
        }
        if (!couriers.take(way)) {
            throw new RefusedException(Refusal.conflict(
                    "way-not-set-up",
                    "This gateway can't send by " + way.word() + ": " + missing(way)
                            + " in sluice.yaml. Set it up and start the gateway again, or leave out --send and hand it"
                            + " over yourself."));
        }
        Optional<String> address = LinkWays.address(reach, contact, way);
        if (way != Way.MAIL && !address.filter(Reach::isInternational).isPresent()) {
            throw new RefusedException(Refusal.of(
                    Refusal.Kind.REFUSED,
                    "no-address",
                    "The number of " + contact + " is not written internationally, such as +905550000000, so no program"
                            + " can write to it. Change it: sluice contact change " + contact + " --phone NUMBER"));
        }
    }

    private static String missing(Way way) {
        return switch (way) {
            case MAIL -> "smtp-host and mail-from are not set";
            case SMS -> "sms-url is not set";
            case SIGNAL -> "signal-url is not set";
            case WHATSAPP, PHONE, PERSON -> "no program takes it, whatever stands";
        };
    }

    /** Sends what is to be sent of a release's new links; {@code made} says how that went. */
    ReleaseMade deliver(Actor actor, ReleaseMade made, String purpose) {
        Map<Way, Integer> failures = new EnumMap<>(Way.class);
        List<ReleaseMade.HandOver> delivered = new ArrayList<>();
        for (ReleaseMade.HandOver link : made.links()) {
            delivered.add(deliver(actor, link, purpose, failures));
        }
        return new ReleaseMade(made.release(), delivered, made.decisions());
    }

    ReleaseMade.HandOver deliver(Actor actor, ReleaseMade.HandOver link, Optional<String> purpose) {
        return deliver(actor, link, purpose.orElseGet(() -> release(link.link()).purpose()), new EnumMap<>(Way.class));
    }

    private ReleaseMade.HandOver deliver(
            Actor actor, ReleaseMade.HandOver made, String purpose, Map<Way, Integer> failures) {
        Optional<Sending> link = made.part(Sending.Part.LINK);
        Optional<Sending> password = made.part(Sending.Part.PASSWORD);
        if (link.isEmpty() || password.isEmpty()) {
            return made;
        }
        Sending sentLink = one(
                actor,
                made,
                link.get(),
                new Letter.LinkAddress(
                        made.sender(),
                        purpose(made.link().channel(), purpose),
                        made.url(),
                        made.link().expires(),
                        password.get().way()),
                failures);
        if (sentLink.state() == Sending.State.FAILED) {
            return made.with(List.of(sentLink, password.get()));
        }
        return made.with(List.of(
                sentLink, password(actor, made, password.get(), link.get().way(), failures)));
    }

    Sending password(
            Actor actor, ReleaseMade.HandOver made, Sending password, Way linkWay, Map<Way, Integer> failures) {
        return one(
                actor,
                made,
                password,
                new Letter.LinkPassword(made.sender(), made.password().reveal(), linkWay),
                failures);
    }

    private Sending one(
            Actor actor, ReleaseMade.HandOver made, Sending part, Letter letter, Map<Way, Integer> failures) {
        if (part.state() != Sending.State.TO_HAND_OVER) {
            return part;
        }
        Optional<String> stands = failures.getOrDefault(part.way(), 0) >= PATIENCE
                ? Optional.of("Not tried, as this way failed for others a moment ago.")
                : send(made, part, letter);
        if (stands.isPresent()) {
            failures.merge(part.way(), 1, Integer::sum);
        }
        return stands.isEmpty() ? sent(actor, made.link(), part) : failed(actor, made.link(), part, stands.get());
    }

    /** What stood against it, if anything did. */
    private Optional<String> send(ReleaseMade.HandOver made, Sending part, Letter letter) {
        boolean over = ledger.read(sql -> Links.find(sql, part.linkId()))
                .map(link -> link.closing().isPresent())
                .orElse(true);
        if (over) {
            return Optional.of("The link was closed before it could be sent.");
        }
        try {
            couriers.send(
                    part.way(),
                    new Couriers.Envelope(ledger.newId("e"), part.address().orElseThrow(), made.language(), letter));
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            String said = harmless(e, made, part);
            // Without the exception itself: what a server answers may repeat what it was sent.
            LOG.warn("The {} of the link {} could not be sent: {}", part.part().word(), part.linkId(), said);
            return Optional.of(said);
        }
    }

    /** One line, without the secrets and the address that a server may have repeated. */
    private static String harmless(Exception e, ReleaseMade.HandOver made, Sending part) {
        String said =
                (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()).replaceAll("\\p{Cntrl}+", " ");
        String token = made.url().substring(made.url().lastIndexOf('/') + 1);
        for (String secret : List.of(token, made.password().reveal())) {
            said = secret.isEmpty() ? said : said.replace(secret, "…");
        }
        for (String address : part.address().stream().toList()) {
            said = said.replace(address, Reach.masked(address));
        }
        return said.length() > LONGEST_SAID ? said.substring(0, LONGEST_SAID) + "…" : said;
    }

    private Sending sent(Actor actor, Link link, Sending part) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
                    if (Sendings.became(tx, part, Sending.State.SENT, Optional.empty(), now)) {
                        tx.append(event(EventKind.LINK_PART_SENT, actor, link, part));
                        Notices.dropOf(
                                tx, kind(part), Map.of("release", link.releaseId(), "recipient", link.contactId()));
                    }
                    return after(part, Sending.State.SENT, now, Optional.empty());
                })
                .orThrow();
    }

    private Sending failed(Actor actor, Link link, Sending part, String said) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
                    if (Sendings.became(tx, part, Sending.State.FAILED, Optional.of(said), now)) {
                        tx.append(event(EventKind.LINK_PART_FAILED, actor, link, part)
                                .with("said", said));
                        if (part.part() == Sending.Part.LINK) {
                            takeBack(tx, actor, link, now);
                        }
                        tell(tx, link, part, said, now);
                    }
                    return after(part, Sending.State.FAILED, now, Optional.of(said));
                })
                .orThrow();
    }

    /** Nobody knows how far an address came that was not taken: it opens nothing, and its contact waits for another. */
    private static void takeBack(Tx tx, Actor actor, Link link, Instant now) {
        if (Links.close(tx, link.id(), Link.Closing.REVOKED, now)) {
            tx.append(new AuditEvent(
                    EventKind.LINK_REVOKED, actor, Map.of("link", link.id(), "reason", "it could not be sent")));
        }
        PendingHandOvers.again(tx, link.releaseId(), link.contactId(), now);
    }

    private void tell(Tx tx, Link link, Sending part, String said, Instant now) {
        Release release = Releases.find(tx.sql(), link.releaseId()).orElseThrow();
        Notices.dropOf(tx, kind(part), Map.of("release", release.id(), "recipient", link.contactId()));
        Notices.add(
                tx,
                new Notice(
                        ledger.newId("n"),
                        release.personId(),
                        now,
                        kind(part),
                        Map.of(
                                "link", link.id(),
                                "release", release.id(),
                                "recipient", link.contactId(),
                                "way", part.way().word(),
                                "reason", said),
                        Optional.empty()));
    }

    private static Notice.Kind kind(Sending part) {
        return switch (part.part()) {
            case LINK -> Notice.Kind.LINK_NOT_SENT;
            case PASSWORD -> Notice.Kind.PASSWORD_NOT_SENT;
        };
    }

    private Release release(Link link) {
        return ledger.read(sql -> Releases.find(sql, link.releaseId())).orElseThrow();
    }

    private static Sending after(Sending part, Sending.State state, Instant now, Optional<String> said) {
        return new Sending(part.linkId(), part.part(), state, part.way(), part.address(), now, said, part.made());
    }

    private static AuditEvent event(EventKind kind, Actor actor, Link link, Sending part) {
        return new AuditEvent(
                kind,
                actor,
                Map.of(
                        "link", link.id(),
                        "release", link.releaseId(),
                        "recipient", link.contactId(),
                        "part", part.part().word(),
                        "way", part.way().word()));
    }
}
