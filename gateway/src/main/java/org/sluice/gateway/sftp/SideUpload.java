package org.sluice.gateway.sftp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.deposit.SideFile;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.usecase.KeepSideFiles;

/**
 * A side file on its way in. It is short, so it stays in memory until the client closes it: what a broken line leaves says
 * nothing. Used by the one thread of its session.
 */
final class SideUpload implements WrittenFile {
    private final Spot spot;
    private final Consumer<byte[]> keep;
    private final Runnable gone;
    private final int before;
    private final boolean append;

    private byte[] content;
    private long position;
    private @Nullable RefusedException failure;
    private boolean closedByClient;
    private boolean open = true;

    /**
     * Begins with what lies there.
     *
     * @param keep takes the whole once the client has closed it
     * @param gone called when the handle is closed, whatever came of it
     */
    SideUpload(Spot spot, byte[] before, boolean append, Consumer<byte[]> keep, Runnable gone) {
        this.spot = spot;
        this.content = before.clone();
        this.before = before.length;
        this.append = append;
        this.keep = keep;
        this.gone = gone;
    }

    @Override
    public void clientCloses() {
        closedByClient = true;
    }

    @Override
    public void write(long offset, byte[] bytes, int from, int length) {
        if (failure != null) {
            throw failure;
        }
        // Some clients count from the file's beginning when they append, some from where they began.
        long at = append && offset == content.length - before ? content.length : offset;
        if (at < 0 || at + length > SideFile.LONGEST) {
            failure = new RefusedException(KeepSideFiles.tooLong(spot));
            throw failure;
        }
        int end = (int) at + length;
        if (end > content.length) {
            content = Arrays.copyOf(content, end);
        }
        System.arraycopy(bytes, from, content, (int) at, length);
    }

    @Override
    public int write(ByteBuffer source) {
        int length = source.remaining();
        write(position, source.array(), source.arrayOffset() + source.position(), length);
        source.position(source.limit());
        position += length;
        return length;
    }

    @Override
    public int read(ByteBuffer target) {
        throw new RefusedException(Refusal.conflict(
                "open-for-writing", "This file is open for writing; close it, then open it for reading."));
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SideUpload position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return content.length;
    }

    @Override
    public SideUpload truncate(long size) {
        throw new UnsupportedOperationException("The session answers a change of size itself.");
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** Keeps it if the client has closed it whole; otherwise what lay there before stays. */
    @Override
    public void close() {
        if (!open) {
            return;
        }
        open = false;
        gone.run();
        if (failure != null) {
            throw failure;
        }
        if (closedByClient) {
            keep.accept(content);
        }
    }
}
