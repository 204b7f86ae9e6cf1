package org.sluice.gateway.sftp;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.BufferException;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.io.IoUtils;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHLimitsExtensionInfo;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.extensions.openssh.AbstractOpenSSHExtensionParser.OpenSSHExtension;
import org.apache.sshd.sftp.common.extensions.openssh.FstatVfsExtensionParser;
import org.apache.sshd.sftp.common.extensions.openssh.StatVfsExtensionParser;
import org.apache.sshd.sftp.server.DirectoryHandle;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpSubsystem;
import org.apache.sshd.sftp.server.SftpSubsystemConfigurator;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;

/**
 * One SFTP session over the virtual tree: the library's protocol, with only the requests that have a meaning here. All
 * requests run on the session's own thread; {@link #close}, {@link #data} and {@link #destroy} run on the network's.
 */
final class SftpSession extends SftpSubsystem {
    /** Requests that may wait; more is no client but a flood of tiny packets, each dearer here than on the line. */
    private static final int MOST_WAITING = 8192;

    /** Bytes of one packet, as OpenSSH has it; a client that names more is broken or hostile. */
    private static final int LONGEST_PACKET = 256 * 1024;

    /** A type and a number. */
    private static final int SHORTEST_PACKET = 5;

    private final Entrance entrance;
    private volatile boolean endedByClient;

    SftpSession(ChannelSession channel, SftpSubsystemConfigurator parts, Entrance entrance) {
        super(channel, parts);
        this.entrance = entrance;
    }

    /** The library would hand in a real file system; the tree takes its place once the person has entered. */
    @Override
    public void setFileSystem(FileSystem ignored) {}

    @Override
    public void run() {
        try {
            super.setFileSystem(new TreeFileSystem(entrance.enter(getServerSession())));
        } catch (RefusedException e) {
            callback.onExit(1, e.refusal().message());
            return;
        } catch (RuntimeException e) {
            log.warn("A log-in could not be completed and is refused", e);
            callback.onExit(1, "The gateway could not complete the log-in.");
            return;
        }
        super.run();
    }

    private TreeFileSystem files() {
        return (TreeFileSystem) fileSystem;
    }

    private Tree tree() {
        return files().tree();
    }

    @Override
    public int data(ChannelSession channel, byte[] bytes, int from, int length) throws IOException {
        if (requests.size() > MOST_WAITING) {
            throw new IOException("A client sent more requests than it may before it has answers.");
        }
        buffer.compact();
        buffer.putRawBytes(bytes, from, length);
        while (buffer.available() >= Integer.BYTES) {
            int start = buffer.rpos();
            long packet = buffer.getUInt();
            if (packet < SHORTEST_PACKET || packet > LONGEST_PACKET) {
                throw new IOException("A client sent a packet of " + packet + " bytes, which no request has.");
            }
            if (buffer.available() < packet) {
                buffer.rpos(start);
                break;
            }
            Buffer request = new ByteArrayBuffer((int) packet + Integer.BYTES + Long.SIZE, false);
            request.putUInt(packet);
            request.putRawBytes(buffer.array(), buffer.rpos(), (int) packet);
            requests.add(request);
            buffer.rpos(start + Integer.BYTES + (int) packet);
        }
        return 0;
    }

    @Override
    protected OpenSSHLimitsExtensionInfo getOpenSSHLimitsExtensionInfo(int id, ChannelSession channel) {
        OpenSSHLimitsExtensionInfo limits = new OpenSSHLimitsExtensionInfo(getServerSession());
        limits.maxPacketLength = LONGEST_PACKET;
        return limits;
    }

    /**
     * The client sends no more, or the connection ends; what it has sent before is still answered, if it can be. Called
     * again when a connection ends after its channel: what the client said in order stays said.
     */
    @Override
    public void close() {
        if (getServerSession().isOpen() && !getServerSession().isClosing()) {
            endedByClient = true;
        }
        requests.add(CLOSE);
    }

    /** Ends in order only if the client said so and left nothing half sent; all else waits for its grace. */
    @Override
    protected void closeAllHandles() {
        boolean inOrder = endedByClient && handles.values().stream().noneMatch(SftpSession::isUpload);
        super.closeAllHandles();
        entrance.leave(tree().visit(), inOrder);
    }

    private static boolean isUpload(Handle handle) {
        return handle instanceof FileHandle file && file.getFileChannel() instanceof WrittenFile;
    }

