package org.sluice.gateway.usecase;

import java.io.IOException;
import org.sluice.gateway.domain.mail.Letter;
import org.sluice.gateway.domain.release.Way;

/** The ways by which the gateway itself brings something to a contact. */
public interface Couriers {
    /** None is set up. */
    Couriers NONE = new Couriers() {
        @Override
        public boolean take(Way way) {
            return false;
        }

        @Override
        public void send(Way way, Envelope envelope) throws IOException {
            throw new IOException("Nothing is set up that could send this.");
        }
    };

    /**
     * Something for one contact.
     *
     * @param id of this sending
     * @param address an e-mail address or an international number, as the way has it
     * @param language en, fr, ar or tr
     */
    record Envelope(String id, String address, String language, Letter letter) {}

    /** Whether what this way needs is set up here. */
    boolean take(Way way);

    /**
     * Hands it over; the server at the other end has taken it when this returns. Waits for seconds, so never inside a unit.
     *
     * @throws IOException with what stood against it; the words may repeat what a server said
     */
    void send(Way way, Envelope envelope) throws IOException;
}
