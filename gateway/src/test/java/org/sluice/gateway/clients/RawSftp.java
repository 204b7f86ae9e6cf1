package org.sluice.gateway.clients;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelSubsystem;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.common.SftpConstants;

/** An SFTP channel on which anything may be written; nothing is checked and nothing closed that was opened. */
final class RawSftp implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** An answer: its type, and all that follows the type. */
    record Reply(int type, ByteBuffer rest) {
        /** Of a status, its code. */
        int status() {
            if (type != SftpConstants.SSH_FXP_STATUS) {
                throw new AssertionError("Answered with " + SftpConstants.getCommandMessageName(type));
            }
            return rest.getInt(4);
        }

        boolean refused() {
            return type == SftpConstants.SSH_FXP_STATUS && status() != SftpConstants.SSH_FX_OK;
        }

        /** Of a handle, the handle. */
        byte[] handle() {
            if (type != SftpConstants.SSH_FXP_HANDLE) {
                throw new AssertionError("No handle, but " + SftpConstants.getCommandMessageName(type));
            }
            byte[] handle = new byte[rest.limit() - 8];
            rest.get(8, handle);
            return handle;
        }
    }

    private final SshClient ssh;
    private final ClientSession session;
    private final ChannelSubsystem channel;
    private int id;

    private RawSftp(SshClient ssh, ClientSession session, ChannelSubsystem channel) {
        this.ssh = ssh;
        this.session = session;
        this.channel = channel;
    }

    /** A channel on which nothing was said yet. */
    static RawSftp silent(Site site) throws IOException {
        SshClient ssh = MinaSession.started();
        ClientSession session = MinaSession.logIn(ssh, site);
        ChannelSubsystem channel = session.createSubsystemChannel("sftp");
        channel.open().verify(PATIENCE);
        return new RawSftp(ssh, session, channel);
    }

    /** A channel that agreed on version 3. */
    static RawSftp open(Site site) throws IOException {
        RawSftp sftp = silent(site);
        sftp.init();
        return sftp;
    }

    void init() throws IOException {
        raw(body(SftpConstants.SSH_FXP_INIT, 3));
        Reply version = reply();
        if (version.type() != SftpConstants.SSH_FXP_VERSION) {
            throw new AssertionError("The gateway does not speak SFTP: " + version);
        }
    }

    /** Sends a request with the next number: an int, a long, or a string as bytes or text, for each field. */
    void send(int type, Object... fields) throws IOException {
        Object[] all = new Object[fields.length + 1];
        all[0] = ++id;
        System.arraycopy(fields, 0, all, 1, fields.length);
        raw(body(type, all));
    }

    Reply ask(int type, Object... fields) throws IOException {
        send(type, fields);
        return reply();
    }

    /** Opens with the flags of version 3 and no attributes. */
    Reply open(Object path, int flags) throws IOException {
        return ask(SftpConstants.SSH_FXP_OPEN, path, flags, 0);
    }

    /** A packet with its length before it. */
    static byte[] body(int type, Object... fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(type);
        for (Object field : fields) {
            switch (field) {
                case Integer number -> out.writeInt(number);
                case Long number -> out.writeLong(number);
                case String text -> string(out, text.getBytes(StandardCharsets.UTF_8));
                case byte[] raw -> string(out, raw);
                default -> throw new IllegalArgumentException(field.toString());
            }
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        new DataOutputStream(whole).writeInt(bytes.size());
        bytes.writeTo(whole);
        return whole.toByteArray();
    }

    private static void string(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Writes bytes as they are. */
    void raw(byte... bytes) throws IOException {
        OutputStream out = channel.getInvertedIn();
        out.write(bytes);
        out.flush();
    }

    /**
     * The next answer, to whichever request.
     *
     * @throws IOException when the channel ended
     */
    Reply reply() throws IOException {
        DataInputStream in = new DataInputStream(channel.getInvertedOut());
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (in.available() < 4 && !channel.isClosed()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("There is no answer.");
            }
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
        if (in.available() < 4) {
            throw new EOFException("The channel has ended.");
        }
        byte[] packet = new byte[in.readInt()];
        in.readFully(packet);
        return new Reply(packet[0] & 0xFF, ByteBuffer.wrap(java.util.Arrays.copyOfRange(packet, 1, packet.length)));
    }

    /** The line breaks. */
    @Override
    public void close() {
        session.getIoSession().close(true);
        ssh.stop();
    }
}
