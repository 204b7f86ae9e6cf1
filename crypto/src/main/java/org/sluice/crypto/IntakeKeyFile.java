package org.sluice.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

/** A short-lived channel key in a file of its own, which no backup takes (FORMAT.md, "The intake key"). */
public final class IntakeKeyFile {

    private static final String PREFIX = "sluice-intake-key-1:";
    private static final int LENGTH = PREFIX.length() + 43 + 1;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private IntakeKeyFile() {}

    /** Writes a new key, with mode 0600 and durable with its folder's entry; never overwrites. */
    public static ChannelKey create(Path file, SecureRandom random) throws IOException {
        ChannelKey key = ChannelKey.generate(random);
        byte[] raw = key.bytes().exposed();
        byte[] line = (PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(raw) + "\n")
                .getBytes(StandardCharsets.US_ASCII);
        Arrays.fill(raw, (byte) 0);
        try (FileChannel out = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            write(out, line);
        } finally {
            Arrays.fill(line, (byte) 0);
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel entry = FileChannel.open(folder, StandardOpenOption.READ)) {
                entry.force(true);
            }
        }
        return key;
    }

    /** @throws IOException also where others than the owner may read it, or it holds no such key */
    public static ChannelKey load(Path file) throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile() || !OWNER_ONLY.containsAll(attributes.permissions())) {
            throw new IOException(file + " must be a regular file that its owner alone can read; run chmod 600 on it");
        }
        byte[] line = new byte[0];
        byte[] raw = new byte[0];
        try {
            line = Files.readAllBytes(file);
            String text = new String(line, StandardCharsets.US_ASCII);
            if (line.length == LENGTH && text.startsWith(PREFIX) && text.endsWith("\n")) {
                raw = Base64.getUrlDecoder().decode(text.substring(PREFIX.length(), LENGTH - 1));
                return new ChannelKey(KeyBytes.copyOf(raw));
            }
        } catch (IllegalArgumentException e) {
            // Without the cause: it would quote what it could not read.
            throw new IOException(file + " holds no intake key");
        } finally {
            Arrays.fill(line, (byte) 0);
            Arrays.fill(raw, (byte) 0);
        }
        throw new IOException(file + " holds no intake key");
    }

    /** Overwrites a key with zeros, forces that to disk, and deletes it. A repeat finds nothing to do. */
    public static void shred(Path file) throws IOException {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
                write(out, new byte[Math.max(LENGTH, (int) Math.min(out.size(), 4096))]);
            }
        }
        Files.deleteIfExists(file);
    }

    private static void write(FileChannel out, byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            out.write(left);
        }
        out.force(true);
    }
}
