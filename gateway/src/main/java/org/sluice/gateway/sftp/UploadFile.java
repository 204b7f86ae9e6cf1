package org.sluice.gateway.sftp;

import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.usecase.Upload;

/** An upload under an open handle. Used by the one thread of its session. */
final class UploadFile implements WrittenFile {
    private final Upload upload;
    private final boolean append;
    /** Bytes that lay there when the handle was opened. */
    private final long before;

    private long position;
    private boolean closedByClient;
    private boolean open = true;

    UploadFile(Upload upload, boolean append) {
        this.upload = upload;
        this.append = append;
        this.before = upload.size();
    }

    /** The client has sent CLOSE: only then {@link #close} completes the upload. */
    @Override
    public void clientCloses() {
        closedByClient = true;
    }

    /** Takes bytes without copying them; the array is not kept. */
    @Override
    public void write(long offset, byte[] bytes, int from, int length) {
        upload.write(append ? appended(offset) : offset, bytes, from, length).orThrow();
    }

    /** Takes the client's word that the file ends there, if it can be so. */
    void cutAt(long size) {
        upload.cutAt(size).orThrow();
    }

    /**
     * Some clients count from the file's beginning when they append, some from where they began. Nothing else is taken for
     * the end: a client that means another place would leave a file with wrong bytes in it.
     */
    private long appended(long offset) {
        long end = upload.size();
        return offset == end - before ? end : offset;
    }

    @Override
    public int write(ByteBuffer source) {
        int length = source.remaining();
        write(position, source.array(), source.arrayOffset() + source.position(), length);
        source.position(source.limit());
        position += length;
        return length;
    }

    /** A file on its way in has nothing to read yet; what arrived is read back once it is closed. */
    @Override
    public int read(ByteBuffer target) {
        if (position >= upload.size()) {
            return -1;
        }
        throw new RefusedException(Refusal.conflict(
                "open-for-writing", "This file is open for writing; close it, then open it for reading."));
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
        return upload.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new UnsupportedOperationException("The session answers a change of size itself.");
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /**
     * Completes or abandons. When a line breaks this runs on an interrupted thread, where file channels would close
     * themselves at the first touch; so the flag is put aside meanwhile.
     */
    @Override
    public void close() {
        if (!open) {
            return;
        }
        open = false;
        boolean interrupted = Thread.interrupted();
        try {
            if (closedByClient) {
                upload.complete().orThrow();
            } else {
                upload.abandon();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
