package org.sluice.gateway.usecase;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Tx;

/** What the register takes for a name, an id, an audience, a person's entries. */
final class RegisterWords {
    private RegisterWords() {}

    static void requireEntries(Person person) {
        if (person.roles().isEmpty()) {
            throw refused(Refusal.wrong("no-role", "A person has at least one role, such as depositor."));
        }
        if (!Set.of("en", "fr", "ar", "tr").contains(person.language())) {
            throw refused(Refusal.wrong("bad-language", "The language is one of en, fr, ar, tr."));
        }
    }

    /** Persons and contacts share one space of ids: a release names either by its id alone. */
    static void requireFree(Tx tx, String id) {
        if (Persons.find(tx.sql(), id).isPresent()) {
            throw refused(taken("person", id));
        }
        if (Contacts.find(tx.sql(), id).isPresent()) {
            throw refused(taken("contact", id));
        }
    }

    static void requireAudiences(Rulebook rules, Tx tx, Set<String> audiences) {
        if (audiences.isEmpty()) {
            throw refused(Refusal.wrong("no-audience", "Name at least one audience of the protocol."));
        }
        Set<String> known = rules.audiences(tx.sql());
        for (String audience : audiences) {
            if (!known.contains(audience)) {
                throw refused(new Refusal(
                        Refusal.Kind.WRONG,
                        "unknown-audience",
                        "No protocol on record has the audience \"" + audience + "\"; it can be one of "
                                + String.join(", ", new TreeSet<>(known)) + ".",
                        List.copyOf(new TreeSet<>(known))));
            }
        }
    }

    static void requireName(String name) {
        if (name.isBlank() || name.length() > 200 || name.chars().anyMatch(Character::isISOControl)) {
            throw refused(Refusal.wrong("bad-name", "A name is one line of 1 to 200 characters."));
        }
    }

    static Refusal taken(String what, String id) {
        return Refusal.conflict("id-taken", "There is a " + what + " \"" + id + "\" already; choose another id.");
    }

    private static RefusedException refused(Refusal refusal) {
        return new RefusedException(refusal);
    }
}
