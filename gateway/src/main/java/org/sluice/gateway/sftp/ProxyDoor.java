package org.sluice.gateway.sftp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.session.AbstractServerSession;
import org.apache.sshd.server.session.ServerProxyAcceptor;
import org.apache.sshd.server.session.ServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.gateway.balancer.Balancers;
import org.sluice.gateway.balancer.ProxyHeader;

/**
 * The port for balancers: who is none of them is closed before anything of theirs is read, and who is one says with a PROXY
 * header, at once, for whom it connects. Thread-safe.
 */
final class ProxyDoor implements ServerProxyAcceptor, SessionListener {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyDoor.class);
    private static final AttributeKey<Boolean> SAID = new AttributeKey<>();

    private final Balancers balancers;
    private final SessionCap cap;

    ProxyDoor(Balancers balancers, SessionCap cap) {
        this.balancers = balancers;
        this.cap = cap;
    }

    @Override
    public void sessionCreated(Session session) {
        if (!balancers.include(session.getIoSession().getRemoteAddress())) {
            LOG.warn("A connection to the port for balancers came from none of them and is closed");
            session.close(true);
            return;
        }
        // It ends with the library's scheduler, and closing what is closed is no error.
        ScheduledFuture<?> unused = session.getFactoryManager()
                .getScheduledExecutorService()
                .schedule(() -> late(session), balancers.patience().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void late(Session session) {
        if (session.getAttribute(SAID) == null && !session.isClosing()) {
            LOG.warn("A balancer did not say in time for whom it connects; the connection is closed");
            session.close(true);
        }
    }

    /** May be asked again for what was read already: the library comes back until it has its own first line too. */
    @Override
    public boolean acceptServerProxyMetadata(ServerSession session, Buffer buffer) throws IOException {
        if (session.isClosing()) {
            throw new IOException("The connection is closed.");
        }
        byte[] bytes = new byte[Math.min(buffer.available(), ProxyHeader.LONGEST)];
        System.arraycopy(buffer.array(), buffer.rpos(), bytes, 0, bytes.length);
        return switch (ProxyHeader.of(bytes)) {
            case ProxyHeader.Unfinished unfinished -> false;
            case ProxyHeader.Wrong wrong -> {
                session.close(true);
                throw new IOException("A balancer's header is refused: " + wrong.why() + ".");
            }
            case ProxyHeader.Complete header -> {
                buffer.rpos(buffer.rpos() + header.length());
                if (session.getAttribute(SAID) == null) {
                    session.setAttribute(SAID, true);
                    say(session, header);
                }
                yield true;
            }
        };
    }

    private void say(ServerSession session, ProxyHeader.Complete header) {
        if (header.client().isPresent()) {
            ((AbstractServerSession) session)
                    .setClientAddress(new InetSocketAddress(header.client().get(), 0));
        } else if (!header.ofBalancer()) {
            Peers.hide(session);
        }
        cap.came(session);
    }
}
