package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.Cookie;
import io.undertow.util.Headers;
import java.util.Optional;
import org.sluice.crypto.Token;

/**
 * The secret that opens what is sealed, between two requests of one recipient: it rests in this cookie and nowhere else.
 * As the session's, it is pinned to this host and kept from scripts.
 */
final class SealCookie {
    private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=";

    private SealCookie() {}

    static Optional<Token> read(HttpServerExchange exchange, String linkId) {
        Cookie cookie = exchange.getRequestCookie(name(linkId));
        return cookie == null ? Optional.empty() : Token.parse(cookie.getValue());
    }

    static void write(HttpServerExchange exchange, String linkId, Token secret) {
        exchange.getResponseHeaders()
                .add(
                        Headers.SET_COOKIE,
                        name(linkId) + "=" + secret.reveal() + ATTRIBUTES + Sessions.LONGEST.toSeconds());
    }

    static void remove(HttpServerExchange exchange, String linkId) {
        if (exchange.getRequestCookie(name(linkId)) != null) {
            exchange.getResponseHeaders().add(Headers.SET_COOKIE, name(linkId) + "=" + ATTRIBUTES + "0");
        }
    }

    private static String name(String linkId) {
        return "__Host-sluice-seal-" + linkId;
    }
}
