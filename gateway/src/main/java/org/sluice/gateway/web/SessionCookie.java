package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.Cookie;
import io.undertow.util.Headers;
import java.util.Optional;

/** One cookie for each link, so that two opened links do not end each other; the prefix pins it to this host (RFC 6265bis). */
final class SessionCookie {
    private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=";

    private final Sessions sessions;

    SessionCookie(Sessions sessions) {
        this.sessions = sessions;
    }

    Optional<Session> read(HttpServerExchange exchange, String linkId) {
        Cookie cookie = exchange.getRequestCookie(name(linkId));
        return cookie == null ? Optional.empty() : sessions.read(linkId, cookie.getValue());
    }

    void write(HttpServerExchange exchange, Session session) {
        exchange.getResponseHeaders()
                .add(
                        Headers.SET_COOKIE,
                        name(session.linkId()) + "=" + sessions.token(session) + ATTRIBUTES
                                + Sessions.LIFE.toSeconds());
    }

    void remove(HttpServerExchange exchange, String linkId) {
        exchange.getResponseHeaders().add(Headers.SET_COOKIE, name(linkId) + "=" + ATTRIBUTES + "0");
    }

    private static String name(String linkId) {
        return "__Host-sluice-" + linkId;
    }
}
