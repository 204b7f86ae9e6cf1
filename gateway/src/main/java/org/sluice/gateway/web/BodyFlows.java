package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** The bodies that come in now: how many at once, who seals them, and the end of those that stall. Thread-safe. */
final class BodyFlows implements AutoCloseable {
    /** Sealing keeps a processor busy; more threads than these only wait for each other and for the disk. */
    private static final int WORKERS = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

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
