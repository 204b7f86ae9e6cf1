package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.usecase.UploadRequest;

/** The bodies that come in now: how many at once, who seals them, and the end of those that stall. Thread-safe. */
final class BodyFlows implements AutoCloseable {
    /** Sealing keeps a processor busy; more threads than these only wait for each other and for the disk. */
    private static final int WORKERS = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    static final Refusal BUSY =
            Refusal.of(Refusal.Kind.BUSY, "busy", "Too many uploads run at once here; try again in half a minute.");

    private final ExecutorService workers = Executors.newFixedThreadPool(
            WORKERS, work -> Thread.ofPlatform().name("web-uploads").unstarted(work));
    private final Set<BodyFlow> running = ConcurrentHashMap.newKeySet();
    private final Semaphore places;
    private final Duration stall;

    /**
     * @param most bodies at once
     * @param stall how long a client may send nothing before its line counts as broken
     */
    BodyFlows(int most, Duration stall) {
        this.places = new Semaphore(most);
        this.stall = stall;
    }

    /** A place for one request's body; nothing if all are taken. Whoever gets it begins it or lets it go. */
    Optional<BodyFlow> place(HttpServerExchange exchange) {
        if (!places.tryAcquire()) {
            return Optional.empty();
        }
        BodyFlow[] own = new BodyFlow[1];
        own[0] = new BodyFlow(exchange, workers, () -> leave(own[0]));
        running.add(own[0]);
        return Optional.of(own[0]);
    }

    /** What a request opens before its body may come. */
    interface Opening {
        /**
         * Says what takes the body, or why none may.
         *
         * @param opened is told what was opened, so that a refusal after it closes it again
         */
        Answer<? extends Intake> open(BodyFlow flow, Consumer<UploadRequest> opened);
    }

    /** Lets the body of one request come if there is a place and what it needs can be opened, and answers else. */
    void run(HttpServerExchange exchange, UploadAnswers answers, Opening opening) throws IOException {
        Optional<BodyFlow> place = place(exchange);
        if (place.isEmpty()) {
            answers.refused(exchange, BUSY);
            return;
        }
        BodyFlow flow = place.get();
        AtomicReference<@Nullable UploadRequest> opened = new AtomicReference<>();
        boolean begun = false;
        try {
            switch (opening.open(flow, opened::set)) {
                case Answer.Refused<? extends Intake> refused -> answers.refused(exchange, refused.refusal());
                case Answer.Done<? extends Intake> done -> {
                    begun = true;
                    flow.begin(done.value());
                }
            }
        } finally {
            if (!begun) {
                UploadRequest request = opened.get();
                if (request != null) {
                    request.close();
                }
                leave(flow);
            }
        }
    }

    /** Gives a place back that was not begun, or is over. May be called twice. */
    void leave(BodyFlow flow) {
        if (running.remove(flow)) {
            places.release();
        }
    }

    /** Ends bodies whose clients sent nothing for too long; called every so often. */
    void endStalled() {
        long now = System.nanoTime();
        running.stream()
                .filter(flow -> flow.waits() && flow.stalledAt(now, stall))
                .forEach(BodyFlow::cut);
    }

    int running() {
        return running.size();
    }

    @Override
    public void close() {
        running.forEach(BodyFlow::cut);
        workers.close();
    }
}
