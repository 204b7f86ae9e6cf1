package org.sluice.gateway.sftp;

/**
 * What all clients together may send ahead, and how much of it each channel gets: while there is plenty, as much as is good
 * for speed; the more are open, the less, so that hundreds of idle sessions fit where a few fast ones would fill everything.
 * A window stays as it was given until its channel closes. Thread-safe.
 */
final class WindowPool {
    /** Below this a channel is so slow that it is better told to come again. */
    static final int LEAST = 64 * 1024;

    /** Each channel gets one part in so many of what is left: with the usual heap of 768 MiB over 600 fit. */
    private static final int PARTS = 128;

    private final int most;
    private long left;

    /**
     * A pool of which nothing is taken.
     *
     * @param bytes of all windows together; where not even one fits, there is room for one all the same
     * @param most bytes of one window
     */
    WindowPool(long bytes, int most) {
        this.most = most;
        this.left = Math.max(bytes, LEAST);
    }

    /** A window's bytes for a new channel; 0 when there is no room for another. */
    synchronized int take() {
        int window = (int) Math.clamp(left / PARTS, (long) LEAST, (long) Math.max(LEAST, most));
        if (window > left) {
            return 0;
        }
        left -= window;
        return window;
    }

    synchronized void giveBack(int window) {
        left += window;
    }
}
