package org.sluice.gateway.usecase;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;

/**
 * Whether what somebody names is there at all: what is banned or refused under a misspelt name protects nothing, and what is
 * asked under one answers nothing.
 */
final class KnownNames {
    private KnownNames() {}

    /** Of the protocols on record, so that it can be said before one of them is in force. */
    static void audience(Rulebook rules, Handle sql, String audience) {
        known("unknown-audience", "audience", audience, rules.audiences(sql));
    }

    /** Of the protocols on record, in force or not: what was reported under an earlier one can still be asked for. */
    static void type(Rulebook rules, Handle sql, String type) {
        known("unknown-type", "information type", type, rules.typeIds(sql));
    }

    /** Those who receive, or whose people and contacts do. */
    static void recipientOrParticipant(Handle sql, String id) {
        if (!receives(sql, id) && Participants.find(sql, id).isEmpty()) {
            throw refused(new Refusal(
                    Refusal.Kind.UNKNOWN,
                    "unknown-recipient",
                    "There is no contact, person or participant \"" + id + "\"; the known ones are in: sluice contact"
                            + " list, sluice person list, sluice participant list.",
                    List.of()));
        }
    }

    /** Those who receive: a release is made to a contact or a person, and never to a participant. */
    static void recipient(Handle sql, String id) {
        if (!receives(sql, id)) {
            throw refused(new Refusal(
                    Refusal.Kind.UNKNOWN,
                    "unknown-recipient",
                    (Participants.find(sql, id).isPresent()
                                    ? "\"" + id + "\" is a participant, and a recipient is one of its contacts or"
                                            + " persons"
                                    : "There is no contact or person \"" + id + "\"")
                            + "; the known ones are in: sluice contact list, sluice person list.",
                    List.of()));
        }
    }

    private static boolean receives(Handle sql, String id) {
        return Contacts.find(sql, id).isPresent() || Persons.find(sql, id).isPresent();
    }

    private static void known(String code, String what, String word, Set<String> all) {
        if (!all.contains(word)) {
            List<String> known = List.copyOf(new TreeSet<>(all));
            throw refused(new Refusal(
                    Refusal.Kind.WRONG,
                    code,
                    "No protocol on record has the " + what + " \"" + word + "\"; it can be one of "
                            + String.join(", ", known) + ".",
                    known));
        }
    }

    private static RefusedException refused(Refusal refusal) {
        return new RefusedException(refusal);
    }
}
