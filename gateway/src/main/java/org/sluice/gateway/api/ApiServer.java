package org.sluice.gateway.api;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.RequestLimit;
import io.undertow.util.StatusCodes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sluice.crypto.Token;
import org.sluice.gateway.web.AllowedHosts;
import org.sluice.gateway.web.Doorway;
import org.sluice.gateway.web.ListenerOptions;

/**
 * The administrators' listener: plain HTTP, which is why it takes a loopback address only. Thread-safe.
 */
public final class ApiServer implements AutoCloseable {
    private static final int WORKERS = 8;
    private static final int WAITING = 100;

    private final String host;
    private final int wantedPort;
    private final ApiHandler handler;
    private @Nullable Undertow undertow;

    /**
     * @param host a loopback address or {@code localhost}
     * @param port 0 for any free one
     * @param administrator the one token that is let in
     * @throws IllegalArgumentException for any other address
     */
    public ApiServer(String host, int port, Token administrator, ApiActs acts) {
        this.host = host;
        this.wantedPort = port;
        this.handler = new ApiHandler(administrator, acts);
        requireLoopback(host);
    }

    private static void requireLoopback(String host) {
        try {
            if (InetAddress.getByName(host).isLoopbackAddress()) {
                return;
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("The API's address " + host + " is not known here; take 127.0.0.1.", e);
        }
        throw new IllegalArgumentException("The API speaks plain HTTP and listens on a loopback address only, such as"
                + " 127.0.0.1; " + host + " is none. Reach it from elsewhere through SSH.");
    }

    /**
     * Binds and begins to answer.
     *
     * @throws IllegalStateException if it runs already
     * @throws RuntimeException from Undertow if the address is taken
     */
    public synchronized void start() {
        if (undertow != null) {
            throw new IllegalStateException("The API runs already.");
        }
        Doorway doorway = new Doorway(
                "api",
                new AllowedHosts(List.of(), this::port),
                this::say,
                handler::longestBody,
                new RequestLimit(WORKERS, WAITING),
                handler);
        Undertow starting = ListenerOptions.on(Undertow.builder(), WORKERS)
                .addHttpListener(wantedPort, host)
                .setHandler(doorway)
                .build();
        starting.start();
        undertow = starting;
    }

    /** The port that it listens on. */
    public synchronized int port() {
        if (undertow == null) {
            throw new IllegalStateException("The API does not run.");
        }
        return ((InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress()).getPort();
    }

    /** Stops listening. May be called twice. */
    @Override
    public synchronized void close() {
        if (undertow != null) {
            undertow.stop();
            undertow = null;
        }
    }

    private void say(HttpServerExchange exchange, int status, String code, String incident) {
        switch (status) {
            case StatusCodes.SERVICE_UNAVAILABLE ->
                ApiHandler.send(
                        exchange,
                        status,
                        Json.error("busy", code, "Too many requests at once; try again in a moment.", List.of()));
            case StatusCodes.INTERNAL_SERVER_ERROR ->
                ApiHandler.send(
                        exchange,
                        status,
                        Json.error(
                                "failed",
                                code,
                                "The gateway could not do this. Its log says more under the incident " + incident + ".",
                                List.of()));
            case StatusCodes.REQUEST_ENTITY_TOO_LARGE ->
                ApiHandler.send(
                        exchange,
                        status,
                        Json.error(
                                "wrong",
                                code,
                                "A body has at most " + handler.longestBody(exchange) + " bytes here.",
                                List.of()));
            default ->
                ApiHandler.send(
                        exchange,
                        status,
                        Json.error(
                                "wrong",
                                code,
                                "The API answers as localhost, 127.0.0.1 or [::1] with its port, and as no other host.",
                                List.of()));
        }
    }
}
