package org.sluice.gateway.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.sluice.crypto.BodyFile;

/**
 * An open body. Unlike a {@link FileChannel} it survives the interruption of its thread. Its calls exclude each other,
 * except that {@link #close} may come from any thread at any time.
 */
public final class BodyChannel implements BodyFile {
    private final Path file;
    private final boolean writable;
    private volatile FileChannel channel;
    private volatile boolean closed;
    private long position;

    private BodyChannel(Path file, boolean writable, FileChannel channel, long position) {
        this.file = file;
        this.writable = writable;
        this.channel = channel;
        this.position = position;
    }

    static BodyChannel open(Path file, boolean writable) throws IOException {
        return new BodyChannel(file, writable, FileChannel.open(file, options(writable)), 0);
    }

    /** Stands at the end of the body. */
    static BodyChannel openAtEnd(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, options(true));
        try {
            return new BodyChannel(file, true, channel, channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public synchronized int read(ByteBuffer into) throws IOException {
        int start = into.position();
        int count = Uninterrupted.call(() -> channel().read(into.position(start), position));
        position += Math.max(count, 0);
        return count;
    }

    /** Writes all of it, or throws; then an unknown part of it may be in the file. */
    @Override
    public synchronized int write(ByteBuffer from) throws IOException {
        if (!writable) {
            throw new NonWritableChannelException();
        }
        int start = from.position();
        Uninterrupted.call(() -> {
            from.position(start);
            long at = position;
            while (from.hasRemaining()) {
                at += channel().write(from, at);
            }
            return at;
        });
        int count = from.position() - start;
        position += count;
        return count;
    }

    /** Returns once everything written, and the size, would survive a power cut. */
    @Override
    public synchronized void force() throws IOException {
        Uninterrupted.call(() -> {
            // An interrupt closes the channel, not the file: forcing it through a new one covers what the old one
            // wrote.
            channel().force(false);
            return true;
        });
    }

    @Override
    public synchronized long position() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        return position;
    }

    @Override
    public synchronized BodyChannel position(long newPosition) throws IOException {
        if (newPosition < 0) {
            throw new IllegalArgumentException("A position in a body cannot be negative: " + newPosition + ".");
        }
        if (closed) {
            throw new ClosedChannelException();
        }
        position = newPosition;
        return this;
    }

    @Override
    public synchronized long size() throws IOException {
        return Uninterrupted.call(() -> channel().size());
    }

    @Override
    public synchronized BodyChannel truncate(long size) throws IOException {
        if (!writable) {
            throw new NonWritableChannelException();
        }
        Uninterrupted.call(() -> channel().truncate(size));
        position = Math.min(position, size);
        return this;
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        channel.close();
    }

    /** The file's channel, opened anew when an interrupt has closed it. */
    private FileChannel channel() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (!channel.isOpen()) {
            channel = FileChannel.open(file, options(writable));
            if (closed) {
                // close() came in between and has seen the old one only.
                channel.close();
                throw new ClosedChannelException();
            }
        }
        return channel;
    }

    private static Set<OpenOption> options(boolean writable) {
        return writable
                ? Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)
                : Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }
}
