package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files of an owner's machine that hold something secret: private keys, opened keys, shares. */
final class SealFiles {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    /** Far above any of these files. */
    private static final int LARGEST = 1 << 20;

    private SealFiles() {}

    /** Writes a new file that its owner alone may read, durable; never overwrites. */
    static void create(Path file, String text) {
        try (FileChannel out = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            ByteBuffer left = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (left.hasRemaining()) {
                out.write(left);
            }
            out.force(true);
        } catch (FileAlreadyExistsException e) {
            throw new Failure(Problem.failed("exists", file + " exists already and is never overwritten."));
        } catch (IOException e) {
            throw new Failure(Problem.failed("not-written", file + " can't be written."));
        }
    }

    static String read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new Failure(Problem.failed("not-read", file + " is too long to be what is asked for."));
            }
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new Failure(Problem.failed("not-read", file + " can't be read."));
        }
    }

    /** As {@link #read}; refuses a file that others may read too. */
    static String secret(Path file) {
        try {
            if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS))) {
                throw new Failure(Problem.failed(
                        "open-to-others",
                        file + " is open to others than its owner; run chmod 600 on it, and if others may have read"
                                + " it, make a new one."));
            }
        } catch (IOException e) {
            throw new Failure(Problem.failed("not-read", file + " can't be read."));
        }
        return read(file);
    }

    /** Puts opened keys into a request, if there are any. */
    static void opened(ObjectNode body, @Nullable Path file) {
        if (file != null) {
            JsonNode read = Json.read(secret(file));
            body.set("keys", read.path("keys"));
        }
    }
}
