package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.ETag;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.usecase.FetchFile;

/**
 * Sends the bytes of claimed files, whole or one range of them (RFC 9110, section 14). What is recorded as delivered is only
 * what this handler wrote and saw accepted; the last piece counts once the answer was closed and flushed. Thread-safe.
 */
final class Downloads {
    private static final Logger LOG = LoggerFactory.getLogger(Downloads.class);
    private static final HttpString REPR_DIGEST = new HttpString("Repr-Digest");
    private static final int PIECE = 64 * 1024;

    private final FetchFile fetch;
    private final Pages pages;
    private final Duration stall;
    /** Running downloads; fewer than there are threads, so that slow ones never close the pages to others. */
    private final Semaphore places;

    private final Set<RunningDownload> running = ConcurrentHashMap.newKeySet();

    Downloads(FetchFile fetch, Pages pages, Duration stall, int most) {
        this.fetch = fetch;
        this.pages = pages;
        this.stall = stall;
        this.places = new Semaphore(most);
    }

    void send(HttpServerExchange exchange, Route.Content route, Session session) {
        Answer<Deposit> claimed = fetch.look(route.linkId(), session.epochs(), route.depositId());
        switch (claimed) {
            case Answer.Refused<Deposit> refused -> pages.refused(exchange, refused.refusal());
            case Answer.Done<Deposit> done -> send(exchange, route, session, done.value());
        }
    }

    private void send(HttpServerExchange exchange, Route.Content route, Session session, Deposit deposit) {
        boolean head = exchange.getRequestMethod().equals(Methods.HEAD);
        // A range is defined for GET only (RFC 9110, section 14.2).
        ByteRange range = head ? new ByteRange.Whole() : ByteRange.of(ifRange(exchange, deposit), deposit.size());
        switch (range) {
            case ByteRange.Beyond beyond -> {
                exchange.getResponseHeaders().put(Headers.CONTENT_RANGE, "bytes */" + deposit.size());
                pages.wrong(exchange, StatusCodes.REQUEST_RANGE_NOT_SATISFIABLE);
            }
            case ByteRange.Part part -> {
                exchange.getResponseHeaders()
                        .put(
                                Headers.CONTENT_RANGE,
                                "bytes " + part.from() + "-" + (part.to() - 1) + "/" + deposit.size());
                stream(exchange, route, session, deposit, StatusCodes.PARTIAL_CONTENT, part.from(), part.to());
            }
            case ByteRange.Whole whole -> {
                if (head) {
                    describe(exchange, deposit, StatusCodes.OK, deposit.size());
                    exchange.endExchange();
                } else {
                    stream(exchange, route, session, deposit, StatusCodes.OK, 0, deposit.size());
                }
            }
        }
    }

    /** The Range header, unless If-Range names another file than this one; only a strong tag can match. */
    private static @org.jspecify.annotations.Nullable String ifRange(HttpServerExchange exchange, Deposit deposit) {
        String condition = exchange.getRequestHeaders().getFirst(Headers.IF_RANGE);
        return condition == null || condition.equals(tag(deposit).toString())
                ? exchange.getRequestHeaders().getFirst(Headers.RANGE)
                : null;
    }

    private static ETag tag(Deposit deposit) {
        return new ETag(false, deposit.sha256().orElseThrow());
    }

    private static void describe(HttpServerExchange exchange, Deposit deposit, int status, long length) {
        HeaderMap headers = exchange.getResponseHeaders();
        headers.put(StrictHeaders.POLICY, StrictHeaders.FILE_POLICY);
        headers.put(Headers.CONTENT_TYPE, "application/octet-stream");
        headers.put(Headers.CONTENT_DISPOSITION, ContentDisposition.attachment(deposit.name()));
        headers.put(Headers.ACCEPT_RANGES, "bytes");
        headers.put(Headers.ETAG, tag(deposit).toString());
        byte[] digest = HexFormat.of().parseHex(deposit.sha256().orElseThrow());
        headers.put(REPR_DIGEST, "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":");
        exchange.setStatusCode(status);
        exchange.setResponseContentLength(length);
    }

    private void stream(
            HttpServerExchange exchange,
            Route.Content route,
            Session session,
            Deposit deposit,
            int status,
            long from,
            long to) {
        inPlace(exchange, download -> streamNow(exchange, route, session, deposit, status, from, to, download));
    }

    /** Runs a download in one of the places, watched so that a client that takes nothing does not keep it. */
    void inPlace(HttpServerExchange exchange, Consumer<RunningDownload> send) {
        if (!places.tryAcquire()) {
            exchange.getResponseHeaders().remove(Headers.CONTENT_RANGE);
            pages.busy(exchange);
            return;
        }
        RunningDownload download = new RunningDownload(exchange);
        running.add(download);
        try {
            send.accept(download);
        } finally {
            running.remove(download);
            places.release();
        }
    }

    private void streamNow(
            HttpServerExchange exchange,
            Route.Content route,
            Session session,
            Deposit deposit,
            int status,
            long from,
            long to,
            RunningDownload download) {
        Answer<FetchFile.Delivery> begun = fetch.begin(
                route.linkId(),
                session.epochs(),
                route.depositId(),
                from,
                to,
                download,
                SealCookie.read(exchange, route.linkId()));
        if (begun instanceof Answer.Refused<FetchFile.Delivery> refused) {
            exchange.getResponseHeaders().remove(Headers.CONTENT_RANGE);
            pages.refused(exchange, refused.refusal());
            return;
        }
        try (FetchFile.Delivery delivery = begun.orThrow()) {
            Optional<IOException> broken = Optional.empty();
            try {
                if (download.begin()) {
                    describe(exchange, deposit, status, to - from);
                    write(exchange, delivery, download, from, to);
                }
            } catch (IOException e) {
                broken = Optional.of(e);
            } finally {
                download.end();
            }
            if (broken.isPresent() || download.wasCut()) {
                Abort.connection(exchange);
                // The client's address and the file's name stay out; the audit has link and deposit.
                LOG.info(
                        "A download of {} ended early: {}",
                        deposit.id(),
                        broken.map(e -> e.getClass().getSimpleName()).orElse("cut"));
            }
        }
    }

    private static void write(
            HttpServerExchange exchange, FetchFile.Delivery delivery, RunningDownload download, long from, long to)
            throws IOException {
        SeekableByteChannel body = delivery.body();
        body.position(from);
        Sink out = new Sink(exchange, download, delivery::stopped);
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        long left = to - from;
        long unproven = 0;
        while (left > 0) {
            if (delivery.stopped()) {
                throw new IOException("stopped");
            }
            piece.clear().limit((int) Math.min(PIECE, left));
            while (piece.hasRemaining()) {
                if (body.read(piece) < 0) {
                    throw new IOException("the body ended before its length");
                }
            }
            piece.flip();
            delivery.sent(unproven);
            unproven = piece.limit();
            left -= unproven;
            out.write(piece);
        }
        out.end();
        delivery.sent(unproven);
        exchange.endExchange();
    }

    /** Ends downloads whose clients took nothing for too long; called every so often. */
    void endStalled() {
        long now = System.nanoTime();
        running.stream().filter(one -> one.stalledAt(now, stall)).forEach(RunningDownload::run);
    }
}
