package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.participant.Contact;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;

/** Finds whom a releaser means, and which of the audiences counts. */
final class Recipients {
    private Recipients() {}

    /** @param word {@code ID} or {@code ID:AUDIENCE} */
    static Answer<Recipient> of(Handle sql, String word, Instant now) {
        int colon = word.indexOf(':');
        String id = colon < 0 ? word : word.substring(0, colon);
        Optional<String> said = colon < 0 ? Optional.empty() : Optional.of(word.substring(colon + 1));
        Optional<Contact> contact = Contacts.find(sql, id);
        if (contact.isPresent()) {
            return standing(sql, contact.get().participantId(), now)
                    .then(ok -> audience(id, contact.get().audiences(), said))
                    .then(audience -> Answer.done(new Recipient.OfContact(id, audience)));
        }
        Optional<Person> person = Persons.find(sql, id);
        if (person.isEmpty()) {
            return Answer.refused(Refusal.unknown("recipient", id));
        }
        String participantId = person.get().participantId();
        Optional<Participant> participant = Participants.find(sql, participantId);
        return standing(sql, Optional.of(participantId), now)
                .then(ok -> audience(id, participant.map(Participant::audiences).orElse(Set.of()), said))
                .then(audience -> Answer.done(new Recipient.OfPerson(id, audience)));
    }

    private static Answer<Boolean> standing(Handle sql, Optional<String> participantId, Instant now) {
        if (participantId.isEmpty()) {
            return Answer.done(true);
        }
        Optional<Refusal> barred = Participants.find(sql, participantId.get())
                .map(participant -> participant.barred(now))
                .orElse(Optional.of(Refusal.unknown("participant", participantId.get())));
        return barred.isPresent() ? Answer.refused(barred.get()) : Answer.done(true);
    }

    private static Answer<String> audience(String id, Set<String> has, Optional<String> said) {
        String all = String.join(", ", new TreeSet<>(has));
        if (said.isPresent()) {
            return has.contains(said.get())
                    ? Answer.done(said.get())
                    : Answer.refused(Refusal.wrong(
                            "not-its-audience",
                            "The recipient " + id + " is not of the audience \"" + said.get() + "\"; it is of " + all
                                    + "."));
        }
        if (has.size() == 1) {
            return Answer.done(has.iterator().next());
        }
        return Answer.refused(Refusal.wrong(
                "which-audience",
                "The recipient " + id + " is of several audiences: say which one counts for this purpose, as in " + id
                        + ":" + (has.isEmpty() ? "AUDIENCE" : new TreeSet<>(has).first()) + ". It is of " + all + "."));
    }
}
