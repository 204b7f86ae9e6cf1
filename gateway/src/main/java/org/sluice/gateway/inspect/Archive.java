package org.sluice.gateway.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.sluice.gateway.domain.inspect.Gap;

/** A ZIP whose list of contents is read within bounds before anything of it is unpacked. */
final class Archive implements AutoCloseable {
    /** Bytes of a list of contents; it is held in memory. */
    private static final long LONGEST_LIST = 2 << 20;

    private final ZipFile zip;
    private final List<ZipArchiveEntry> entries;
    private final Look look;

    private Archive(ZipFile zip, Look look) {
        this.zip = zip;
        this.entries = Collections.list(zip.getEntries());
        this.look = look;
    }

    static Archive open(SeekableByteChannel content, Look look) throws IOException {
        Listing listing = new Listing(content);
        ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(listing)
                .setIgnoreLocalFileHeader(true)
                .get();
        listing.listed = true;
        Archive archive = new Archive(zip, look);
        if (archive.entries.size() > look.bounds().parts()) {
            throw new BoundReached(Gap.Why.TOO_MANY_PARTS);
        }
        return archive;
    }

    List<ZipArchiveEntry> entries() {
        return entries;
    }

    boolean has(String name) {
        return zip.getEntry(name) != null;
    }

    Optional<ZipArchiveEntry> entry(String name) {
        return Optional.ofNullable(zip.getEntry(name));
    }

    boolean encrypted() {
        return entries.stream().anyMatch(entry -> entry.getGeneralPurposeBit().usesEncryption());
    }

    InputStream open(ZipArchiveEntry entry) throws IOException {
        if (!zip.canReadEntryData(entry)) {
            throw new BoundReached(
                    entry.getGeneralPurposeBit().usesEncryption()
                            ? Gap.Why.PASSWORD_PROTECTED
                            : Gap.Why.UNKNOWN_FORMAT);
        }
        return look.counted(zip.getInputStream(entry), entry.getCompressedSize());
    }

    /** A part as a whole, in memory. */
    byte[] bytes(ZipArchiveEntry entry) throws IOException {
        try (InputStream in = open(entry)) {
            byte[] bytes = in.readNBytes(look.bounds().inMemory() + 1);
            if (bytes.length > look.bounds().inMemory()) {
                throw new BoundReached(Gap.Why.TOO_BIG);
            }
            return bytes;
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Bounds what is read before the list of contents is complete: its length is whatever the file says. */
    private static final class Listing implements SeekableByteChannel {
        private final SeekableByteChannel content;
        private boolean listed;
        private long read;

        Listing(SeekableByteChannel content) {
            this.content = content;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            int got = content.read(into);
            if (!listed && got > 0) {
                read += got;
                if (read > LONGEST_LIST) {
                    throw new BoundReached(Gap.Why.TOO_MANY_PARTS);
                }
            }
            return got;
        }

        @Override
        public int write(ByteBuffer from) {
            throw new java.nio.channels.NonWritableChannelException();
        }

        @Override
        public long position() throws IOException {
            return content.position();
        }

        @Override
        public SeekableByteChannel position(long position) throws IOException {
            content.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return content.size();
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new java.nio.channels.NonWritableChannelException();
        }

        @Override
        public boolean isOpen() {
            return content.isOpen();
        }

        @Override
        public void close() {
            // The body is its opener's to close.
        }
    }
}
