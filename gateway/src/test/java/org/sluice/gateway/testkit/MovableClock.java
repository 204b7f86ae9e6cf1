package org.sluice.gateway.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands at {@link #START} until a test moves it. */
public final class MovableClock implements InstantSource {
    /** A whole second, in the morning of a working day. */
    public static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    private Instant now = START;

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** Moves the clock on. */
    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }

    /** Puts the clock at an instant. */
    public synchronized void set(Instant instant) {
        now = instant;
    }
}
