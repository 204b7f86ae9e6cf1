package org.sluice.gateway.sftp;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.apache.sshd.common.util.io.IoUtils;
import org.sluice.gateway.domain.participant.Person;

/** What is said of a node in answers to STAT and in listings. */
record NodeAttributes(Node node) implements BasicFileAttributes {
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> READ_ONLY = PosixFilePermissions.fromString("r--------");

    /** Under the names that the SFTP library uses. */
    NavigableMap<String, Object> forClient(Person person) {
        NavigableMap<String, Object> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.put(IoUtils.DIRECTORY_VIEW_ATTR, isDirectory());
        all.put(IoUtils.REGFILE_VIEW_ATTR, isRegularFile());
        all.put(IoUtils.SYMLINK_VIEW_ATTR, false);
        all.put(IoUtils.OTHERFILE_VIEW_ATTR, false);
        all.put(IoUtils.SIZE_VIEW_ATTR, size());
        all.put(IoUtils.PERMISSIONS_VIEW_ATTR, permissions());
        all.put(IoUtils.OWNER_VIEW_ATTR, person.id());
        all.put(IoUtils.GROUP_VIEW_ATTR, person.participantId());
        all.put(IoUtils.LASTMOD_TIME_VIEW_ATTR, lastModifiedTime());
        all.put(IoUtils.LASTACC_TIME_VIEW_ATTR, lastAccessTime());
        return all;
    }

    private Set<PosixFilePermission> permissions() {
        return switch (node) {
            case Node.Folder folder -> FOLDER;
            case Node.Own own -> OWN;
            case Node.Side side -> OWN;
            case Node.SideArriving side -> OWN;
            case Node.Help help -> READ_ONLY;
            case Node.Received received -> READ_ONLY;
            case Node.Told told -> READ_ONLY;
        };
    }

    @Override
    public FileTime lastModifiedTime() {
        return FileTime.from(node.changed());
    }

    @Override
    public FileTime lastAccessTime() {
        return lastModifiedTime();
    }

    @Override
    public FileTime creationTime() {
        return lastModifiedTime();
    }

    @Override
    public boolean isRegularFile() {
        return !isDirectory();
    }

    @Override
    public boolean isDirectory() {
        return node instanceof Node.Folder;
    }

    @Override
    public boolean isSymbolicLink() {
        return false;
    }

    @Override
    public boolean isOther() {
        return false;
    }

    @Override
    public long size() {
        return node.size();
    }

    @Override
    public Object fileKey() {
        return node;
    }
}
