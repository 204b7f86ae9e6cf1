package org.sluice.gateway.balancer;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sluice.gateway.domain.participant.Cidr;

/**
 * Where balancers connect.
 *
 * @param port 0 takes a free one
 * @param from the balancers; nobody else is listened to
 * @param patience after which a balancer that said nothing is closed
 */
public record Balancers(int port, List<Cidr> from, Duration patience) {
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(5);

    public Balancers {
        from = List.copyOf(from);
    }

    public static Balancers of(int port, List<Cidr> from) {
        return new Balancers(port, from, USUAL_PATIENCE);
    }

    /** Whether a connection from this address is one of theirs. */
    public boolean include(@Nullable SocketAddress peer) {
        return peer instanceof InetSocketAddress known
                && known.getAddress() != null
                && from.stream()
                        .anyMatch(network -> network.contains(known.getAddress().getAddress()));
    }
}