    @Override
    protected void doProcess(Buffer buffer, int length, int type, int id) throws IOException {
        if (!Offered.REQUESTS.contains(type)) {
            unsupported(buffer, id);
            return;
        }
        try {
            super.doProcess(buffer, length, type, id);
        } catch (BufferException | IndexOutOfBoundsException e) {
            // It says that more follows than does. Its end is known all the same, and so is where the next one begins.
            sendStatus(prepareReply(buffer), id, SftpConstants.SSH_FX_BAD_MESSAGE, "This request is not well formed.");
        }
    }

    @Override
    protected void executeExtendedCommand(Buffer buffer, int id, String extension) throws IOException {
        switch (extension) {
            case StatVfsExtensionParser.NAME ->
                extended(buffer, id, extension, answer -> space(resolveFile(buffer.getString()), answer));
            case FstatVfsExtensionParser.NAME ->
                extended(
                        buffer,
                        id,
                        extension,
                        answer -> space(handle(buffer, Handle.class).getFile(), answer));
            case FileSum.BY_NAME -> extended(buffer, id, extension, answer -> sumByName(buffer, answer));
            // The second is what paramiko asks for, by an earlier draft.
            case FileSum.BY_HANDLE, FileSum.REPLY ->
                extended(buffer, id, extension, answer -> sumByHandle(buffer, answer));
            default -> {
                if (Offered.extension(extension)) {
                    super.executeExtendedCommand(buffer, id, extension);
                } else {
                    unsupported(buffer, id);
                }
            }
        }
    }

    private interface Asked {
        void answer(Buffer to) throws IOException;
    }

    private void extended(Buffer buffer, int id, String extension, Asked asked) throws IOException {
        Buffer answer = new ByteArrayBuffer();
        try {
            asked.answer(answer);
        } catch (IOException | RuntimeException e) {
            sendStatus(prepareReply(buffer), id, e, SftpConstants.SSH_FXP_EXTENDED, extension);
            return;
        }
        Buffer reply = prepareReply(buffer);
        reply.putByte((byte) SftpConstants.SSH_FXP_EXTENDED_REPLY);
        reply.putInt(id);
        reply.putRawBytes(answer.array(), answer.rpos(), answer.available());
        send(reply);
    }

    /** Where in the tree it is does not matter, but something must be there. */
    private void space(Path path, Buffer answer) throws NoSuchFileException {
        node((TreePath) path);
        SpaceAnswer.write(answer, entrance.usecases().room().room(tree().visit()));
    }

    private void sumByName(Buffer request, Buffer answer) throws IOException {
        Node node = node((TreePath) resolveFile(request.getString()));
        new SumFiles(entrance.usecases(), tree()).byName(node, FileSum.read(request), answer);
    }

    private void sumByHandle(Buffer request, Buffer answer) throws IOException {
        SeekableByteChannel open = handle(request, FileHandle.class).getFileChannel();
        SumFiles.byHandle(open, FileSum.read(request), answer);
    }

    private <H extends Handle> H handle(Buffer request, Class<H> type) throws IOException {
        String handle = request.getString(StandardCharsets.ISO_8859_1);
        return validateHandle(handle, handles.get(handle), type);
    }

    private void unsupported(Buffer buffer, int id) throws IOException {
        sendStatus(prepareReply(buffer), id, SftpConstants.SSH_FX_OP_UNSUPPORTED, "This gateway has no such request.");
    }

    @Override
    protected void appendExtensions(Buffer buffer, String versions) {
        appendOpenSSHExtensions(buffer, getServerSession());
    }

    @Override
    protected List<OpenSSHExtension> resolveOpenSSHExtensions(ServerSession session) {
        return Offered.EXTENSIONS;
    }

    @Override
    protected Path resolveFile(String written) {
        return TreePath.read(files(), written);
    }

    @Override
    protected SimpleImmutableEntry<Path, Boolean> validateRealPath(
            int id, String written, Path path, LinkOption... options) {
        return new SimpleImmutableEntry<>(path, true);
    }

    @Override
    protected NavigableMap<String, Object> resolveFileAttributes(
            Path path, int flags, boolean neverFollow, LinkOption... options) throws IOException {
        return new NodeAttributes(node((TreePath) path))
                .forClient(tree().visit().person());
    }

