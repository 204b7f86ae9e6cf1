package org.sluice.gateway.scan;

import java.time.Duration;

/**
 * How long a scanner is waited for.
 *
 * @param connect until it takes the connection
 * @param silence between two signs of life; clamd itself stops looking at a file after two minutes, unless it is told otherwise
 * @param altogether for one file
 */
record ScanTimes(Duration connect, Duration silence, Duration altogether) {
    ScanTimes forPing() {
        return new ScanTimes(connect, connect, connect.multipliedBy(2));
    }
}
