package org.sluice.gateway.sftp;

import java.util.List;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.ChannelSession;

/**
 * Channels on which nothing can be asked for but a subsystem: no shell, command, terminal, environment, agent or X11. A
 * refusal is whole, since half an answer to {@code exec} makes rclone call its uploads corrupted and delete them.
 */
final class SubsystemOnly implements ChannelFactory {
    @Override
    public String getName() {
        return "session";
    }

    @Override
    public Channel createChannel(Session session) {
        return new ChannelSession(List.<RequestHandler<Channel>>of(SubsystemOnly::refuseOthers));
    }

    private static RequestHandler.Result refuseOthers(
            Channel channel, String request, boolean wantReply, Buffer buffer) {
        // "Unsupported" passes it on to the channel itself, which knows subsystems.
        return request.equals("subsystem") ? RequestHandler.Result.Unsupported : RequestHandler.Result.ReplyFailure;
    }
}
