package org.sluice.gateway.sftp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.session.ServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.gateway.usecase.Patience;

/**
 * Lets in no more than may be in, and tells those turned away why. What an account fails with from a network is counted when
 * the connection ends, once, since a client with an agent offers several keys. Thread-safe.
 */
final class SessionCap implements SessionListener {
    private static final Logger LOG = LoggerFactory.getLogger(SessionCap.class);

    private final Crowd<Session> crowd;
    private final Patience patience;
    private final boolean direct;

    /** @param direct whether connections come by themselves, and not through a balancer that has yet to say from where */
    SessionCap(Crowd<Session> crowd, Patience patience, boolean direct) {
        this.crowd = crowd;
        this.patience = patience;
        this.direct = direct;
    }

    @Override
    public void sessionCreated(Session session) {
        if (direct) {
            came((ServerSession) session);
        }
    }

    /** Counts a connection whose client is known now. Nothing was said to it yet, so it is told in plain text (RFC 4253, 4.2). */
    void came(ServerSession session) {
        crowd.came(session, Peers.counted(session)).ifPresent(why -> {
            LOG.warn("A connection was turned away: {}", why);
            try {
                session.getIoSession()
                        .writeBuffer(new ByteArrayBuffer((why + "\r\n").getBytes(StandardCharsets.US_ASCII)))
                        .addListener(written -> session.close(true));
            } catch (IOException e) {
                session.close(true);
            }
        });
    }

    @Override
    public void sessionEvent(Session session, Event event) {
        if (event == Event.Authenticated) {
            String person = String.valueOf(session.getUsername());
            patience.succeeded(person, Peers.counted((ServerSession) session));
            crowd.loggedIn(session, person).ifPresent(why -> {
                // In the middle of the answer to a log-in no other packet may be sent.
                LOG.warn("A session was closed: {}", why);
                session.close(true);
            });
        }
    }

    @Override
    public void sessionClosed(Session session) {
        Optional<String> tried = Optional.ofNullable(session.getAttribute(KeyDoor.TRIED));
        if (crowd.left(session) && tried.isPresent()) {
            patience.failed(tried.get(), Peers.counted((ServerSession) session));
        }
    }
}
