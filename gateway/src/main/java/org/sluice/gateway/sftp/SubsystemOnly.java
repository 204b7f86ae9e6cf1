package org.sluice.gateway.sftp;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.ChannelSession;

/**
 * Channels on which nothing can be asked for but a subsystem: no shell, command, terminal, environment, agent or X11. A
 * refusal is whole, since half an answer to {@code exec} makes rclone call its uploads corrupted and delete them. No more are
 * open at once, over all sessions, than what their clients can send ahead has room.
 */
final class SubsystemOnly implements ChannelFactory {
    private final Semaphore places;

    SubsystemOnly(Semaphore places) {
        this.places = places;
    }

    @Override
    public String getName() {
        return "session";
    }

    @Override
    public Channel createChannel(Session session) {
        return new Placed(places);
    }

    private static final class Placed extends ChannelSession {
        private final Semaphore places;
        private final AtomicBoolean held = new AtomicBoolean();

        Placed(Semaphore places) {
            super(List.<RequestHandler<Channel>>of(SubsystemOnly::refuseOthers));
            this.places = places;
            addCloseFutureListener(closed -> {
                if (held.getAndSet(false)) {
                    places.release();
                }
            });
        }

        @Override
        public OpenFuture open(long recipient, long window, long packet, Buffer buffer) {
            if (places.tryAcquire()) {
                held.set(true);
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
