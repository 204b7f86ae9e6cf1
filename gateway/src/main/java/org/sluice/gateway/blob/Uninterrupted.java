package org.sluice.gateway.blob;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * A file channel closes itself when its thread is interrupted, or comes in interrupted; the SSH server closes handles on
 * just such threads, and a cut transfer is woken that way. So file work runs with the flag cleared, is done again when an
 * interrupt hits it, and leaves the flag set.
 */
final class Uninterrupted {
    private Uninterrupted() {}

    /** Does the work; it must be able to start over with a channel that is closed. */
    static <T> T call(Work<T> work) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return work.run();
                } catch (ClosedByInterruptException e) {
                    interrupted = true;
                    // Clears the flag, or the next attempt would be hit at once.
                    Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Work on files that may be done twice. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }
}
