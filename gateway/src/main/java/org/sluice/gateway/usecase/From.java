package org.sluice.gateway.usecase;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From where a request comes.
 *
 * @param address asked whether it may come, and kept nowhere
 * @param network what goes on record, as {@link Network#of} writes it
 */
public record From(Optional<InetAddress> address, String network) {
    public static From of(@Nullable SocketAddress socket) {
        return new From(
                socket instanceof InetSocketAddress known ? Optional.ofNullable(known.getAddress()) : Optional.empty(),
                Network.of(socket));
    }

    @Override
    public String toString() {
        return network;
    }
}
