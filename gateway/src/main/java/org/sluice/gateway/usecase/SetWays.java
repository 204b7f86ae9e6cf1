package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.participant.Contact;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.ContactWays;
import org.sluice.gateway.domain.release.Reach;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.Tx;
import org.sluice.gateway.store.WaysOfContacts;

/** Says which language a contact reads, its second number, and by which ways it is written to unasked. Thread-safe. */
public final class SetWays {
    private static final Set<String> LANGUAGES = Set.of("en", "fr", "ar", "tr");

    private final Ledger ledger;

    public SetWays(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * What changes; what is absent stays.
     *
     * @param messenger an international number, or nothing between the quotes to remove it
     * @param link with {@code password}: how links go to it unasked
     * @param asked ends that: somebody is asked for each hand-over again
     */
    public record Change(
            Optional<String> language,
            Optional<String> messenger,
            Optional<Way> link,
            Optional<Way> password,
            boolean asked) {}

    public Answer<ContactWays> set(Actor actor, String contactId, Change change) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            Contact contact = Contacts.find(tx.sql(), contactId)
                    .orElseThrow(() -> new RefusedException(Refusal.unknown("contact", contactId)));
            keeps(tx, actor, contact.participantId(), now);
            ContactWays before = WaysOfContacts.of(tx.sql(), contactId);
            ContactWays after = changed(before, change);
            if (!after.messenger().equals(before.messenger())) {
                WaysOfContacts.unconfirm(tx, contactId);
            }
            put(tx, actor, after);
            return after;
        });
    }

    /** The language of a contact that is being added; in its unit. */
    static void begin(Tx tx, Actor actor, String contactId, String language) {
        Change change = new Change(Optional.of(language), Optional.empty(), Optional.empty(), Optional.empty(), false);
        put(tx, actor, changed(ContactWays.usual(contactId), change));
    }

    private static void put(Tx tx, Actor actor, ContactWays after) {
        WaysOfContacts.put(tx, after);
        tx.append(new AuditEvent(
                EventKind.CONTACT_WAYS_SET,
                actor,
                Map.of(
                        "contact", after.contactId(),
                        "language", after.language(),
                        "second_number", Boolean.toString(after.messenger().isPresent()),
                        "link_via", after.link().map(Way::word).orElse(""),
                        "password_via", after.password().map(Way::word).orElse(""))));
    }

    private static ContactWays changed(ContactWays before, Change change) {
        String language = change.language().orElse(before.language());
        if (!LANGUAGES.contains(language)) {
            throw new RefusedException(Refusal.wrong("bad-language", "The language is one of en, fr, ar, tr."));
        }
        Optional<String> messenger = change.messenger().map(Reach::plain).or(before::messenger);
        messenger
                .filter(number -> !number.isEmpty() && !Reach.isInternational(number))
                .ifPresent(number -> {
                    throw new RefusedException(Refusal.wrong(
                            "bad-number",
                            "A second number is written internationally, such as +905550000000; this one is not."));
                });
        if (change.link().isPresent() != change.password().isPresent()) {
            throw new RefusedException(Refusal.wrong(
                    "ways-missing", "Say both ways: how links go to this contact unasked, and how passwords do."));
        }
        if (change.link().isPresent()) {
            machines(change.link().get(), change.password().get());
        }
        return new ContactWays(
                before.contactId(),
                language,
                messenger.filter(number -> !number.isEmpty()),
                change.asked() ? Optional.empty() : change.link().or(before::link),
                change.asked() ? Optional.empty() : change.password().or(before::password));
    }

    /** Whether their addresses differ is asked when something goes: both may be edited until then. */
    private static void machines(Way link, Way password) {
        if (!link.byMachine() || !password.byMachine()) {
            throw new RefusedException(Refusal.wrong(
                    "not-by-machine",
                    "Nobody is asked only where the gateway sends both itself; take two of mail, sms, signal."));
        }
        if (link == password) {
            throw new RefusedException(Refusal.of(
                    Refusal.Kind.REFUSED,
                    "same-way",
                    "The password must travel another way than its link; both were to go by " + link.word() + "."));
        }
    }

    /** As for the rest of a contact: who presides, and releasers of its participant, or any where it has none. */
    private static void keeps(Tx tx, Actor actor, Optional<String> participantId, Instant now) {
        boolean may = Entitled.acting(tx, actor, now)
                .map(person -> Entitled.presides(person) || (participantId.isEmpty() && person.is(Role.RELEASER)))
                .orElse(true);
        if (!may) {
            Entitled.of(
                    tx,
                    actor,
                    participantId.orElse("a participant"),
                    Set.of(Role.RELEASER),
                    "says how this contact is reached",
                    now);
        }
    }

    public Answer<ContactWays> ways(String contactId) {
        return ledger.read(sql -> Contacts.find(sql, contactId)
                .map(contact -> Answer.done(WaysOfContacts.of(sql, contactId)))
                .orElse(Answer.refused(Refusal.unknown("contact", contactId))));
    }
}
