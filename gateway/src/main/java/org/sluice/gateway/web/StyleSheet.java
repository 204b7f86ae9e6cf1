package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The one style sheet. Its address carries its hash, so that browsers keep it until it changes. Immutable. */
final class StyleSheet {
    private final byte[] text;

    private StyleSheet(byte[] text) {
        this.text = text;
    }

    static StyleSheet load() {
        try (InputStream in = StyleSheet.class.getResourceAsStream("sluice.css")) {
            if (in == null) {
                throw new IllegalStateException("The style sheet is missing from this build.");
            }
            return new StyleSheet(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
            return "/static/sluice.css?v=" + HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    void send(HttpServerExchange exchange) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/css; charset=utf-8");
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "public, max-age=31536000, immutable");
        exchange.setResponseContentLength(text.length);
        if (exchange.getRequestMethod().equals(Methods.HEAD)) {
            exchange.endExchange();
        } else {
            exchange.getResponseSender().send(ByteBuffer.wrap(text));
        }
    }
}
