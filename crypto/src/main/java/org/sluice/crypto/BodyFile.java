package org.sluice.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;

/**
 * Where a body is written: a channel that can also say "this is on disk now". {@code write} stores at least one byte or
 * throws; {@code truncate} and {@code position} work as {@link SeekableByteChannel} says.
 */
public interface BodyFile extends SeekableByteChannel {

    /** Returns once all bytes written so far, and the size, would survive a power cut. */
    void force() throws IOException;

    /**
     * A body in a file. Note that a {@link FileChannel} is closed for good when a thread that works on it is
     * interrupted, or already was. The entry in the folder is the caller's to force.
     */
    static BodyFile of(FileChannel file) {
        return new LocalBodyFile(file);
    }

    /** Delegates all but {@code force}. */
    final class LocalBodyFile implements BodyFile {

        private final FileChannel file;

        private LocalBodyFile(FileChannel file) {
            this.file = file;
        }

        @Override
        public void force() throws IOException {
            // false: times are not worth a second journal write; the size counts as data (fdatasync).
            file.force(false);
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            return file.read(into);
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            return file.write(from);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public SeekableByteChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public SeekableByteChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
