package org.sluice.gateway.usecase;

import java.util.List;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.inspect.LikelyPerson;

/** Asks before words are stored that look like a person's name or identity number: case codes only. Thread-safe. */
public final class WarnOfNames {
    private final LikelyPerson persons;

    public WarnOfNames(LikelyPerson persons) {
        this.persons = persons;
    }

    /**
     * Lets words pass, or asks. The question does not repeat the words.
     *
     * @param what they are, for the question: "The note"
     * @param confirmed whether the asker was warned and means it
     */
    public Answer<Boolean> of(String what, Optional<String> words, boolean confirmed) {
        if (confirmed || words.isEmpty() || !persons.inText(words.get())) {
            return Answer.done(true);
        }
        return Answer.refused(new Refusal(
                Refusal.Kind.CONFLICT,
                "looks-like-a-person",
                what
                        + " may hold a person's name or identity number, and it is seen where the file is not. Write a case"
                        + " code instead; if it is no person's, say it again with --anyway (\"confirmed\": true).",
                List.of()));
    }

    /**
     * Lets the name of a file pass, or asks.
     *
     * @param confirmed whether the asker was warned and means it
     */
    public Answer<Boolean> ofFile(String name, boolean confirmed) {
        if (confirmed || !inFileName(name)) {
            return Answer.done(true);
        }
        return Answer.refused(Refusal.conflict(
                "looks-like-a-person",
                "The file's name may hold a person's name or identity number, and it is seen where the file is not. Give"
                        + " it another name; if it is no person's, say it again with --anyway (\"confirmed\": true)."));
    }

    boolean inFileName(String name) {
        return persons.inFileName(name);
    }
}
