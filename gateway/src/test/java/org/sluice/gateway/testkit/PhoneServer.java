package org.sluice.gateway.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.sluice.gateway.mail.PhoneSettings;

/** A real HTTP server on loopback that speaks as an SMS gateway and as signal-cli's REST interface, and keeps what it got. */
public final class PhoneServer implements AutoCloseable {
    public static final String SENDER = "+900000000000";

    /** One request as it came. */
    public record Got(String path, String type, Optional<String> authorization, String body) {}

    public final List<Got> got = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile int status = 200;
    private volatile boolean stalled;

    public PhoneServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        got.add(new Got(
                exchange.getRequestURI().toString(),
                String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
                body));
        if (stalled) {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (status == 302) {
            exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
        }
        // As careless servers do: the answer repeats what it was sent.
        byte[] echoed = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, echoed.length == 0 ? -1 : echoed.length);
        exchange.getResponseBody().write(echoed);
        exchange.close();
    }

    /** What it answers from now on. */
    public void answers(int other) {
        status = other;
    }

    /** Takes every request, and answers none of them. */
    public void stall() {
        stalled = true;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Both kinds, as an administrator sets them. */
    public PhoneSettings settings() {
        return new PhoneSettings(
                Optional.of(new PhoneSettings.Sms(
                        url() + "/sms",
                        "{\"to\": \"{number}\", \"message\": \"{text}\"}",
                        "application/json",
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(200))),
                Optional.of(new PhoneSettings.Signal(url(), SENDER)));
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
    }
}
