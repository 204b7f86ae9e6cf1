package org.sluice.gateway;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the gateway does by itself, one thing at a time on one thread. A job that fails is logged and comes again. */
final class Jobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    private final ScheduledExecutorService clockwork;

    Jobs(String name) {
        clockwork = Executors.newSingleThreadScheduledExecutor(job -> new Thread(job, name));
    }

    void every(Duration pause, String name, Runnable job) {
        // It ends with the clockwork, and the job catches its own failures.
        ScheduledFuture<?> unused = clockwork.scheduleWithFixedDelay(
                () -> {
                    try {
                        job.run();
                    } catch (RuntimeException e) {
                        LOG.error("The job \"{}\" failed; it comes again in {} ms", name, pause.toMillis(), e);
                    }
                },
                pause.toMillis(),
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clockwork.shutdown();
        try {
            if (!clockwork.awaitTermination(10, TimeUnit.SECONDS)) {
                clockwork.shutdownNow();
            }
        } catch (InterruptedException e) {
            clockwork.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
