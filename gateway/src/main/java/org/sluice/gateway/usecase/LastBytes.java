package org.sluice.gateway.usecase;

import java.util.Arrays;

/**
 * The last bytes that were sealed, to tell whether a client that sends some of them again sends the same. They are kept in a
 * ring, made when the first ones come. Not thread-safe.
 */
final class LastBytes {
    private final int most;
    private byte[] ring = new byte[0];
    private long end;
    private long begin;

    /** @param most bytes to remember */
    LastBytes(int most) {
        this.most = most;
    }

    /** Offset behind the last byte that was sealed. */
    long end() {
        return end;
    }

    void add(byte[] bytes, int from, int length) {
        if (ring.length == 0) {
            ring = new byte[most];
        }
        int kept = Math.min(length, most);
        long at = end + length - kept;
        int source = from + length - kept;
        int left = kept;
        while (left > 0) {
            int place = (int) (at % most);
            int part = Math.min(left, most - place);
            System.arraycopy(bytes, source, ring, place, part);
            at += part;
            source += part;
            left -= part;
        }
        end += length;
        begin = Math.max(begin, end - most);
    }

    /** Whether these bytes, which end at or before {@link #end}, are known and the same. */
    boolean same(long at, byte[] bytes, int from, int length) {
        if (at < begin) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (ring[(int) ((at + i) % most)] != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }

    void wipe() {
        Arrays.fill(ring, (byte) 0);
        ring = new byte[0];
        begin = end;
    }
}
