package org.sluice.gateway.usecase;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;

/** Counts what is read and says so once, when it is closed. */
final class InboxChannel implements SeekableByteChannel {
    private final SeekableByteChannel inner;
    private final LongConsumer ended;
    private final AtomicBoolean closed = new AtomicBoolean();
    /** How far it was read without a gap from the beginning. */
    private long bytes;

    InboxChannel(SeekableByteChannel inner, LongConsumer ended) {
        this.inner = inner;
        this.ended = ended;
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        long from = inner.position();
        int read = inner.read(to);
        if (from <= bytes) {
            bytes = Math.max(bytes, from + Math.max(0, read));
        }
        return read;
    }

    @Override
    public long position() throws IOException {
        return inner.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
        inner.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return inner.size();
    }

    @Override
    public int write(ByteBuffer from) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return inner.isOpen();
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            try {
                inner.close();
            } finally {
                ended.accept(bytes);
            }
        }
    }
}
