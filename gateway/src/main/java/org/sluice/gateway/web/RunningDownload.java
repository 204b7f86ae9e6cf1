package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import java.time.Duration;

/**
 * Stops one download from any other thread: closes its connection, and interrupts its thread, since a close alone does not
 * wake a thread that waits for a client which takes no more bytes. The interrupt reaches the sending only, never what the
 * thread does before or after it.
 */
final class RunningDownload implements Runnable {
    private final HttpServerExchange exchange;
    private final Thread thread;
    private boolean cut;
    private boolean sending;
    private volatile long progress = System.nanoTime();

    /** For the download that the calling thread is about to send. */
    RunningDownload(HttpServerExchange exchange) {
        this.exchange = exchange;
        this.thread = Thread.currentThread();
    }

    @Override
    public synchronized void run() {
        cut = true;
        Abort.connection(exchange);
        if (sending) {
            thread.interrupt();
        }
    }

    /** False if it was cut already and nothing may be sent. */
    synchronized boolean begin() {
        sending = !cut;
        return sending;
    }

    /** From here on no interrupt comes any more, and the one that came is gone. */
    synchronized void end() {
        sending = false;
        // Whoever interrupted meant this download, which is over; the next task of the thread must not see it.
        boolean dropped = Thread.interrupted();
        cut |= dropped;
    }

    /** The client took bytes. */
    void progressed() {
        progress = System.nanoTime();
    }

    /** Whether its client took nothing for that long. */
    boolean stalledAt(long nanoTime, Duration stall) {
        return nanoTime - progress >= stall.toNanos();
    }

    synchronized boolean wasCut() {
        return cut;
    }
}
