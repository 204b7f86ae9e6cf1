package org.sluice.gateway.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sluice.gateway.balancer.Balancers;

/**
 * How the recipients' listener runs.
 *
 * @param host the address to bind to
 * @param port 0 for any free one
 * @param names host names under which recipients reach this gateway, each with or without a port; {@code localhost}
 *     and the loopback addresses are accepted besides, with the listener's own port
 * @param workers platform threads for requests; one running download holds one of them
 * @param waiting requests that wait for a thread before further ones are turned away
 * @param olderTls whether TLS 1.2 is spoken besides 1.3
 * @param balancers a port of its own for balancers that pass TLS through
 * @param stall how long a client may take no byte before its download is broken off
 */
public record WebSettings(
        String host,
        int port,
        List<String> names,
        int workers,
        int waiting,
        boolean olderTls,
        Optional<Balancers> balancers,
        Duration stall) {

    /** Threads that downloads never hold, since TLS handshakes run on the same ones. */
    static final int SPARE = 4;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if no thread would be left for requests
     */
    public WebSettings {
        names = List.copyOf(names);
        if (workers <= SPARE || waiting < 1 || !stall.isPositive()) {
            throw new IllegalArgumentException("The web listener needs more than " + SPARE
                    + " workers, a queue of 1 or more, and time for a stall.");
        }
    }

    /** Downloads at once: two thirds of the threads, so that pages are answered however slow the lines are. */
    int downloads() {
        return Math.max(1, (workers - SPARE) * 2 / 3);
    }

    /** Uploads at once: each holds a connection and a buffer, and no thread while it waits for its client. */
    int uploads() {
        return 12 * workers;
    }

    /** Usual sizes for one node. */
    public static WebSettings usual(
            String host, int port, List<String> names, boolean olderTls, Optional<Balancers> balancers) {
        return new WebSettings(host, port, names, 64, 200, olderTls, balancers, Duration.ofSeconds(60));
    }
}
