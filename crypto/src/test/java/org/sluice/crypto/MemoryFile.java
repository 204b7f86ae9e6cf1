package org.sluice.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A body file in memory that remembers what was durable when, and can be told to fail. */
final class MemoryFile implements BodyFile {

    private byte[] bytes;
    private int size;
    private long position;
    private boolean closed;

    /** The size at each force, in order. */
    final List<Long> forcedSizes = new ArrayList<>();

    /** The size after each write, in order. */
    final List<Long> writtenSizes = new ArrayList<>();

    /** The write (from 0) that fails after having stored half its bytes; none if negative. */
    int failingWrite = -1;

    MemoryFile() {
        this(new byte[0]);
    }

    MemoryFile(byte[] content) {
        this.bytes = content.clone();
        this.size = content.length;
    }

    byte[] content() {
        return Arrays.copyOf(bytes, size);
    }

    @Override
    public void force() {
        forcedSizes.add((long) size);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        checkOpen();
        if (position >= size) {
            return -1;
        }
        int part = Math.min(into.remaining(), size - (int) position);
        into.put(bytes, (int) position, part);
        position += part;
        return part;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        checkOpen();
        boolean failing = failingWrite == writtenSizes.size();
        int part = failing ? from.remaining() / 2 : from.remaining();
        int end = (int) position + part;
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
        }
        from.get(bytes, (int) position, part);
        position = end;
        size = Math.max(size, end);
        writtenSizes.add((long) size);
        if (failing) {
            throw new IOException("the disk is full");
        }
        return part;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public MemoryFile position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public SeekableByteChannel truncate(long newSize) {
        if (newSize < size) {
            Arrays.fill(bytes, (int) newSize, size, (byte) 0);
            size = (int) newSize;
        }
        position = Math.min(position, newSize);
        return this;
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
    }

    private void checkOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }
}
