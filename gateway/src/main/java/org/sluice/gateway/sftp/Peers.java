package org.sluice.gateway.sftp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.server.session.ServerSession;
import org.sluice.gateway.usecase.Network;

/** Where a client is: behind a balancer, what the balancer's header said. */
final class Peers {
    /** Set where a balancer did not say: then the connection's own address would be the balancer's. */
    private static final AttributeKey<Boolean> HIDDEN = new AttributeKey<>();

    private Peers() {}

    static void hide(ServerSession session) {
        session.setAttribute(HIDDEN, true);
    }

    static Optional<InetAddress> address(ServerSession session) {
        boolean shown = session.getAttribute(HIDDEN) == null;
        return shown && session.getClientAddress() instanceof InetSocketAddress socket
                ? Optional.ofNullable(socket.getAddress())
                : Optional.empty();
    }

    /** For records. */
    static String network(ServerSession session) {
        return address(session)
                .map(address -> Network.of(new InetSocketAddress(address, 0)))
                .orElse("unknown");
    }

    /** For limits, in memory only. */
    static String counted(ServerSession session) {
        return address(session).map(Network::counted).orElse("unknown");
    }
}
