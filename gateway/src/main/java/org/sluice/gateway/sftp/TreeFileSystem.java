package org.sluice.gateway.sftp;

import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.List;
import java.util.Set;
import org.apache.sshd.common.file.util.BaseFileSystem;
import org.jspecify.annotations.Nullable;

/** The virtual tree of one session, as the SFTP library wants to see it. No real file can be reached through it. */
final class TreeFileSystem extends BaseFileSystem<TreePath> {
    private final Tree tree;

    TreeFileSystem(Tree tree) {
        super(new TreeProvider());
        this.tree = tree;
    }

    Tree tree() {
        return tree;
    }

    @Override
    protected TreePath create(@Nullable String root, List<String> names) {
        return new TreePath(this, root, names, null);
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic");
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException("Files here belong to persons, not to accounts of the server.");
    }

    /** The session holds nothing open on behalf of its file system. */
    @Override
    public void close() {}

    @Override
    public boolean isOpen() {
        return true;
    }
}
