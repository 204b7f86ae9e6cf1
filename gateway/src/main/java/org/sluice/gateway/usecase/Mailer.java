package org.sluice.gateway.usecase;

import java.io.IOException;
import org.sluice.gateway.domain.mail.Letter;

/** The way to a mail server. */
public interface Mailer {
    /**
     * A letter to one address.
     *
     * @param id the same for every attempt, so that a server or a reader can tell a repetition
     * @param language en, fr, ar or tr
     */
    record Addressed(String id, String address, String language, Letter letter) {}

    /**
     * Hands a letter to the mail server, which has taken it when this returns. Waits for seconds, so never inside a unit.
     *
     * @throws IOException with what stood against it, in words that hold no secret
     */
    void send(Addressed letter) throws IOException;
}
