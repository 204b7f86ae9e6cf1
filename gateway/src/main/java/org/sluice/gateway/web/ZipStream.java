package org.sluice.gateway.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.sluice.gateway.usecase.FetchFile;

/** Files one behind another as a ZIP, made while it is sent. */
final class ZipStream {
    /** A file that its owner changes and others read. */
    private static final int FILE = 0100644;

    private static final int PIECE = 64 * 1024;

    private ZipStream() {}

    /** @throws IOException if a file may no longer be sent, or its client takes no more */
    static void write(List<FetchFile.Delivery> deliveries, OutputStream out) throws IOException {
        ZipArchiveOutputStream zip = on(out);
        Set<String> taken = new HashSet<>();
        for (FetchFile.Delivery delivery : deliveries) {
            zip.putArchiveEntry(entry(
                    name(delivery.deposit().name(), taken), delivery.deposit().size()));
            copy(delivery, zip);
            zip.closeArchiveEntry();
        }
        zip.finish();
    }

    /** A ZIP on a stream. It is ended by {@code finish}, and left open. */
    static ZipArchiveOutputStream on(OutputStream out) {
        ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out);
        // Tables shrink a good deal on a slow line, and the rest costs little to try.
        zip.setLevel(Deflater.BEST_SPEED);
        zip.setEncoding(StandardCharsets.UTF_8.name());
        return zip;
    }

    /** As a UNIX writes it: of others, Info-ZIP's unzip takes no name for UTF-8, whatever the ZIP says; the JDK's are such. */
    static ZipArchiveEntry entry(String name, long size) {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setUnixMode(FILE);
        entry.setSize(size);
        return entry;
    }

    /** @throws IOException as {@link #write} does */
    static void copy(FetchFile.Delivery delivery, OutputStream out) throws IOException {
        byte[] piece = new byte[PIECE];
        SeekableByteChannel body = delivery.body();
        body.position(0);
        long left = delivery.deposit().size();
        while (left > 0) {
            if (delivery.stopped()) {
                throw new IOException("stopped");
            }
            int read = body.read(ByteBuffer.wrap(piece, 0, (int) Math.min(PIECE, left)));
            if (read < 0) {
                throw new IOException("the body ended before its length");
            }
            out.write(piece, 0, read);
            left -= read;
        }
    }

    /** No name twice, also for systems to which capitals are nothing. */
    static String name(String name, Set<String> taken) {
        int dot = name.lastIndexOf('.');
        String stem = dot <= 0 ? name : name.substring(0, dot);
        String suffix = dot <= 0 ? "" : name.substring(dot);
        String free = name;
        for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
            free = stem + " (" + i + ")" + suffix;
        }
        return free;
    }
}
