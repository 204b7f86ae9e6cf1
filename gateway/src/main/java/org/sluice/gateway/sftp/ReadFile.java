package org.sluice.gateway.sftp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import org.sluice.gateway.usecase.ReadChannel;

/** A file under an open handle for reading. Fills what is asked for, since a short answer costs the client a round trip. */
final class ReadFile extends ReadChannel {
    private final Optional<String> sha256;

    /** @param sha256 of the whole file in hexadecimal, where it is on record */
    ReadFile(SeekableByteChannel inner, Optional<String> sha256) {
        super(inner);
        this.sha256 = sha256;
    }

    Optional<String> sha256() {
        return sha256;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int all = 0;
        while (target.hasRemaining()) {
            int read = super.read(target);
            if (read < 0) {
                return all == 0 ? -1 : all;
            }
            all += read;
        }
        return all;
    }

    @Override
    public SeekableByteChannel position(long newPosition) throws IOException {
        // Already there in a plain download; a move would drop the frame that is open.
        if (position() != newPosition) {
            super.position(newPosition);
        }
        return this;
    }

    /** Also runs on interrupted threads, when a line breaks; the flag is put aside as for uploads. */
    @Override
    public void close() throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            super.close();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
