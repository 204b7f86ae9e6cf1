package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.gateway.domain.Refusal;
import org.xnio.channels.StreamSourceChannel;

/**
 * Brings the body of one request to its {@link Intake}. It is read on the listener's own threads when bytes are there, and
 * taken on a worker: a slow line holds a connection and one buffer, and never a thread. The next bytes are read when the
 * last were taken, so that the client feels how fast they are sealed.
 */
final class BodyFlow {
    private static final Logger LOG = LoggerFactory.getLogger(BodyFlow.class);
    private static final int PIECE = 128 * 1024;

    private final HttpServerExchange exchange;
    private final Executor workers;
    private final Runnable over;
    private final ByteBuffer piece = ByteBuffer.allocate(PIECE);
    private volatile long progress = System.nanoTime();
    private volatile boolean ended;
    private Optional<Intake> intake = Optional.empty();
    private boolean taking;
    private boolean cut;
    private boolean done;

    /** @param over told once when nothing of this runs any more */
    BodyFlow(HttpServerExchange exchange, Executor workers, Runnable over) {
        this.exchange = exchange;
        this.workers = workers;
        this.over = over;
    }

    /**
     * Lets the body come; from the handler's thread, which returns afterwards. A client that waits for the word to go on
     * (RFC 9110, section 10.1.1) hears it here, after every check.
     */
    void begin(Intake to) throws IOException {
        boolean gone;
        synchronized (this) {
            intake = Optional.of(to);
            gone = cut;
            done |= gone;
        }
        if (gone) {
            to.broke();
            over.run();
            return;
        }
        if (exchange.isRequestComplete()) {
            finish(() -> to.ended(exchange));
            return;
        }
        if (HttpContinue.requiresContinueResponse(exchange)) {
            HttpContinue.sendContinueResponseBlocking(exchange);
        }
        StreamSourceChannel channel = exchange.getRequestChannel();
        channel.getReadSetter().set(this::readable);
        wake(channel);
    }

    /** Ends it from any other thread, at once. May be called twice, and before it began. */
    void cut() {
        boolean mine;
        synchronized (this) {
            if (done || cut) {
                return;
            }
            cut = true;
            mine = intake.isPresent() && !taking;
            done |= mine;
        }
        Abort.connection(exchange);
        if (mine) {
            workers.execute(this::broke);
        }
    }

    boolean stalledAt(long nanoTime, Duration stall) {
        return nanoTime - progress >= stall.toNanos();
    }

    synchronized boolean waits() {
        return intake.isPresent() && !taking && !done;
    }

    // The successor raises no event for bytes that TLS or the parser have read ahead already; this one does.
    @SuppressWarnings("deprecation")
    private static void wake(StreamSourceChannel channel) {
        channel.wakeupReads();
    }

    private void readable(StreamSourceChannel channel) {
        synchronized (this) {
            if (done || taking) {
                return;
            }
            taking = true;
        }
        boolean failed = false;
        try {
            int read;
            do {
                read = channel.read(piece);
            } while (read > 0 && piece.hasRemaining());
            ended = read < 0;
        } catch (IOException e) {
            failed = true;
        }
        if (!failed && !ended && piece.position() == 0) {
            release();
            return;
        }
        channel.suspendReads();
        boolean lost = failed;
        workers.execute(() -> took(channel, lost));
    }

    private void took(StreamSourceChannel channel, boolean lost) {
        progress = System.nanoTime();
        Intake to = intake.orElseThrow();
        Optional<Refusal> refusal;
        try {
            refusal = lost ? Optional.empty() : to.take(piece.array(), piece.position());
        } catch (RuntimeException e) {
            LOG.error("A body could not be taken", e);
            stop();
            Abort.connection(exchange);
            broke();
            return;
        }
        piece.clear();
        if (lost || isCut()) {
            stop();
            broke();
        } else if (refusal.isPresent()) {
            stop();
            Doorway.resume(exchange, answered -> finish(() -> to.refused(exchange, refusal.get())));
        } else if (ended) {
            stop();
            Doorway.resume(exchange, answered -> finish(() -> to.ended(exchange)));
        } else if (release()) {
            wake(channel);
        }
    }

    private void finish(Runnable answer) {
        try {
            stop();
            answer.run();
        } finally {
            over.run();
        }
    }

    private synchronized boolean isCut() {
        return cut;
    }

    private synchronized void stop() {
        done = true;
    }

    /** False if it was cut meanwhile: then it ends here. */
    private boolean release() {
        synchronized (this) {
            taking = false;
            if (!cut || done) {
                return true;
            }
            done = true;
        }
        broke();
        return false;
    }

    private void broke() {
        try {
            intake.ifPresent(Intake::broke);
        } catch (RuntimeException e) {
            LOG.warn("What had arrived of a broken upload could not be kept", e);
        } finally {
            over.run();
            exchange.endExchange();
        }
    }
}
