package org.sluice.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/** The root key as one line of text in a file that its owner alone may read (FORMAT.md, "Root key file"). */
final class RootKeyFile {

    private static final byte[] PREFIX = "sluice-root-key-1:".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGITS = 43;
    private static final int LENGTH = PREFIX.length + DIGITS + 1;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private RootKeyFile() {}

    static void create(Path file, byte[] key) throws IOException {
        byte[] digits = Base64.getUrlEncoder().withoutPadding().encode(key);
        byte[] line = ByteBuffer.allocate(LENGTH)
                .put(PREFIX)
                .put(digits)
                .put((byte) '\n')
                .array();
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("a root key file needs a folder to lie in; give its full path");
        }
        try (FileChannel out = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            ByteBuffer left = ByteBuffer.wrap(line);
            while (left.hasRemaining()) {
                out.write(left);
            }
            out.force(true);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(
                    file + " exists already and is never overwritten: without the old root key all that it protects "
                            + "is lost. Move it away first if that is what you want",
                    e);
        } catch (IOException e) {
            // Half a key would stand in the way of the next attempt, which never overwrites.
            Files.deleteIfExists(file);
            throw e;
        } finally {
            Arrays.fill(line, (byte) 0);
            Arrays.fill(digits, (byte) 0);
        }
        try (FileChannel entry = FileChannel.open(folder, StandardOpenOption.READ)) {
            entry.force(true);
        }
    }

    /** The key's 32 bytes, which the caller wipes. */
    static byte[] read(Path file) throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new IOException(file + " must be a regular file to hold a root key, not a link or a folder; "
                    + "name the file itself");
        }
        if (!OWNER_ONLY.containsAll(attributes.permissions())) {
            throw new IOException(file + " is open to others than its owner; run chmod 600 on it, and if others may "
                    + "have read it, make a new root key and re-wrap");
        }
        byte[] line = new byte[LENGTH + 1];
        int length;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            length = in.readNBytes(line, 0, line.length);
        }
        try {
            byte[] key = parse(line, length);
            if (key.length == 0) {
                throw new IOException(file + " holds no root key; restore it from your backup of the root key, "
                        + "or make a new one if nothing was stored yet");
            }
            if (isSample(key)) {
                Arrays.fill(key, (byte) 0);
                throw new IOException(file + " holds a sample or typed key that others can guess; "
                        + "let Sluice generate a root key");
            }
            return key;
        } finally {
            Arrays.fill(line, (byte) 0);
        }
    }

    /** The key, or an empty array for anything but exactly one well-formed line. */
    private static byte[] parse(byte[] line, int length) {
        if (length != LENGTH
                || line[LENGTH - 1] != '\n'
                || !Arrays.equals(line, 0, PREFIX.length, PREFIX, 0, PREFIX.length)) {
            return new byte[0];
        }
        byte[] digits = Arrays.copyOfRange(line, PREFIX.length, LENGTH - 1);
        try {
            byte[] key = Base64.getUrlDecoder().decode(digits);
            return key.length == KeyBytes.LENGTH ? key : new byte[0];
        } catch (IllegalArgumentException e) {
            return new byte[0];
        } finally {
            Arrays.fill(digits, (byte) 0);
        }
    }

    /** Keys that no generator gives (each test passes 32 random bytes but once in 2^45 or more). */
    static boolean isSample(byte[] key) {
        boolean up = true;
        boolean down = true;
        boolean printable = true;
        boolean[] seen = new boolean[256];
        int different = 0;
        for (int i = 0; i < key.length; i++) {
            up &= i == 0 || key[i] == (byte) (key[i - 1] + 1);
            down &= i == 0 || key[i] == (byte) (key[i - 1] - 1);
            printable &= key[i] >= ' ' && key[i] <= '~';
            different += seen[key[i] & 0xff] ? 0 : 1;
            seen[key[i] & 0xff] = true;
        }
        return up || down || printable || different < 8;
    }
}
