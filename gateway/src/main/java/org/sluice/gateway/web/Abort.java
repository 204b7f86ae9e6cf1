package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import org.xnio.IoUtils;

/** Breaks an answer off so that its receiver sees that it is not whole. */
final class Abort {
    private Abort() {}

    static void connection(HttpServerExchange exchange) {
        IoUtils.safeClose(exchange.getConnection());
    }
}
