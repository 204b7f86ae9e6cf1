package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * The names under which a listener answers: an unknown {@code Host} is a DNS rebinding, a poisoned cache or a mistake, and
 * none of them gets a page. Thread-safe.
 */
public final class AllowedHosts {
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

    private final List<String> names;
    private final IntSupplier port;

    /**
     * @param names host names, for any port as a gateway may stand behind a changed one, or each with its port
     * @param port the listener's own, which the local names need
     */
    public AllowedHosts(List<String> names, IntSupplier port) {
        this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        this.port = port;
    }

    /** Whether exactly one Host header was sent and it is known, and the request line does not name another one. */
    public boolean allow(HttpServerExchange exchange) {
        HeaderValues sent = exchange.getRequestHeaders().get(Headers.HOST);
        return sent != null && sent.size() == 1 && !exchange.isHostIncludedInRequestURI() && allow(sent.getFirst());
    }

    boolean allow(String host) {
        String asked = host.toLowerCase(Locale.ROOT);
        int colon = asked.lastIndexOf(':');
        boolean hasPort = colon > asked.lastIndexOf(']');
        String name = hasPort ? asked.substring(0, colon) : asked;
        if (LOCAL.contains(name)) {
            return hasPort && asked.substring(colon + 1).equals(Integer.toString(port.getAsInt()));
        }
        return names.contains(name) || names.contains(asked);
    }
}
