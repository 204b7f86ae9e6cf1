package org.sluice.gateway.usecase;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** Reading of another channel, and nothing but reading; what is done besides is the business of whoever extends it. */
public abstract class ReadChannel implements SeekableByteChannel {
    private final SeekableByteChannel inner;

    protected ReadChannel(SeekableByteChannel inner) {
        this.inner = inner;
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        return inner.read(to);
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
    public final long size() throws IOException {
        return inner.size();
    }

    @Override
    public final int write(ByteBuffer from) {
        throw new NonWritableChannelException();
    }

    @Override
    public final SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public final boolean isOpen() {
        return inner.isOpen();
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }
}
