package org.sluice.gateway.sftp;

import java.nio.channels.SeekableByteChannel;

/** A file under a handle that is open for writing. */
sealed interface WrittenFile extends SeekableByteChannel permits UploadFile, SideUpload {
    /** The client has sent CLOSE: only then {@link #close} keeps what came. */
    void clientCloses();

    /** Takes bytes without copying more than it must; the array is not kept. */
    void write(long offset, byte[] bytes, int from, int length);
}
