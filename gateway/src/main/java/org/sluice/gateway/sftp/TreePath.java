package org.sluice.gateway.sftp;

import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.file.util.BasePath;
import org.jspecify.annotations.Nullable;

/** A path of the virtual tree; where a listing made it, with what was found there. It names no file of the server. */
final class TreePath extends BasePath<TreePath, TreeFileSystem> {
    private final @Nullable Node found;

    TreePath(TreeFileSystem files, @Nullable String root, List<String> names, @Nullable Node found) {
        super(files, root, names);
        this.found = found;
    }

    /** What a client wrote, from the root: "." and empty names are left out, ".." goes up and stops at the root. */
    static TreePath read(TreeFileSystem files, String written) {
        List<String> names = new ArrayList<>();
        for (String name : written.split("/", -1)) {
            switch (name) {
                case "", "." -> {}
                case ".." -> {
                    if (!names.isEmpty()) {
                        names.removeLast();
                    }
                }
                default -> names.add(name);
            }
        }
        return new TreePath(files, "/", List.copyOf(names), null);
    }

    TreePath child(String name, Node node) {
        List<String> longer = new ArrayList<>(names);
        longer.add(name);
        return new TreePath(getFileSystem(), root, List.copyOf(longer), node);
    }

    TreePath with(Node node) {
        return new TreePath(getFileSystem(), root, names, node);
    }

    Place place() {
        return Place.of(names);
    }

    String lastName() {
        return names.isEmpty() ? "/" : names.getLast();
    }

    /** What lies here: as the listing found it, else asked now. */
    Optional<Node> node() {
        return found != null ? Optional.of(found) : getFileSystem().tree().find(place());
    }

    @Override
    public TreePath toRealPath(LinkOption... options) {
        return toAbsolutePath().normalize();
    }
}
