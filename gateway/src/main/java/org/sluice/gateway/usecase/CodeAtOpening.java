package org.sluice.gateway.usecase;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.crypto.Passwords;
import org.sluice.crypto.Token;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.audit.Sha256;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.link.Sending;
import org.sluice.gateway.domain.mail.Letter;
import org.sluice.gateway.domain.protocol.Obligation;
import org.sluice.gateway.domain.release.Reach;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.LinkCodes;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.Sendings;
import org.sluice.gateway.store.Tx;
import org.sluice.gateway.store.WaysOfContacts;

/**
 * A code besides the password, where the channel of a file asks for it: eight digits, to the contact, another way than the
 * link came; one at a time, for ten minutes and five tries. Thread-safe.
 */
final class CodeAtOpening {
    static final Duration LIFE = Duration.ofMinutes(10);
    static final int TRIES = 5;
    static final int MOST_SENT = 3;
    static final Duration SPAN = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(CodeAtOpening.class);
    private static final Set<Way> TELEPHONE = Set.of(Way.SMS, Way.SIGNAL, Way.WHATSAPP, Way.PHONE);

    private final Ledger ledger;
    private final LinkAccess access;
    private final Couriers couriers;

    CodeAtOpening(Ledger ledger, LinkAccess access, Couriers couriers) {
        this.ledger = ledger;
        this.access = access;
        this.couriers = couriers;
    }

    /**
     * A code that was just made.
     *
     * @param ticket for the page that asks for it
     */
    record Made(Link link, Token ticket, String code, Way way, String address, String language) {
        @Override
        public String toString() {
            return "Made[" + link.id() + "]";
        }
    }

    /** Whether some file of the link may be opened with a code only; what the protocol says today counts. */
    boolean wanted(Handle sql, LinkAccess.Standing standing, Instant now) {
        return access.files(sql, standing).stream()
                .flatMap(file -> Deposits.find(sql, file.depositId()).stream())
                .anyMatch(deposit -> access.decision(sql, standing, deposit, now)
                        .obligations()
                        .handOver()
                        .contains(Obligation.CODE_AT_OPENING));
    }

    /** @throws RefusedException where too many were asked for, or there is no way to send one */
    Made make(Tx tx, Link link, Instant now) {
        Way came = Sendings.find(tx.sql(), link.id(), Sending.Part.LINK)
                .map(Sending::way)
                .orElse(Way.PERSON);
        Reach reach = LinkWays.reach(tx.sql(), link.contactId());
        Way way = other(came).stream()
                .filter(couriers::take)
                .filter(one -> reach.address(one)
                        .filter(address -> one == Way.MAIL || Reach.isInternational(address))
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> new RefusedException(notSendable()));
        Token ticket = Token.random(ledger.random());
        String code = String.format(Locale.ROOT, "%08d", ledger.random().nextInt(100_000_000));
        if (!LinkCodes.begin(tx, link.id(), hash(ticket, code), ticket.hash(), now.plus(LIFE), MOST_SENT, SPAN, now)) {
            throw new RefusedException(Refusal.conflict(
                    "code-limit", "Too many codes were asked for this link; open it again in an hour."));
        }
        return new Made(
                link,
                ticket,
                code,
                way,
                reach.address(way).orElseThrow(),
                WaysOfContacts.of(tx.sql(), link.contactId()).language());
    }

    /** What a lost or seized telephone, or a mailbox that others read, does not give up together with the link. */
    private static List<Way> other(Way came) {
        if (came == Way.MAIL) {
            return List.of(Way.SMS, Way.SIGNAL);
        }
        return TELEPHONE.contains(came) ? List.of(Way.MAIL) : List.of(Way.SMS, Way.SIGNAL, Way.MAIL);
    }

    static Refusal notSendable() {
        return Refusal.conflict(
                "code-not-sent",
                "The password is right, but the code that this link asks for besides could not be sent. Its sender was"
                        + " told; ask them when you can try again.");
    }

    /** Sends it, outside of any unit; false where it could not be sent, and then its releaser was told. */
    boolean send(Made made) {
        try {
            couriers.send(
                    made.way(),
                    new Couriers.Envelope(
                            ledger.newId("e"), made.address(), made.language(), new Letter.OpeningCode(made.code())));
            ledger.record(new AuditEvent(
                    EventKind.LINK_CODE_SENT,
                    new Actor.LinkHolder(made.link().id()),
                    Map.of(
                            "recipient",
                            made.link().contactId(),
                            "way",
                            made.way().word())));
            return true;
        } catch (IOException | RuntimeException e) {
            String said = String.valueOf(e.getMessage())
                    .replaceAll("\\p{Cntrl}+", " ")
                    .replace(made.code(), "…")
                    .replace(made.address(), Reach.masked(made.address()));
            LOG.warn("A code of the link {} could not be sent: {}", made.link().id(), said);
            failed(made.link(), said.length() > 300 ? said.substring(0, 300) : said);
            return false;
        }
    }

    void failed(Link link, String said) {
        ledger.write(tx -> {
                    Release release = Releases.find(tx.sql(), link.releaseId()).orElseThrow();
                    Map<String, String> about = Map.of("release", release.id(), "recipient", link.contactId());
                    Notices.dropOf(tx, Notice.Kind.CODE_NOT_SENT, about);
                    Notices.add(
                            tx,
                            new Notice(
                                    ledger.newId("n"),
                                    release.personId(),
                                    ledger.now(),
                                    Notice.Kind.CODE_NOT_SENT,
                                    Map.of(
                                            "link", link.id(),
                                            "release", release.id(),
                                            "recipient", link.contactId(),
                                            "reason", said),
                                    Optional.empty()));
                    tx.append(new AuditEvent(
                            EventKind.LINK_CODE_REFUSED,
                            new Actor.LinkHolder(link.id()),
                            Map.of("recipient", link.contactId(), "reason", "not sent", "said", said)));
                    return link;
                })
                .orThrow();
    }

    /** Counts a try; whether it was the one code. Digits of any script and spaces are as in passwords. */
    boolean right(Tx tx, Link link, Token ticket, String typed, Instant now) {
        String code = typed.length() > 40 ? "" : Passwords.normalise(typed);
        return LinkCodes.tried(tx, link.id(), ticket.hash(), TRIES, now)
                && LinkCodes.spend(tx, link.id(), hash(ticket, code), now);
    }

    private static String hash(Token ticket, String code) {
        return Sha256.hex((ticket.reveal() + " " + code).getBytes(StandardCharsets.US_ASCII));
    }
}
