package org.sluice.gateway.web;

import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.RequestLimit;
import io.undertow.util.AttachmentKey;
import io.undertow.util.StatusCodes;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.gateway.usecase.Network;

/**
 * The outermost handler of a listener: our own access log, the Host allow-list, and the answer to whatever went wrong inside.
 * The log has the route's pattern and never the path, in which tokens stand; for the same reason no exception reaches
 * Undertow, which would log it with the path.
 */
public final class Doorway implements HttpHandler {
    private static final Logger ACCESS = LoggerFactory.getLogger("org.sluice.gateway.access");
    private static final Logger LOG = LoggerFactory.getLogger(Doorway.class);
    private static final AttachmentKey<String> PATTERN = AttachmentKey.create(String.class);
    /** RFC 9110, section 15.5.20. */
    private static final int MISDIRECTED_REQUEST = 421;

    private static final AttachmentKey<byte[]> BODY = AttachmentKey.create(byte[].class);
    private static final AttachmentKey<Doorway> DOOR = AttachmentKey.create(Doorway.class);

    /** How this listener words its own answers: as pages or as JSON. */
    public interface Voice {
        void say(HttpServerExchange exchange, int status, String code, String incident);
    }

    private final String door;
    private final AllowedHosts hosts;
    private final Voice voice;
    private final ToIntFunction<HttpServerExchange> longestBody;
    private final RequestLimit limit;
    private final Predicate<HttpServerExchange> raw;
    private final HttpHandler inside;

    /**
     * @param door its name in the access log
     * @param longestBody bytes of a request's body, said from its head; a longer one is refused unread
     * @param inside runs on a worker thread, with the body read already
     */
    public Doorway(
            String door,
            AllowedHosts hosts,
            Voice voice,
            ToIntFunction<HttpServerExchange> longestBody,
            RequestLimit limit,
            HttpHandler inside) {
        this(door, hosts, voice, longestBody, limit, exchange -> false, inside);
    }

    /** @param raw whose bodies the inside reads itself, however long they are and take; they are not limited here */
    Doorway(
            String door,
            AllowedHosts hosts,
            Voice voice,
            ToIntFunction<HttpServerExchange> longestBody,
            RequestLimit limit,
            Predicate<HttpServerExchange> raw,
            HttpHandler inside) {
        this.raw = raw;
        this.door = door;
        this.hosts = hosts;
        this.voice = voice;
        this.longestBody = longestBody;
        this.limit = limit;
        this.inside = inside;
        limit.setFailureHandler(exchange -> voice.say(exchange, StatusCodes.SERVICE_UNAVAILABLE, "busy", ""));
    }

    /** The body of a request that came through this door; empty where it had none. */
    public static byte[] body(HttpServerExchange exchange) {
        byte[] body = exchange.getAttachment(BODY);
        return body == null ? new byte[0] : body;
    }

    /** Names the route of a request, for the log. */
    public static void route(HttpServerExchange exchange, String pattern) {
        exchange.putAttachment(PATTERN, pattern);
    }

    /** Goes on with a request whose handler returned before it had answered. */
    static void resume(HttpServerExchange exchange, HttpHandler handler) {
        Doorway door = exchange.getAttachment(DOOR);
        Connectors.executeRootHandler(resumed -> door.guarded(resumed, handler), exchange);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        exchange.putAttachment(DOOR, this);
        long began = System.nanoTime();
        StrictHeaders.on(exchange);
        exchange.addExchangeCompleteListener((done, next) -> {
            ACCESS.info(
                    "{} {} {} {} {}B {}ms {}",
                    door,
                    done.getRequestMethod().length() > 10 ? "?" : done.getRequestMethod(),
                    done.getAttachment(PATTERN) == null ? "-" : done.getAttachment(PATTERN),
                    done.getStatusCode(),
                    done.getResponseBytesSent(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began),
                    Network.of(done.getSourceAddress()));
            next.proceed();
        });
        guarded(exchange, this::enter);
    }

    private void enter(HttpServerExchange exchange) throws Exception {
        if (!hosts.allow(exchange)) {
            exchange.setPersistent(false);
            voice.say(exchange, MISDIRECTED_REQUEST, "bad-host", "");
        } else if (exchange.isRequestComplete()) {
            work(exchange);
        } else if (raw.test(exchange)) {
            exchange.setMaxEntitySize(Long.MAX_VALUE);
            exchange.dispatch(worker -> guarded(worker, inside));
        } else {
            // Read before a worker thread is taken, so that slow senders hold connections only and no threads.
            int longest = longestBody.applyAsInt(exchange);
            exchange.setMaxEntitySize(longest);
            exchange.getRequestReceiver().setMaxBufferSize(longest);
            exchange.getRequestReceiver()
                    .receiveFullBytes(
                            (read, bytes) -> {
                                read.putAttachment(BODY, bytes);
                                guarded(read, this::work);
                            },
                            (failed, why) -> {
                                failed.setPersistent(false);
                                guarded(
                                        failed,
                                        told -> voice.say(told, StatusCodes.REQUEST_ENTITY_TOO_LARGE, "too-large", ""));
                            });
        }
    }

    private void work(HttpServerExchange exchange) throws Exception {
        limit.handleRequest(exchange, admitted -> admitted.dispatch(worker -> guarded(worker, inside)));
    }

    /** Runs a handler so that whatever it throws becomes an answer with an incident number. */
    private void guarded(HttpServerExchange exchange, HttpHandler handler) {
        try {
            handler.handleRequest(exchange);
            // A handler's failure need not be an Exception, and Undertow logs whatever it gets with the path.
        } catch (Throwable e) {
            String incident = Long.toString(System.nanoTime(), 36);
            LOG.error(
                    "Incident {} at {} {}",
                    incident,
                    exchange.getRequestMethod().length() > 10 ? "?" : exchange.getRequestMethod(),
                    exchange.getAttachment(PATTERN) == null ? "-" : exchange.getAttachment(PATTERN),
                    e);
            if (exchange.isResponseStarted()) {
                Abort.connection(exchange);
            } else {
                voice.say(exchange, StatusCodes.INTERNAL_SERVER_ERROR, "failed", incident);
            }
        }
    }
}
