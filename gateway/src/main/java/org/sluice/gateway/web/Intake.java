package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import java.util.Optional;
import org.sluice.gateway.domain.Refusal;

/** What takes a request's body, piece by piece and on one thread at a time. After any but {@code take} nothing more comes. */
interface Intake {
    /** Takes the next bytes, or says why not; what it throws breaks the request off. */
    Optional<Refusal> take(byte[] bytes, int count);

    /** The body came whole: answers. */
    void ended(HttpServerExchange exchange);

    /** Answers with what {@link #take} said against it. */
    void refused(HttpServerExchange exchange, Refusal refusal);

    /** The line broke, stalled or was cut: nobody is there to be answered. */
    void broke();
}
