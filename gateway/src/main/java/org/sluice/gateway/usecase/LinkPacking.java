package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.inspect.Gap;
import org.sluice.gateway.domain.inspect.Inspection;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.link.Packing;
import org.sluice.gateway.domain.participant.RecipientKey;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.store.Inspections;
import org.sluice.gateway.store.Packings;
import org.sluice.gateway.store.Tx;

/** How what leaves over a link is packed, and for which keys. */
final class LinkPacking {
    private LinkPacking() {}

    /**
     * What holds for one link.
     *
     * @param keys for which its files are sealed as of now; none where they are not
     */
    record Packed(Packing packing, List<RecipientKey> keys) {
        Packed {
            keys = List.copyOf(keys);
        }
    }

    /** Refuses a wish for keys where a recipient has none, before anything is made. */
    static void fit(Handle sql, Optional<Packing> wished, List<Recipient> recipients, Instant now) {
        if (wished.equals(Optional.of(Packing.KEYS))) {
            recipients.forEach(recipient -> fit(sql, recipient, now));
        }
    }

    private static void fit(Handle sql, Recipient recipient, Instant now) {
        switch (recipient) {
            case Recipient.OfPerson person ->
                throw new RefusedException(Refusal.of(
                        Refusal.Kind.REFUSED,
                        "keys-for-links",
                        person.id()
                                + " fetches with a log-in of its own, where files are not sealed for keys. Release to"
                                + " it by itself, or seal the files before: sluice send FILE --to " + person.id()));
            case Recipient.OfContact contact -> {
                if (counting(sql, contact.id(), now).orThrow().isEmpty()) {
                    throw noKeys(contact.id());
                }
            }
        }
    }

    /** Settles it for a link that was just made. */
    static Packed settle(Tx tx, Link link, Release release, boolean open, Instant now) {
        List<RecipientKey> keys = counting(tx.sql(), link.contactId(), now).orThrow();
        Packing packing = Packings.wished(tx.sql(), release.id()).orElseGet(() -> {
            boolean plain = open || keys.isEmpty() || sealedBySender(tx.sql(), release);
            return plain ? Packing.PLAIN : Packing.KEYS;
        });
        if (packing == Packing.KEYS && keys.isEmpty()) {
            throw noKeys(link.contactId());
        }
        Packings.set(tx, link.id(), packing);
        return new Packed(packing, packing == Packing.KEYS ? keys : List.of());
    }

    /** As it is shown: keys that can't be used are none. */
    static Packed of(Handle sql, Link link, Instant now) {
        Packing packing = Packings.of(sql, link);
        return new Packed(
                packing,
                packing == Packing.KEYS
                                && counting(sql, link.contactId(), now) instanceof Answer.Done<List<RecipientKey>> done
                        ? done.value()
                        : List.of());
    }

    /**
     * The keys for which what leaves over a link now is sealed: none where it is packed otherwise, and a refusal where it
     * should be and none counts any more.
     */
    static Answer<List<RecipientKey>> keys(Handle sql, Link link, Instant now) {
        return Packings.of(sql, link) == Packing.KEYS
                ? counting(sql, link.contactId(), now)
                        .then(keys -> keys.isEmpty() ? Answer.refused(keyGone()) : Answer.done(keys))
                : Answer.done(List.of());
    }

    static Refusal keyGone() {
        return Refusal.conflict(
                "key-gone",
                "The key for which these files are sealed counts no more: it expired or was revoked. Register another one"
                        + " with the sender, then come back.");
    }

    /** Only having none is no hindrance: whatever else speaks against its keys must not make files go plain. */
    private static Answer<List<RecipientKey>> counting(Handle sql, String contactId, Instant now) {
        Answer<List<RecipientKey>> keys = KeepRecipientKeys.of(sql, contactId, now);
        return keys instanceof Answer.Refused<List<RecipientKey>> refused
                        && refused.refusal().code().equals(KeepRecipientKeys.NONE)
                ? Answer.done(List.of())
                : keys;
    }

    /** Then a second seal would protect nothing more, and ask its recipient to open twice. */
    private static boolean sealedBySender(Handle sql, Release release) {
        return release.deposits().stream()
                .allMatch(deposit -> Inspections.find(sql, deposit)
                        .map(Inspection::report)
                        .filter(report -> report.gaps().equals(List.of(Gap.SEALED_WHOLE)))
                        .isPresent());
    }

    private static RefusedException noKeys(String contactId) {
        return new RefusedException(Refusal.of(
                Refusal.Kind.REFUSED,
                "no-key",
                contactId
                        + " has no confirmed key that counts now, and this release asks for keys. Have one registered:"
                        + " sluice recipient-key add " + contactId + "; or say another --packing."));
    }
}
