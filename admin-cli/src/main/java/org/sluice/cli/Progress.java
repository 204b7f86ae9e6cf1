package org.sluice.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/** Says on the error stream how far long work is, every few seconds; short work says nothing. For one thread. */
final class Progress implements AutoCloseable {
    private static final long EVERY = TimeUnit.SECONDS.toNanos(3);

    private final Sluice sluice;
    private final String what;
    private final long of;
    private long done;
    private long said = System.nanoTime();
    private boolean spoken;

    Progress(Sluice sluice, String what, long of) {
        this.sluice = sluice;
        this.what = what;
        this.of = of;
    }

    private void more(long bytes) {
        at(done + bytes);
    }

    /** So much is done, be it less than before. */
    void at(long now) {
        done = now;
        say();
    }

    private void say() {
        long now = System.nanoTime();
        if (now - said > EVERY && !sluice.json()) {
            said = now;
            spoken = true;
            long percent = of == 0 ? 100 : Math.min(100, done * 100 / of);
            sluice.err().println(Json.harmless(what) + ": " + percent + " %");
        }
    }

    /** Counts what goes through. */
    OutputStream counting(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
                more(length);
            }

            @Override
            public void write(int one) throws IOException {
                out.write(one);
                more(1);
            }
        };
    }

    @Override
    public void close() {
        if (spoken) {
            sluice.err().println(Json.harmless(what) + ": done");
        }
    }
}
