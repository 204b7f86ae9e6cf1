package org.sluice.gateway.sftp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A file under an open handle for reading. Fills what is asked for, since a short answer costs the client a round trip. */
final class ReadFile implements SeekableByteChannel {
    private final SeekableByteChannel inner;

    ReadFile(SeekableByteChannel inner) {
        this.inner = inner;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int all = 0;
        while (target.hasRemaining()) {
            int read = inner.read(target);
            if (read < 0) {
                return all == 0 ? -1 : all;
            }
            all += read;
        }
        return all;
    }

    @Override
    public long position() throws IOException {
        return inner.position();
    }

    @Override
    public SeekableByteChannel position(long newPosition) throws IOException {
        // Already there in a plain download; a move would drop the frame that is open.
        if (inner.position() != newPosition) {
            inner.position(newPosition);
        }
        return this;
    }

    @Override
    public long size() throws IOException {
        return inner.size();
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
        return inner.isOpen();
    }

    /** Also runs on interrupted threads, when a line breaks; the flag is put aside as for uploads. */
    @Override
    public void close() throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            inner.close();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
