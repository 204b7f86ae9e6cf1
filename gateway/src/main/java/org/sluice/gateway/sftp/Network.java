package org.sluice.gateway.sftp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The network somebody comes from. Whole addresses are personal data and are kept nowhere. */
final class Network {
    private Network() {}

    /** An IPv4 /24 such as {@code 192.0.2.0/24}, an IPv6 /48, or {@code unknown}. */
    static String of(@Nullable SocketAddress from) {
        if (!(from instanceof InetSocketAddress socket) || socket.getAddress() == null) {
            return "unknown";
        }
        boolean four = socket.getAddress() instanceof Inet4Address;
        byte[] bytes = socket.getAddress().getAddress();
        int kept = four ? 3 : 6;
        Arrays.fill(bytes, kept, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + (four ? "/24" : "/48");
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address of the same length is an address.", e);
        }
    }
}
