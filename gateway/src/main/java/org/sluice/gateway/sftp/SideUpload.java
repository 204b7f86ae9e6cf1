package org.sluice.gateway.sftp;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.deposit.SideFile;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.usecase.KeepSideFiles;

/**
 * A side file on its way in. It is short, so it stays in memory until the client closes it: what a broken line leaves says
 * nothing. Used by the one thread of its session.
 */
final class SideUpload extends WrittenFile {
    private final Spot spot;
    private final Consumer<byte[]> keep;
    private final Runnable gone;

    private byte[] content;
    private @Nullable RefusedException failure;

    /**
     * Begins with what lies there.
     *
     * @param keep takes the whole once the client has closed it
     * @param gone called when the handle is closed, whatever came of it
     */
    SideUpload(Spot spot, byte[] before, boolean append, Consumer<byte[]> keep, Runnable gone) {
        super(append, before.length);
        this.spot = spot;
        this.content = before.clone();
        this.keep = keep;
        this.gone = gone;
    }

    @Override
    void take(long offset, byte[] bytes, int from, int length) {
        if (failure != null) {
            throw failure;
        }
        if (offset < 0 || offset + length > SideFile.LONGEST) {
            failure = new RefusedException(KeepSideFiles.tooLong(spot));
            throw failure;
        }
        int end = (int) offset + length;
        if (end > content.length) {
            content = Arrays.copyOf(content, end);
        }
        System.arraycopy(bytes, from, content, (int) offset, length);
    }

    @Override
    public long size() {
        return content.length;
    }

    /** Keeps it if the client has closed it whole; otherwise what lay there before stays. */
    @Override
    void closed(boolean byClient) {
        gone.run();
        if (failure != null) {
            throw failure;
        }
        if (byClient) {
            keep.accept(content);
        }
    }
}
