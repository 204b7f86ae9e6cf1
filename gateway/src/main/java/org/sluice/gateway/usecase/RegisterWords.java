package org.sluice.gateway.usecase;

import java.util.Set;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Tx;

/** What the register takes for a name, an id, an audience, a person's entries. */
final class RegisterWords {
    /** RFC 5321, 4.5.3.1.3: a path with its brackets has at most 256 octets. */
    private static final int LONGEST_ADDRESS = 254;

    private RegisterWords() {}

    static void requireEntries(Person person) {
        if (person.roles().isEmpty()) {
            throw refused(Refusal.wrong("no-role", "A person has at least one role, such as depositor."));
        }
        if (!Set.of("en", "fr", "ar", "tr").contains(person.language())) {
            throw refused(Refusal.wrong("bad-language", "The language is one of en, fr, ar, tr."));
        }
        requireAddress(person.email());
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
        audiences.forEach(audience -> KnownNames.audience(rules, tx.sql(), audience));
    }

    /**
     * What mail can be sent to, and nothing that could end a header: one @ with something on both sides. Whether anybody
     * reads it there is not known.
     */
    static void requireAddress(String email) {
        int at = email.indexOf('@');
        boolean fits = at > 0
                && at == email.lastIndexOf('@')
                && at < email.length() - 1
                && email.length() <= LONGEST_ADDRESS
                && email.codePoints()
                        .noneMatch(c -> Character.isISOControl(c)
                                || Character.isWhitespace(c)
                                || Character.isSpaceChar(c)
                                || Character.getType(c) == Character.FORMAT);
        if (!fits) {
            throw refused(Refusal.wrong(
                    "bad-email",
                    "\"" + Words.cut(email.replaceAll("\\p{Cntrl}", "…"))
                            + "\" is no e-mail address; one has a single @ with something on both sides, and no spaces,"
                            + " such as desk@relief.example."));
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
