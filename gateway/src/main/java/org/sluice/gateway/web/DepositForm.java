package org.sluice.gateway.web;

import java.util.List;

/**
 * What the deposit page shows, and of it the page that seals.
 *
 * @param alert in the reader's language, with {@code why} in English after it; both may be empty
 * @param nonce empty where nobody has shown a token: then the page asks for one
 * @param script the address of the deposit page's script
 */
public record DepositForm(
        String alert,
        String why,
        String nonce,
        String channel,
        String channelTitle,
        String until,
        List<Choice> types,
        List<Question> questions,
        String script) {
    /** One choice of a list. */
    public record Choice(String value, String words) {}

    /** One list to choose from. */
    public record Question(String name, String words, List<Choice> choices) {
        public Question {
            choices = List.copyOf(choices);
        }
    }

    public DepositForm {
        types = List.copyOf(types);
        questions = List.copyOf(questions);
    }

    /** Asks for a token. */
    static DepositForm asking(String alert, String why) {
        return new DepositForm(alert, why, "", "", "", "", List.of(), List.of(), "");
    }
}
