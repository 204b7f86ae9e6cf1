package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;

/** Headers that every answer has, also an error's. */
final class StrictHeaders {
    static final String PAGE_POLICY =
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    /** For the deposit page, whose script asks nobody but this gateway. */
    static final String SCRIPTED_POLICY = PAGE_POLICY + "; script-src 'self'; connect-src 'self'";
    /** For the page that seals: no form sends a plain file, and no text becomes markup or script. */
    static final String SEALING_POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
            + " form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script';"
            + " trusted-types 'none'";

    static final String FILE_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'";
    static final HttpString POLICY = new HttpString("Content-Security-Policy");

    private StrictHeaders() {}

    static void on(HttpServerExchange exchange) {
        HeaderMap headers = exchange.getResponseHeaders();
        headers.put(POLICY, PAGE_POLICY);
        headers.put(new HttpString("Strict-Transport-Security"), "max-age=31536000");
        headers.put(new HttpString("X-Content-Type-Options"), "nosniff");
        headers.put(new HttpString("X-Frame-Options"), "DENY");
        headers.put(new HttpString("Referrer-Policy"), "no-referrer");
        headers.put(new HttpString("Cross-Origin-Opener-Policy"), "same-origin");
        headers.put(new HttpString("Cross-Origin-Resource-Policy"), "same-origin");
        headers.put(new HttpString("Permissions-Policy"), "camera=(), geolocation=(), microphone=()");
        headers.put(new HttpString("X-Robots-Tag"), "noindex, nofollow, noarchive");
        headers.put(Headers.CACHE_CONTROL, "no-store");
    }
}
