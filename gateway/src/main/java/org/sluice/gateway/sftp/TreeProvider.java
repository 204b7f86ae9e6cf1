package org.sluice.gateway.sftp;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers what the SFTP library asks of a file system on its own: whether something is there, and whether it is a folder.
 * Everything that changes or yields content goes through the session and is refused here.
 */
final class TreeProvider extends FileSystemProvider {
    @Override
    public String getScheme() {
        return "sluice";
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        attributes(path);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        if (!type.isAssignableFrom(NodeAttributes.class)) {
            throw elsewhere();
        }
        return type.cast(attributes(path));
    }

    private static NodeAttributes attributes(Path path) throws NoSuchFileException {
        if (!(path instanceof TreePath here)) {
            throw new NoSuchFileException(path.toString());
        }
        return new NodeAttributes(here.node().orElseThrow(() -> new NoSuchFileException(path.toString())));
    }

    @Override
    public boolean isSameFile(Path one, Path other) {
        return one.equals(other);
    }

    @Override
    public boolean isHidden(Path path) {
        return false;
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw elsewhere();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        throw elsewhere();
    }

    @Override
    public Path getPath(URI uri) {
        throw elsewhere();
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) {
        throw elsewhere();
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter) {
        throw elsewhere();
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) {
        throw elsewhere();
    }

    @Override
    public void delete(Path path) {
        throw elsewhere();
    }

    @Override
    public void copy(Path from, Path to, CopyOption... options) {
        throw elsewhere();
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) {
        throw elsewhere();
    }

    @Override
    public FileStore getFileStore(Path path) {
        throw elsewhere();
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return null;
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
        throw elsewhere();
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw elsewhere();
    }

    private static UnsupportedOperationException elsewhere() {
        return new UnsupportedOperationException("The session does this itself; the file system must not be asked.");
    }
}
