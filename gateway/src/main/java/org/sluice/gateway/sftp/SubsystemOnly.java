package org.sluice.gateway.sftp;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.channel.ChannelSession;

/**
 * Channels on which nothing can be asked for but a subsystem: no shell, command, terminal, environment, agent or X11. A
 * refusal is whole, since half an answer to {@code exec} makes rclone call its uploads corrupted and delete them. No more are
 * open at once, over all sessions, than what their clients can send ahead has room.
 */
final class SubsystemOnly implements ChannelFactory {
    private final WindowPool windows;

    SubsystemOnly(WindowPool windows) {
        this.windows = windows;
    }

    @Override
    public String getName() {
        return "session";
    }

    @Override
    public Channel createChannel(Session session) {
        return new Windowed(windows);
    }

    private static final class Windowed extends ChannelSession {
        private final WindowPool windows;
        private final AtomicInteger held = new AtomicInteger();

        Windowed(WindowPool windows) {
            super(List.<RequestHandler<Channel>>of(SubsystemOnly::refuseOthers));
            this.windows = windows;
            addCloseFutureListener(closed -> giveBack());
        }

        private void giveBack() {
            windows.giveBack(held.getAndSet(0));
        }

        /** The library reads the size of the window here. */
        @Override
        public void init(ConnectionService service, Session session, long id) throws IOException {
            held.set(windows.take());
            if (held.get() > 0) {
                CoreModuleProperties.WINDOW_SIZE.set(this, (long) held.get());
            }
            // A channel that the session refuses after this is never closed.
            session.addCloseFutureListener(closed -> giveBack());
            super.init(service, session, id);
        }

        @Override
        public OpenFuture open(long recipient, long window, long packet, Buffer buffer) {
            if (held.get() > 0) {
                return super.open(recipient, window, packet, buffer);
            }
            OpenFuture refused = new DefaultOpenFuture(this, this);
            refused.setException(new SshChannelOpenException(
                    getChannelId(),
                    SshConstants.SSH_OPEN_RESOURCE_SHORTAGE,
                    "This gateway serves as many sessions as it can; try again in a moment."));
            return refused;
        }
    }

    private static RequestHandler.Result refuseOthers(
            Channel channel, String request, boolean wantReply, Buffer buffer) {
        // "Unsupported" passes it on to the channel itself, which knows subsystems.
        return request.equals("subsystem") ? RequestHandler.Result.Unsupported : RequestHandler.Result.ReplyFailure;
    }
}
