package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.participant.Contact;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.protocol.Audience;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Terms;

/**
 * Whom a folder {@code @…} names: all who are registered for an audience, or one contact or person. A word that is an
 * audience means the audience, whoever else has it as an id.
 *
 * @param word without the sign
 * @param audience whether it is an audience, and so nobody by name
 */
record Addressees(String word, boolean audience, List<Recipient> recipients) {
    static final String UNKNOWN = "unknown-audience-folder";

    Addressees {
        recipients = List.copyOf(recipients);
    }

    /** @param depositor who sends, and so does not receive */
    static Answer<Addressees> of(Handle sql, Rulebook rules, String word, String depositor, Instant now) {
        if (rules.knowsAudience(sql, word, now)) {
            List<Recipient> registered = registered(sql, word, depositor, now);
            return registered.isEmpty()
                    ? Answer.refused(unknown(
                            sql,
                            rules,
                            "Nobody is registered for the audience \"" + word + "\", so nobody would receive it.",
                            depositor,
                            now))
                    : Answer.done(new Addressees(word, true, registered));
        }
        return switch (Recipients.of(sql, word, now)) {
            case Answer.Done<Recipient> one -> Answer.done(new Addressees(word, false, List.of(one.value())));
            case Answer.Refused<Recipient> refused ->
                refused.refusal().kind() == Refusal.Kind.UNKNOWN
                        ? Answer.refused(unknown(
                                sql, rules, "There is no audience and no recipient \"" + word + "\".", depositor, now))
                        : Answer.refused(refused.refusal());
        };
    }

    /** Audiences of the protocols in force for which somebody else is registered, in the order of their names. */
    static List<String> reachable(Handle sql, Rulebook rules, String depositor, Instant now) {
        Set<String> known = new TreeSet<>();
        rules.inForce(sql, now)
                .forEach(protocol ->
                        protocol.audiences().stream().map(Audience::id).forEach(known::add));
        return known.stream()
                .filter(audience -> !registered(sql, audience, depositor, now).isEmpty())
                .toList();
    }

    private static Refusal unknown(Handle sql, Rulebook rules, String message, String depositor, Instant now) {
        List<String> reachable = reachable(sql, rules, depositor, now);
        return new Refusal(
                Refusal.Kind.UNKNOWN,
                UNKNOWN,
                message + " Somebody is registered for: "
                        + (reachable.isEmpty() ? "none" : String.join(", ", reachable)) + ".",
                reachable.stream().map(audience -> "@" + audience).toList());
    }

    private static List<Recipient> registered(Handle sql, String audience, String depositor, Instant now) {
        List<Recipient> recipients = new ArrayList<>();
        for (Contact contact : Contacts.all(sql)) {
            if (contact.audiences().contains(audience)
                    && stands(sql, contact.participantId(), now)
                    && !Terms.ended(sql, contact.id(), now)) {
                recipients.add(new Recipient.OfContact(contact.id(), audience));
            }
        }
        for (Participant participant : Participants.all(sql)) {
            if (participant.audiences().contains(audience)
                    && participant.barred(now).isEmpty()) {
                for (Person person : Persons.ofParticipant(sql, participant.id())) {
                    if (!person.id().equals(depositor) && handles(person) && !Terms.ended(sql, person.id(), now)) {
                        recipients.add(new Recipient.OfPerson(person.id(), audience));
                    }
                }
            }
        }
        return recipients;
    }

    /** Who only keeps the gateway or audits it has no use for the files that others exchange. */
    private static boolean handles(Person person) {
        return person.is(Role.DEPOSITOR) || person.is(Role.RELEASER) || person.is(Role.COORDINATOR);
    }

    private static boolean stands(Handle sql, Optional<String> participantId, Instant now) {
        return participantId.isEmpty()
                || Participants.find(sql, participantId.get())
                        .filter(participant -> participant.barred(now).isEmpty())
                        .isPresent();
    }
}
