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

/** A style sheet or script of this build. Its address carries its hash, so that browsers keep it until it changes. Immutable. */
final class StaticText {
    private final String name;
    private final String type;
    private final byte[] text;

    private StaticText(String name, String type, byte[] text) {
        this.name = name;
        this.type = type;
        this.text = text;
    }

    static StaticText style() {
        return load("sluice.css", "text/css; charset=utf-8");
    }

    static StaticText script(String name) {
        return load(name, "text/javascript; charset=utf-8");
    }

    private static StaticText load(String name, String type) {
        try (InputStream in = StaticText.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from this build.");
            }
            return new StaticText(name, type, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    String address() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
            return "/static/" + name + "?v=" + HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    void send(HttpServerExchange exchange) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "public, max-age=31536000, immutable");
        exchange.setResponseContentLength(text.length);
        if (exchange.getRequestMethod().equals(Methods.HEAD)) {
            exchange.endExchange();
        } else {
            exchange.getResponseSender().send(ByteBuffer.wrap(text));
        }
    }
}
