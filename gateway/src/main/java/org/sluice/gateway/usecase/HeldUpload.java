package org.sluice.gateway.usecase;

import java.time.Duration;
import java.time.Instant;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.deposit.Deposit;

/**
 * An upload over HTTPS while this node holds it open: between two requests of its client the bytes of an unfinished frame
 * stay here. One request has it at a time; a later one takes over from one whose line is dead but does not know it yet.
 * Thread-safe.
 */
final class HeldUpload {
    private final Visit visit;
    private final Upload upload;
    private Runnable cutter = () -> {};
    private boolean taken;
    private boolean over;
    private Instant used;

    HeldUpload(Visit visit, Upload upload, Instant now) {
        this.visit = visit;
        this.upload = upload;
        this.used = now;
    }

    /** Takes it for a request; false if the one that has it does not let go in time, or if it is over. */
    synchronized boolean take(Runnable cut, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (taken && !over) {
            cutter.run();
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        if (over) {
            return false;
        }
        taken = true;
        cutter = cut;
        return true;
    }

    synchronized void release(Instant now) {
        taken = false;
        cutter = () -> {};
        used = now;
        notifyAll();
    }

    /** Ends the request that has it, if one does. */
    void cutRequest() {
        Runnable cut;
        synchronized (this) {
            cut = cutter;
        }
        cut.run();
    }

    synchronized boolean idleSince(Instant instant) {
        return !taken && !used.isAfter(instant);
    }

    String depositId() {
        return upload.depositId();
    }

    long size() {
        return upload.size();
    }

    Visit visit() {
        return visit;
    }

    Answer<Long> write(byte[] bytes, int length) {
        return upload.write(upload.size(), bytes, 0, length);
    }

    /** Seals the end. Whatever comes of it, nothing more can be done with this. */
    Answer<Deposit> complete() {
        try {
            return upload.complete();
        } finally {
            close();
        }
    }

    /** Gives it up: full frames stay, to be continued. May be called twice. */
    void abandon() {
        try {
            upload.abandon();
        } finally {
            close();
        }
    }

    private void close() {
        visit.close();
        synchronized (this) {
            over = true;
            notifyAll();
        }
    }
}
