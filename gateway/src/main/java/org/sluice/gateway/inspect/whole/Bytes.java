package org.sluice.gateway.inspect.whole;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/** The bytes of one file: some from anywhere, or one after the other from a place on. Not thread-safe. */
final class Bytes {
    private final SeekableByteChannel content;
    private final long size;
    private final ByteBuffer piece = ByteBuffer.allocate(64 << 10).flip();
    private long next;

    Bytes(SeekableByteChannel content) throws IOException {
        this.content = content;
        this.size = content.size();
    }

    long size() {
        return size;
    }

    /** Bytes from a place on; fewer where the file ends before. */
    byte[] at(long from, int length) throws IOException {
        if (from < 0 || from >= size) {
            return new byte[0];
        }
        ByteBuffer into = ByteBuffer.allocate((int) Math.min(length, size - from));
        content.position(from);
        while (into.hasRemaining() && content.read(into) >= 0) {
            // Until it is full.
        }
        return into.hasRemaining() ? Arrays.copyOf(into.array(), into.position()) : into.array();
    }

    /** Where the next byte is taken from. */
    long place() {
        return next - piece.remaining();
    }

    void place(long at) {
        long first = next - piece.position() - piece.remaining();
        if (at >= first && at <= next) {
            piece.position((int) (at - first));
        } else {
            piece.limit(0);
            next = at;
        }
    }

    /** The next byte, or -1 at the end. */
    int next() throws IOException {
        return piece.hasRemaining() || fill() ? piece.get() & 0xFF : -1;
    }

    /** What is at hand of the bytes that come next; empty at the end. They count as taken. */
    byte[] some() throws IOException {
        if (!piece.hasRemaining()) {
            fill();
        }
        byte[] some = new byte[piece.remaining()];
        piece.get(some);
        return some;
    }

    private boolean fill() throws IOException {
        byte[] read = at(next, piece.capacity());
        piece.clear();
        piece.put(read).flip();
        next += read.length;
        return read.length > 0;
    }

    static int u16(byte[] from, int at) {
        return (from[at] & 0xFF) | (from[at + 1] & 0xFF) << 8;
    }

    static long u32(byte[] from, int at) {
        return u16(from, at) | (long) u16(from, at + 2) << 16;
    }

    static long u64(byte[] from, int at) {
        return u32(from, at) | u32(from, at + 4) << 32;
    }

    static boolean has(byte[] from, int at, int... expected) {
        if (at < 0 || at + expected.length > from.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if ((from[at + i] & 0xFF) != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
