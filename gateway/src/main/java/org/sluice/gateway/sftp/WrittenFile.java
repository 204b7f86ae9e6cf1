package org.sluice.gateway.sftp;

import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;

/** A file under a handle that is open for writing. Used by the one thread of its session. */
abstract sealed class WrittenFile implements SeekableByteChannel permits UploadFile, SideUpload {
    private final boolean append;
    /** Bytes that lay there when the handle was opened. */
    private final long before;

    private long position;
    private boolean closedByClient;
    private boolean open = true;

    WrittenFile(boolean append, long before) {
        this.append = append;
        this.before = before;
    }

    /** Takes bytes without copying more than it must; the array is not kept. */
    abstract void take(long offset, byte[] bytes, int from, int length);

    /** Called once; what came counts only where {@code byClient}, since the client has sent CLOSE. */
    abstract void closed(boolean byClient);

    @Override
    public abstract long size();

    /** The client has sent CLOSE: only then {@link #close} keeps what came. */
    final void clientCloses() {
        closedByClient = true;
    }

    /**
     * Some clients count from the file's beginning when they append, some from where they began. Nothing else is taken for
     * the end: a client that means another place would leave a file with wrong bytes in it.
     */
    final void write(long offset, byte[] bytes, int from, int length) {
        take(append && offset == size() - before ? size() : offset, bytes, from, length);
    }

    @Override
    public final int write(ByteBuffer source) {
        int length = source.remaining();
        write(position, source.array(), source.arrayOffset() + source.position(), length);
        source.position(source.limit());
        position += length;
        return length;
    }

    /** A file on its way in has nothing to read yet; what arrived is read back once it is closed. */
    @Override
    public final int read(ByteBuffer target) {
        if (position >= size()) {
            return -1;
        }
        throw new RefusedException(Refusal.conflict(
                "open-for-writing", "This file is open for writing; close it, then open it for reading."));
    }

    @Override
    public final long position() {
        return position;
    }

    @Override
    public final WrittenFile position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public final WrittenFile truncate(long size) {
        throw new UnsupportedOperationException("The session answers a change of size itself.");
    }

    @Override
    public final boolean isOpen() {
        return open;
    }

    @Override
    public final void close() {
        if (open) {
            open = false;
            closed(closedByClient);
        }
    }
}
