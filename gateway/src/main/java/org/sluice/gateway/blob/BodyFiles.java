package org.sluice.gateway.blob;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bodies in one folder, each a file named by its random id, two folders deep: {@code 3f/a0/3fa0…}. Nobody but the
 * gateway's user can read them, and no symbolic link is followed. Safe for any number of threads; a body itself is for one
 * writer at a time, which the rows see to.
 */
public final class BodyFiles {
    private static final Logger LOG = LoggerFactory.getLogger(BodyFiles.class);
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final FileAttribute<Set<PosixFilePermission>> FILE_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path root;
    private final Object folderMaking = new Object();

    private BodyFiles(Path root) {
        this.root = root;
    }

    /** Opens the store in this folder, which is made if it is missing; its parent must be there. */
    public static BodyFiles open(Path root) throws IOException {
        var bodies = new BodyFiles(root.toAbsolutePath().normalize());
        if (Files.exists(bodies.root, NOFOLLOW_LINKS) && !Files.isDirectory(bodies.root, NOFOLLOW_LINKS)) {
            throw new IOException("Bodies cannot rest in " + bodies.root
                    + ": it is a file or a symbolic link; name the folder itself.");
        }
        bodies.make(bodies.root);
        return bodies;
    }

    /** Bytes that may still be written where the bodies rest. */
    public long usable() throws IOException {
        return Files.getFileStore(root).getUsableSpace();
    }

    /** Bytes that fit where the bodies rest, what is written already included. */
    public long whole() throws IOException {
        return Files.getFileStore(root).getTotalSpace();
    }

    /**
     * Makes an empty body and opens it for writing. The file and its name are on disk when this returns.
     *
     * @throws FileAlreadyExistsException when there is one with this id
     */
    public BodyChannel create(String id) throws IOException {
        Path file = file(id);
        Path folder = parent(file);
        make(parent(folder));
        make(folder);
        Files.createFile(file, FILE_MODE);
        BodyChannel body = BodyChannel.open(file, true);
        try {
            body.force();
            force(folder);
            return body;
        } catch (IOException e) {
            body.close();
            throw e;
        }
    }

    /**
     * Opens a body for reading and writing, at its end.
     *
     * @throws NoSuchFileException when there is none with this id
     */
    public BodyChannel openForAppend(String id) throws IOException {
        return BodyChannel.openAtEnd(existing(id));
    }

    /**
     * Opens a body for reading.
     *
     * @throws NoSuchFileException when there is none with this id
     */
    public BodyChannel openForRead(String id) throws IOException {
        return BodyChannel.open(existing(id), false);
    }

    /**
     * Removes a body. Whoever has it open reads on. The bytes are not overwritten: destruction is that of the key.
     *
     * @return whether there was one
     */
    public boolean delete(String id) throws IOException {
        Path file = file(id);
        if (!soundFolders(file)) {
            return false;
        }
        boolean was = Files.deleteIfExists(file);
        if (was) {
            force(parent(file));
        }
        return was;
    }

    /** Whether there is a body with this id. */
    public boolean exists(String id) throws IOException {
        Path file = file(id);
        return soundFolders(file) && Files.isRegularFile(file, NOFOLLOW_LINKS);
    }

    /**
     * The stored size in bytes.
     *
     * @throws NoSuchFileException when there is none with this id
     */
    public long sizeOf(String id) throws IOException {
        return Files.readAttributes(existing(id), BasicFileAttributes.class, NOFOLLOW_LINKS)
                .size();
    }

    /**
     * Shows every body to the visitor, in no order, for finding those that no row knows. A body made or removed meanwhile
     * may or may not be shown. What is no body is logged and passed over.
     */
    public void sweep(Visitor visitor) throws IOException {
        try (DirectoryStream<Path> outer = Files.newDirectoryStream(root)) {
            for (Path folder : outer) {
                if (isFanOut(folder)) {
                    sweepFolder(folder, visitor);
                }
            }
        }
    }

    private void sweepFolder(Path folder, Visitor visitor) throws IOException {
        try (DirectoryStream<Path> inner = Files.newDirectoryStream(folder)) {
            for (Path leaf : inner) {
                if (isFanOut(leaf)) {
                    sweepLeaf(leaf, visitor);
                }
            }
        }
    }

    private void sweepLeaf(Path leaf, Visitor visitor) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(leaf)) {
            for (Path file : files) {
                String id = String.valueOf(file.getFileName());
                if (!ID.matcher(id).matches() || !file(id).equals(file) || !Files.isRegularFile(file, NOFOLLOW_LINKS)) {
                    LOG.warn("{} is no body and is passed over; nothing but the gateway should write there.", file);
                    continue;
                }
                try {
                    var attributes = Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
                    visitor.met(new StoredBody(
                            id, attributes.size(), attributes.lastModifiedTime().toInstant()));
                } catch (NoSuchFileException e) {
                    LOG.debug("{} went away during the sweep.", file);
                }
            }
        }
    }

    private static boolean isFanOut(Path folder) {
        boolean sound = String.valueOf(folder.getFileName()).matches("[0-9a-f]{2}")
                && Files.isDirectory(folder, NOFOLLOW_LINKS);
        if (!sound) {
            LOG.warn("{} is no folder of bodies and is passed over.", folder);
        }
        return sound;
    }

    private Path file(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("A body id has 32 lower-case hexadecimal digits.");
        }
        return root.resolve(id.substring(0, 2)).resolve(id.substring(2, 4)).resolve(id);
    }

    private Path existing(String id) throws IOException {
        if (!exists(id)) {
            throw new NoSuchFileException(id, null, "there is no body with this id");
        }
        return file(id);
    }

    private static boolean soundFolders(Path file) {
        Path folder = parent(file);
        return Files.isDirectory(parent(folder), NOFOLLOW_LINKS) && Files.isDirectory(folder, NOFOLLOW_LINKS);
    }

    /**
     * One at a time: whoever finds the folder made may rely on its name being on disk, not only on its way there.
     */
    private void make(Path folder) throws IOException {
        synchronized (folderMaking) {
            if (Files.isDirectory(folder, NOFOLLOW_LINKS)) {
                return;
            }
            Files.createDirectory(folder, FOLDER_MODE);
            force(parent(folder));
        }
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("Bodies cannot rest in the root of a file system.");
        }
        return parent;
    }

    /** Puts the names in a folder on disk. */
    private static void force(Path folder) throws IOException {
        Uninterrupted.call(() -> {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
                return true;
            }
        });
    }

    /** What a sweep shows the bodies to. */
    @FunctionalInterface
    public interface Visitor {
        /** A body was met. */
        void met(StoredBody body) throws IOException;
    }
}
