package org.sluice.gateway.sftp;

import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A short text in memory, read as a file. */
final class BytesChannel implements SeekableByteChannel {
    private final ByteBuffer bytes;
    private long position;

    BytesChannel(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    @Override
    public int read(ByteBuffer target) {
        if (position >= bytes.limit()) {
            return -1;
        }
        int from = Math.toIntExact(position);
        int length = Math.min(target.remaining(), bytes.limit() - from);
        target.put(bytes.slice(from, length));
        position += length;
        return length;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return bytes.limit();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    /** Holds nothing but memory. */
    @Override
    public void close() {}
}
