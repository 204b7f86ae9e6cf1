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
    static final String UNKNOWN = "unknown";

    private Network() {}

    /** An IPv4 /24 such as {@code 192.0.2.0/24}, an IPv6 /64, or {@code unknown}. */
    public static String of(@Nullable SocketAddress from) {
        return from instanceof InetSocketAddress socket && socket.getAddress() != null
                ? of(socket.getAddress())
                : UNKNOWN;
    }

    static String of(InetAddress from) {
        return of(from, 3);
    }

    /**
     * What limits count by: one IPv4 address, which is often a whole office, or an IPv6 /64, which is always one network.
     * For memory only, never for a record.
     */
    public static String counted(InetAddress from) {
        return of(from, 4);
    }

    private static String of(InetAddress from, int ofFour) {
        byte[] bytes = from.getAddress();
        int kept = from instanceof Inet4Address ? ofFour : 8;
        Arrays.fill(bytes, kept, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + "/" + 8 * kept;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address of the same length is an address.", e);
        }
    }
}
