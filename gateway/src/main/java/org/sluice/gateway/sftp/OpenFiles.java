package org.sluice.gateway.sftp;

import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.common.util.io.IoUtils;
import org.apache.sshd.sftp.server.DirectoryHandle;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.deposit.SideName;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.usecase.ReceiveDeposit;

/** Opens what a client names: folders to list, files to read, uploads to write. */
final class OpenFiles implements SftpFileSystemAccessor {
    private final SftpUseCases usecases;
    private final Runnable cut;

    /**
     * For one session.
     *
     * @param cut ends its connection at once
     */
    OpenFiles(SftpUseCases usecases, Runnable cut) {
        this.usecases = usecases;
        this.cut = cut;
    }

    @Override
    public SeekableByteChannel openFile(
            SftpSubsystemProxy session,
            FileHandle handle,
            Path file,
            String name,
            Set<? extends OpenOption> options,
            FileAttribute<?>... attributes)
            throws IOException {
        TreePath path = (TreePath) file;
        Tree tree = path.getFileSystem().tree();
        boolean write = options.contains(StandardOpenOption.WRITE);
        return write ? upload(tree, path, options, handle.isOpenAppend()) : read(tree, path);
    }

    private WrittenFile upload(Tree tree, TreePath path, Set<? extends OpenOption> options, boolean append)
            throws NoSuchFileException {
        return switch (path.place()) {
            case Place.OfDeposit file -> {
                if (!file.folders().isEmpty()
                        && !toAudience(file)
                        && tree.find(file.parent()).isEmpty()) {
                    throw new NoSuchFileException(path.toString());
                }
                boolean exclusive = options.contains(StandardOpenOption.CREATE_NEW);
                Optional<Node> node = path.node();
                boolean there = node.isPresent();
                if (there && node.get() instanceof Node.Folder) {
                    throw new RefusedException(Refusal.wrong(
                            "is-a-folder", "This is a folder. Put the file into it, or rename the file."));
                }
                if (exclusive && there) {
                    throw new RefusedException(Refusal.conflict("file-exists", "This file is there already."));
                }
                if (!exclusive && !there && !options.contains(StandardOpenOption.CREATE)) {
                    throw new NoSuchFileException(path.toString());
                }
                boolean fresh = exclusive || options.contains(StandardOpenOption.TRUNCATE_EXISTING);
                Spot spot = Spot.of(file.channel(), file.type(), file.folders(), file.name())
                        .orThrow();
                if (SideName.of(spot.name()).isPresent()) {
                    yield tree.sides().open(spot, fresh, append);
                }
                // What lies there beforehand to label it is heard before its first byte.
                Label label = usecases.sideLabels().labelFor(tree.visit(), spot).orThrow();
                yield new UploadFile(
                        usecases.receive()
                                .begin(tree.visit(), new ReceiveDeposit.Incoming(spot, label, Optional.empty(), fresh))
                                .orThrow(),
                        append);
            }
            case Place.Inbox inbox -> throw readOnly();
            case Place.InboxChannel channel -> throw readOnly();
            case Place.InboxSender sender -> throw readOnly();
            case Place.InboxFile received -> throw readOnly();
            case Place.Help help -> throw readOnly();
            case Place.HelpFile help -> throw readOnly();
            case Place.Notices notices -> throw readOnly();
            case Place.NoticeFile notice -> throw readOnly();
            case Place.Root root -> throw wrongPlace();
            case Place.OfChannel channel -> throw wrongPlace();
            case Place.OfType type -> throw wrongPlace();
            case Place.Nowhere nowhere -> throw wrongPlace();
        };
    }

    /** Right in a folder "@…": if it leads to nobody, that is told, and not only that there is no such folder. */
    private static boolean toAudience(Place.OfDeposit file) {
        return file.folders().size() == 1 && file.folders().getFirst().indexOf(Spot.AT) == 0;
    }

    private SeekableByteChannel read(Tree tree, TreePath path) throws NoSuchFileException {
        Optional<Node> node = path.node();
        if (node.isEmpty()) {
            throw new NoSuchFileException(path.toString());
        }
        return switch (node.get()) {
            case Node.Folder folder ->
                throw new RefusedException(Refusal.wrong("is-a-folder", "This is a folder; list it instead."));
            case Node.Own own ->
                new ReadFile(
                        usecases.deposits()
                                .read(tree.visit(), own.entry().deposit())
                                .orThrow(),
                        own.entry().deposit().sha256());
            case Node.Received received ->
                new ReadFile(
                        usecases.inbox()
                                .read(tree.visit(), received.item(), cut)
                                .orThrow(),
                        received.item().deposit().sha256());
            case Node.Side side -> new ReadFile(new BytesChannel(side.file().bytes()), Optional.empty());
            case Node.SideArriving side -> throw stillOpen();
            case Node.Help help -> new ReadFile(new BytesChannel(help.text().bytes()), Optional.empty());
            case Node.Told told -> new ReadFile(new BytesChannel(told.notice().bytes()), Optional.empty());
        };
    }

    static RefusedException readOnly() {
        return new RefusedException(Refusal.forbidden(
                "read-only",
                "Inbox, notices and help are for reading. Put files into /<channel>/<information type>/."));
    }

    static RefusedException stillOpen() {
        return new RefusedException(
                Refusal.conflict("still-arriving", "This file is open for writing; close it first."));
    }

    static RefusedException wrongPlace() {
        return new RefusedException(Refusal.forbidden(
                "no-file-here", "A file can't lie here. Put it into /<channel>/<information type>/."));
    }

    /** Bytes become durable at CLOSE; a client that asks for it earlier is not told an error. */
    @Override
    public void syncFileData(SftpSubsystemProxy session, FileHandle handle, Path file, String name, Channel channel) {}

    @Override
    public LinkOption[] resolveFileAccessLinkOptions(
            SftpSubsystemProxy session, Path file, int command, String extension, boolean followLinks) {
        // There are no links here.
        return IoUtils.EMPTY_LINK_OPTIONS;
    }

    @Override
    public DirectoryStream<Path> openDirectory(
            SftpSubsystemProxy session, DirectoryHandle handle, Path folder, String name, LinkOption... options) {
        TreePath path = (TreePath) folder;
        Iterator<Path> inside = path.getFileSystem().tree().list(path.place()).entrySet().stream()
                .<Path>map(entry -> path.child(entry.getKey(), entry.getValue()))
                .iterator();
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return inside;
            }

            @Override
            public void close() {
                // The list was made when the folder was opened; nothing is held.
            }
        };
    }
}
