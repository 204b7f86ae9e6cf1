package org.sluice.gateway.inspect;

import java.time.Duration;

/**
 * How much of one deposit is looked at. What lies beyond is told as not inspected.
 *
 * @param rows of one table that are looked at; the rest is only counted
 * @param plain bytes after unpacking, over all parts
 * @param ratio unpacked bytes for one packed byte, from 8 MiB unpacked on
 * @param inMemory bytes of a part that must lie in memory as a whole: a PDF, a file in a ZIP
 * @param parts entries of a ZIP
 * @param depth ZIP in ZIP in …
 */
record Bounds(long rows, long plain, long ratio, int inMemory, int parts, int depth, int pages, Duration time) {
    static final Bounds USUAL = new Bounds(100_000, 1L << 30, 250, 24 << 20, 2_000, 3, 500, Duration.ofSeconds(60));
}
