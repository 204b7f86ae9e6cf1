package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Where a request comes from, as the records may know it: a prefix, never a whole address. */
public final class Network {
    private Network() {}

    /** The /24 of an IPv4 address or the /64 of an IPv6 one, as text. */
    public static String of(InetAddress address) {
        byte[] bytes = address.getAddress();
        int kept = address instanceof Inet4Address ? 3 : 8;
        Arrays.fill(bytes, kept, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + "/" + 8 * kept;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address kept its length.", e);
        }
    }

    public static String of(HttpServerExchange exchange) {
        InetSocketAddress peer = exchange.getSourceAddress();
        return peer == null || peer.getAddress() == null ? "unknown" : of(peer.getAddress());
    }
}
