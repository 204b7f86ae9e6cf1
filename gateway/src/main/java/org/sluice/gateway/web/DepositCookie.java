package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.Cookie;
import io.undertow.util.Headers;
import java.util.Optional;

/** The cookie of the deposit page; the prefix pins it to this host (RFC 6265bis). */
final class DepositCookie {
    /** With a space, so that it is no link's. */
    static final String FOR = "deposit page";

    private static final String NAME = "__Host-sluice-deposit";
    private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=";

    private final Sessions sessions;

    DepositCookie(Sessions sessions) {
        this.sessions = sessions;
    }

    Optional<Session> read(HttpServerExchange exchange) {
        Cookie cookie = exchange.getRequestCookie(NAME);
        return cookie == null ? Optional.empty() : sessions.read(FOR, cookie.getValue());
    }

    void write(HttpServerExchange exchange, Session session) {
        exchange.getResponseHeaders()
                .add(Headers.SET_COOKIE, NAME + "=" + sessions.token(session) + ATTRIBUTES + Sessions.LIFE.toSeconds());
    }

    void remove(HttpServerExchange exchange) {
        exchange.getResponseHeaders().add(Headers.SET_COOKIE, NAME + "=" + ATTRIBUTES + "0");
    }
}
