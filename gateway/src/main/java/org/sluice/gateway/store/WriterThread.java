package org.sluice.gateway.store;

/** The one thread on which units of work run; its type tells it from every other. */
final class WriterThread extends Thread {
    WriterThread(Runnable work) {
        super(work, "sluice-writer");
        // The process may end without the door being closed: what was not committed was not answered either.
        setDaemon(true);
    }
}
