package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;

/**
 * Whether a form was sent from our own pages, as far as the browser says. Pages without a referrer send {@code Origin: null}
 * (Fetch, "append a request Origin header"), so that null alone says nothing; old browsers send neither header.
 */
final class SameSite {
    private static final HttpString FETCH_SITE = new HttpString("Sec-Fetch-Site");

    private SameSite() {}

    static boolean allows(HttpServerExchange exchange) {
        String site = exchange.getRequestHeaders().getFirst(FETCH_SITE);
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return false;
        }
        String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
        return origin == null
                || origin.equals("null")
                || origin.equalsIgnoreCase(
                        "https://" + exchange.getRequestHeaders().getFirst(Headers.HOST));
    }
}
