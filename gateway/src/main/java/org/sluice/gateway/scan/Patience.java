package org.sluice.gateway.scan;

import java.time.Duration;

/**
 * How long a scanner is waited for.
 *
 * @param connect until it takes the connection
 * @param silence between two signs of life; clamd itself stops looking at a file after two minutes, unless it is told otherwise
 * @param altogether for one file
 */
record Patience(Duration connect, Duration silence, Duration altogether) {
    Patience forPing() {
        return new Patience(connect, connect, connect.multipliedBy(2));
    }
}