    private static Node node(TreePath path) throws NoSuchFileException {
        return path.node().orElseThrow(() -> new NoSuchFileException(path.toString()));
    }

    /** An open upload knows its own size better than its row does. */
    @Override
    protected Map<String, Object> doFStat(int id, String handle, int flags) throws IOException {
        Handle open = validateHandle(handle, handles.get(handle), Handle.class);
        Map<String, Object> attributes = resolveFileAttributes(open.getFile(), flags, true);
        if (open instanceof FileHandle file) {
            attributes.put(IoUtils.SIZE_VIEW_ATTR, file.getFileChannel().size());
        }
        return attributes;
    }

    @Override
    protected String doOpenDir(int id, String written, Path path, LinkOption... options) throws IOException {
        TreePath folder = (TreePath) path;
        Node node = node(folder);
        if (!(node instanceof Node.Folder)) {
            throw new NotDirectoryException(path.toString());
        }
        synchronized (handles) {
            String handle = generateFileHandle(folder);
            handles.put(handle, new DirectoryHandle(this, folder.with(node), handle));
            return handle;
        }
    }

    @Override
    protected void doWrite(int id, String handle, long offset, int length, byte[] bytes, int from, int available)
            throws IOException {
        FileHandle file = validateHandle(handle, handles.get(handle), FileHandle.class);
        int most = SftpModuleProperties.MAX_WRITEDATA_PACKET_LENGTH.getRequired(getServerSession());
        if (!(file.getFileChannel() instanceof WrittenFile upload)
                || length < 0
                || length > most
                || length > available) {
            throw new RefusedException(Refusal.wrong("bad-write", "This handle does not take these bytes."));
        }
        upload.write(offset, bytes, from, length);
    }

    /** Only here the client has sent CLOSE; a handle that is closed any other way is abandoned. */
    @Override
    protected void doClose(int id, String handle) throws IOException {
        if (handles.get(handle) instanceof FileHandle file && file.getFileChannel() instanceof WrittenFile upload) {
            upload.clientCloses();
        }
        super.doClose(id, handle);
    }

    @Override
    protected void doRemoveFile(int id, String written) throws IOException {
        changes().removeFile((TreePath) resolveFile(written));
    }

    @Override
    protected void doRename(int id, String from, String to, int flags) throws IOException {
        changes().rename((TreePath) resolveFile(from), (TreePath) resolveFile(to));
    }

    @Override
    protected void doMakeDirectory(int id, String written, Map<String, ?> attributes) throws IOException {
        changes().makeFolder((TreePath) resolveFile(written));
    }

    @Override
    protected void doRemoveDirectory(int id, String written) throws IOException {
        changes().removeFolder((TreePath) resolveFile(written));
    }

    private TreeChanges changes() {
        return new TreeChanges(entrance.usecases(), tree());
    }

    @Override
    protected void doSetStat(
            int id, String written, int command, String extension, Map<String, ?> attributes, Boolean followLinks)
            throws IOException {
        TreePath path = (TreePath) resolveFile(written);
        Node node = node(path);
        change(node, node.size(), attributes);
    }

    @Override
    protected void doFSetStat(int id, String handle, Map<String, ?> attributes) throws IOException {
        Handle open = validateHandle(handle, handles.get(handle), Handle.class);
        if (open instanceof FileHandle file
                && file.getFileChannel() instanceof UploadFile upload
                && attributes.get(IoUtils.SIZE_VIEW_ATTR) instanceof Number asked) {
            upload.cutAt(asked.longValue());
        }
        Node node = node((TreePath) open.getFile());
        change(node, open instanceof FileHandle file ? file.getFileChannel().size() : node.size(), attributes);
    }

    /** Modes and owners are heard and ignored: many clients call the whole upload failed when they are refused. */
    private void change(Node node, long size, Map<String, ?> attributes) {
        if (attributes.get(IoUtils.SIZE_VIEW_ATTR) instanceof Number asked && asked.longValue() != size) {
            throw new RefusedException(Refusal.conflict(
                    "size-fixed", "A file's size comes from what is uploaded; upload it again to change it."));
        }
        if (node instanceof Node.Own own && attributes.get(IoUtils.LASTMOD_TIME_VIEW_ATTR) instanceof FileTime time) {
            Instant modified = time.toInstant();
            entrance.usecases().deposits().modified(tree().visit(), own.entry().deposit(), modified);
        }
    }
}
