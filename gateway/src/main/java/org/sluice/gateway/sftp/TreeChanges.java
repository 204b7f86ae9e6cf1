package org.sluice.gateway.sftp;

import java.nio.file.NoSuchFileException;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.deposit.SideName;
import org.sluice.gateway.domain.deposit.Spot;

/** Changes in the tree of one session, besides uploads: what is removed, renamed, and which folders are made. */
final class TreeChanges {
    private final SftpUseCases usecases;
    private final Tree tree;

    TreeChanges(SftpUseCases usecases, Tree tree) {
        this.usecases = usecases;
        this.tree = tree;
    }

    void removeFile(TreePath path) throws NoSuchFileException {
        switch (node(path)) {
            case Node.Own own ->
                usecases.deposits().remove(tree.visit(), own.entry().deposit()).orThrow();
            case Node.Side side -> tree.sides().remove(side.file());
            case Node.SideArriving side -> throw OpenFiles.stillOpen();
            case Node.Help help -> throw OpenFiles.readOnly();
            case Node.Folder folder ->
                throw new RefusedException(
                        Refusal.wrong("is-a-folder", "This is a folder; remove it as one, with rmdir."));
            case Node.Received received -> throw OpenFiles.readOnly();
            case Node.Told told -> throw OpenFiles.readOnly();
        }
    }

    void rename(TreePath from, TreePath to) throws NoSuchFileException {
        switch (node(from)) {
            case Node.Own own -> {
                Spot spot = intoFolder(to).orThrow();
                if (SideName.of(spot.name()).isPresent()) {
                    tree.sides().from(own.entry().deposit(), spot);
                } else {
                    usecases.deposits()
                            .move(tree.visit(), own.entry().deposit(), spot)
                            .orThrow();
                }
            }
            case Node.Side side ->
                tree.sides().rename(side.file(), intoFolder(to).orThrow());
            case Node.SideArriving side -> throw OpenFiles.stillOpen();
            case Node.Help help -> throw OpenFiles.readOnly();
            case Node.Folder folder ->
                inType(from)
                        .then(old -> inType(to).then(fresh -> usecases.folders().rename(tree.visit(), old, fresh)))
                        .orThrow();
            case Node.Received received -> throw OpenFiles.readOnly();
            case Node.Told told -> throw OpenFiles.readOnly();
        }
    }

    void makeFolder(TreePath path) {
        // Only what can be made is asked about: clients make whole paths, each folder of it that may be there already.
        if (path.node().isPresent()) {
            throw new RefusedException(Refusal.conflict("folder-exists", "This is there already."));
        }
        inType(path).then(spot -> usecases.folders().make(tree.visit(), spot)).orThrow();
    }

    void removeFolder(TreePath path) throws NoSuchFileException {
        if (!(node(path) instanceof Node.Folder)) {
            throw new RefusedException(Refusal.wrong("no-folder", "This is a file; remove it as one, with rm."));
        }
        inType(path).then(spot -> usecases.folders().remove(tree.visit(), spot)).orThrow();
    }

    /** Where a file goes: renamed onto a folder, some clients mean into it, others over it; neither is guessed. */
    private Answer<Spot> intoFolder(TreePath to) {
        if (to.place() instanceof Place.OfDeposit && to.node().orElse(null) instanceof Node.Folder) {
            return Answer.refused(Refusal.conflict(
                    "is-a-folder",
                    "There is a folder of that name. Name the file too: the folder's path and the file."));
        }
        return inType(to);
    }

    private static Answer<Spot> inType(TreePath path) {
        return path.place() instanceof Place.OfDeposit in
                ? Spot.of(in.channel(), in.type(), in.folders(), in.name())
                : Answer.refused(fixed());
    }

    private static Node node(TreePath path) throws NoSuchFileException {
        return path.node().orElseThrow(() -> new NoSuchFileException(path.toString()));
    }

    private static Refusal fixed() {
        return Refusal.forbidden(
                "fixed-folders",
                "These folders are fixed: one for each channel, and in it one for each information type. Put files, and"
                        + " folders of your own, into those.");
    }
}
