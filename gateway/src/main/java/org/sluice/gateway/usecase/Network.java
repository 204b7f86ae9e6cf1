package org.sluice.gateway.usecase;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The network somebody comes from. Whole addresses are personal data and are kept nowhere. */
public final class Network {
    private Network() {}

    /** An IPv4 /24 such as {@code 192.0.2.0/24}, an IPv6 /64, or {@code unknown}. */
    public static String of(@Nullable SocketAddress from) {
        if (!(from instanceof InetSocketAddress socket) || socket.getAddress() == null) {
            return "unknown";
        }
        byte[] bytes = socket.getAddress().getAddress();
        int kept = socket.getAddress() instanceof Inet4Address ? 3 : 8;
        Arrays.fill(bytes, kept, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + "/" + 8 * kept;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address of the same length is an address.", e);
        }
    }
}
