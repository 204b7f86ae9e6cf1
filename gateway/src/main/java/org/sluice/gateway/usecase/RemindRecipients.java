package org.sluice.gateway.usecase;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.crypto.Token;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.link.LinkLetter;
import org.sluice.gateway.domain.mail.Letter;
import org.sluice.gateway.domain.participant.Contact;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.LinkLetters;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.Tx;
import org.sluice.gateway.store.WaysOfContacts;

/**
 * Reminds recipients before a link ends over which something was not fetched, and on the day by which they destroy what they
 * got. Their releasers are told at the same time, as a contact may have no usable mail. Thread-safe.
 */
public final class RemindRecipients {
    private static final Logger LOG = LoggerFactory.getLogger(RemindRecipients.class);
    private static final Actor SELF = new Actor.SystemActor("reminders");
    /** No link is reminded of earlier. */
    private static final Duration FARTHEST = Duration.ofDays(1);
    /** So long one is being sent before another node may try. */
    private static final Duration HELD = Duration.ofMinutes(10);

    private static final int MOST_AT_ONCE = 50;

    private final Ledger ledger;
    private final Optional<Mailer> mailer;
    private final Supplier<String> publicUrl;

    RemindRecipients(Ledger ledger, Optional<Mailer> mailer, Supplier<String> publicUrl) {
        this.ledger = ledger;
        this.mailer = mailer;
        this.publicUrl = publicUrl;
    }

    /** Reminds whoever it is time for; waits for the mail server. */
    public void due() {
        Instant now = ledger.now();
        for (String id : ledger.read(sql -> LinkLetters.ending(sql, now, FARTHEST))) {
            expiring(id, now);
        }
        for (String id : ledger.read(sql -> LinkLetters.toDestroy(sql, now))) {
            destroying(id, now);
        }
        for (LinkLetter letter : ledger.read(sql -> LinkLetters.due(sql, ledger.now(), MOST_AT_ONCE))) {
            if (mailer.isEmpty() || !send(mailer.get(), letter)) {
                // The others come with the next run; a server that is away need not be asked fifty times.
                break;
            }
        }
    }

    private void expiring(String linkId, Instant now) {
        ledger.write(tx -> {
                    Link link = Links.find(tx.sql(), linkId).orElseThrow();
                    if (stands(tx.sql(), link) && !now.isBefore(LinkLetter.remindAt(link.issued(), link.expires()))) {
                        put(tx, link, LinkLetter.Kind.EXPIRY, link.expires(), now);
                    }
                    return linkId;
                })
                .orThrow();
    }

    private void destroying(String linkId, Instant now) {
        ledger.write(tx -> {
                    Link link = Links.find(tx.sql(), linkId).orElseThrow();
                    LinkAccess.destroyBy(tx.sql(), link)
                            .filter(by -> !now.isBefore(by))
                            .ifPresent(by -> put(tx, link, LinkLetter.Kind.DESTRUCTION, by, now));
                    return linkId;
                })
                .orThrow();
    }

    /** Whether somebody may still fetch over it. */
    private static boolean stands(Handle sql, Link link) {
        return link.closing().isEmpty()
                && Releases.find(sql, link.releaseId()).orElseThrow().revoked().isEmpty();
    }

    private void put(Tx tx, Link link, LinkLetter.Kind kind, Instant due, Instant now) {
        Contact contact = Contacts.find(tx.sql(), link.contactId()).orElseThrow();
        boolean mailed = mailer.isPresent() && contact.email().isPresent();
        LinkLetter letter = new LinkLetter(ledger.newId("e"), link.id(), kind, due, 0, now);
        if (!LinkLetters.add(tx, letter, mailed)) {
            return;
        }
        Release release = Releases.find(tx.sql(), link.releaseId()).orElseThrow();
        Notices.add(
                tx,
                new Notice(
                        ledger.newId("n"),
                        release.personId(),
                        now,
                        switch (kind) {
                            case EXPIRY -> Notice.Kind.LINK_ENDING;
                            case DESTRUCTION -> Notice.Kind.RECIPIENT_TO_DESTROY;
                        },
                        Map.of(
                                "link", link.id(),
                                "recipient", link.contactId(),
                                "release", release.id(),
                                "due", due.toString()),
                        Optional.empty()));
        tx.append(new AuditEvent(
                EventKind.RECIPIENT_REMINDED,
                SELF,
                Map.of(
                        "link", link.id(),
                        "release", release.id(),
                        "recipient", link.contactId(),
                        "of", kind.word(),
                        "by_mail", Boolean.toString(mailed))));
    }

    /** False if the server did not take it; then it waits for its next time. */
    private boolean send(Mailer way, LinkLetter due) {
        Instant now = ledger.now();
        // A new one for each try: of the last, only its hash is known.
        Optional<Token> token = due.kind() == LinkLetter.Kind.DESTRUCTION
                ? Optional.of(Token.random(ledger.random()))
                : Optional.empty();
        Optional<LinkLetter> taken = ledger.write(
                        tx -> LinkLetters.take(tx, due.id(), now, now.plus(HELD), token.map(Token::hash)))
                .orThrow();
        if (taken.isEmpty()) {
            return true;
        }
        Optional<Mailer.Addressed> letter = ledger.read(sql -> addressed(sql, taken.get(), token, now));
        if (letter.isEmpty()) {
            end(taken.get(), "dropped", Optional.empty());
            return true;
        }
        try {
            way.send(letter.get());
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "The reminder {} could not be sent: {}",
                    due.id(),
                    e.getClass().getSimpleName());
            LOG.debug("What stood against the reminder {}", due.id(), e);
            Optional<Instant> again = taken.get().again(now);
            end(taken.get(), again.isPresent() ? "waiting" : "failed", again);
            return false;
        }
        end(taken.get(), "sent", Optional.empty());
        return true;
    }

    private void end(LinkLetter letter, String state, Optional<Instant> next) {
        ledger.write(tx -> LinkLetters.end(tx, letter, state, next)).orThrow();
    }

    /** Nothing where there is nothing to remind of any more. */
    private Optional<Mailer.Addressed> addressed(Handle sql, LinkLetter letter, Optional<Token> token, Instant now) {
        Link link = Links.find(sql, letter.linkId()).orElseThrow();
        Contact contact = Contacts.find(sql, link.contactId()).orElseThrow();
        boolean over = switch (letter.kind()) {
            case EXPIRY ->
                !stands(sql, link)
                        || !now.isBefore(link.expires())
                        || !link.expires().equals(letter.due())
                        || Links.files(sql, link.id()).stream()
                                .allMatch(file -> file.completed().isPresent());
            case DESTRUCTION -> LinkLetters.destroyed(sql, link.id()).isPresent();
        };
        if (over || contact.email().isEmpty()) {
            return Optional.empty();
        }
        Letter text = switch (letter.kind()) {
            case EXPIRY -> new Letter.LinkEnding(link.issued(), link.expires());
            case DESTRUCTION ->
                new Letter.DestroyNow(
                        link.issued(),
                        letter.due(),
                        publicUrl.get() + "/d/" + token.orElseThrow().reveal());
        };
        return Optional.of(new Mailer.Addressed(
                letter.id(),
                contact.email().get(),
                WaysOfContacts.of(sql, contact.id()).language(),
                text));
    }
}
