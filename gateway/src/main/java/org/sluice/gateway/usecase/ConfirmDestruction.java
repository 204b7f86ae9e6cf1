package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.sluice.crypto.Token;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.link.LinkLetter;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.store.LinkLetters;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.Tx;

/** The recipient's word that it destroyed what it got: over the address in its reminder, or told to its releaser. Thread-safe. */
public final class ConfirmDestruction {
    private static final int LONGEST_WORDS = 300;

    private final Ledger ledger;

    ConfirmDestruction(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * What the address in a reminder shows.
     *
     * @param issued when the files were sent
     * @param done when it was confirmed already
     */
    public record Asked(Instant issued, Instant by, Optional<Instant> done) {}

    /** Reads only. An unknown address is {@link Refusal.Kind#UNKNOWN}. */
    public Answer<Asked> look(String token) {
        return ledger.read(sql -> letter(sql, token)
                .map(letter -> Answer.done(new Asked(
                        Links.find(sql, letter.linkId()).orElseThrow().issued(),
                        letter.due(),
                        LinkLetters.destroyed(sql, letter.linkId()).map(LinkLetters.Destroyed::at))))
                .orElseGet(() -> Answer.refused(Refusal.unknown("address", "of the reminder"))));
    }

    private static Optional<LinkLetter> letter(Handle sql, String token) {
        return Token.parse(token).flatMap(known -> LinkLetters.byToken(sql, known.hash()));
    }

    /** The recipient says that every copy is destroyed. A repeat is no error. */
    public Answer<Link> byRecipient(String token) {
        return ledger.write(tx -> {
            LinkLetter letter = letter(tx.sql(), token)
                    .orElseThrow(() -> new RefusedException(Refusal.unknown("address", "of the reminder")));
            Link link = Links.find(tx.sql(), letter.linkId()).orElseThrow();
            put(tx, new Actor.LinkHolder(link.id()), link, "recipient", Optional.empty());
            return link;
        });
    }

    /** A releaser puts on record what the recipient told by another way. */
    public Answer<Link> byReleaser(Actor actor, String linkId, String words) {
        return ledger.write(tx -> {
            Link link = Links.find(tx.sql(), linkId)
                    .orElseThrow(() -> new RefusedException(Refusal.unknown("link", linkId)));
            Release release = Releases.find(tx.sql(), link.releaseId()).orElseThrow();
            Entitled.of(
                    tx,
                    actor,
                    release.participantId(),
                    Set.of(Role.RELEASER),
                    "puts on record that its files were destroyed",
                    ledger.now());
            if (words.isBlank() || words.length() > LONGEST_WORDS) {
                throw new RefusedException(Refusal.wrong(
                        "bad-words",
                        "Say who told it and how, in 1 to " + LONGEST_WORDS + " characters and without naming a person"
                                + " concerned."));
            }
            put(tx, actor, link, actor.word(), Optional.of(words.strip()));
            return link;
        });
    }

    private void put(Tx tx, Actor actor, Link link, String by, Optional<String> words) {
        Instant now = ledger.now();
        if (!LinkLetters.destroyed(tx, link.id(), new LinkLetters.Destroyed(now, by, words))) {
            return;
        }
        Release release = Releases.find(tx.sql(), link.releaseId()).orElseThrow();
        Map<String, String> what = Map.of("link", link.id(), "recipient", link.contactId(), "release", release.id());
        Notices.dropOf(tx, Notice.Kind.RECIPIENT_TO_DESTROY, Map.of("link", link.id()));
        if (actor instanceof Actor.LinkHolder) {
            Notices.add(
                    tx,
                    new Notice(
                            ledger.newId("n"),
                            release.personId(),
                            now,
                            Notice.Kind.RECIPIENT_DESTROYED,
                            what,
                            Optional.empty()));
        }
        tx.append(new AuditEvent(EventKind.LINK_FILES_DESTROYED, actor, what));
    }
}
