package org.sluice.gateway.usecase;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;

/** Counts what is read and says so once, when it is closed. */
final class InboxChannel extends ReadChannel {
    private final LongConsumer ended;
    private final AtomicBoolean closed = new AtomicBoolean();
    /** How far it was read without a gap from the beginning. */
    private long bytes;

    InboxChannel(SeekableByteChannel inner, LongConsumer ended) {
        super(inner);
        this.ended = ended;
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        long from = position();
        int read = super.read(to);
        if (from <= bytes) {
            bytes = Math.max(bytes, from + Math.max(0, read));
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            try {
                super.close();
            } finally {
                ended.accept(bytes);
            }
        }
    }
}
