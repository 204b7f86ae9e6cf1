package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.participant.DepositToken;
import org.sluice.gateway.usecase.EnterWithToken;
import org.sluice.gateway.usecase.From;

/**
 * Who deposits: a job by the token in its header (RFC 6750, section 2.1), a browser by the session that its token opened.
 * The session alone lets nothing change: what a page sends besides is its nonce, which no other site knows. Thread-safe.
 */
final class Depositor {
    static final HttpString NONCE = new HttpString("Sluice-Nonce");
    private static final String SCHEME = "bearer ";

    private final EnterWithToken tokens;
    private final Sessions sessions;
    private final DepositCookie cookie;

    Depositor(EnterWithToken tokens, Sessions sessions) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.cookie = new DepositCookie(sessions);
    }

    /** For programs and the page's script. */
    Answer<DepositToken> of(HttpServerExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
        if (given != null && given.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return tokens.check(given.substring(SCHEME.length()).strip(), from(exchange));
        }
        Optional<Session> session = cookie.read(exchange);
        String nonce = exchange.getRequestHeaders().getFirst(NONCE);
        if (session.isEmpty() || !sessions.fits(session.get(), nonce) || !SameSite.allows(exchange)) {
            return Answer.refused(Refusal.forbidden(
                    "token-missing",
                    "Say who deposits: send the header \"Authorization: Bearer " + DepositToken.PREFIX + "…\"."));
        }
        return again(exchange, session.get());
    }

    /** For the page itself, which changes nothing, and for its form, whose nonce is looked at elsewhere. */
    Answer<DepositToken> ofPage(HttpServerExchange exchange) {
        return cookie.read(exchange)
                .map(session -> again(exchange, session))
                .orElseGet(() -> Answer.refused(Refusal.forbidden("session-over", "There is no session.")));
    }

    private Answer<DepositToken> again(HttpServerExchange exchange, Session session) {
        String id = session.epochs().keySet().stream().findFirst().orElse("");
        Answer<DepositToken> token = tokens.again(id, from(exchange));
        return token.then(known -> {
            // An upload on a bad line takes longer than a session: whoever goes on goes on with the session too.
            cookie.write(exchange, session);
            return token;
        });
    }

    /** Opens a session for a token that somebody typed. */
    Answer<Session> enter(HttpServerExchange exchange, String typed) {
        return tokens.check(typed.strip(), from(exchange)).then(token -> {
            Session session = sessions.begin(DepositCookie.FOR, Map.of(token.id(), token.epoch()));
            cookie.write(exchange, session);
            return Answer.done(session);
        });
    }

    Optional<String> nonce(HttpServerExchange exchange) {
        return cookie.read(exchange).map(sessions::nonce);
    }

    boolean fits(HttpServerExchange exchange, String nonce) {
        return cookie.read(exchange)
                .filter(session -> sessions.fits(session, nonce))
                .isPresent();
    }

    void leave(HttpServerExchange exchange) {
        cookie.read(exchange).ifPresent(sessions::end);
        cookie.remove(exchange);
    }

    static From from(HttpServerExchange exchange) {
        return From.of(exchange.getSourceAddress());
    }
}
