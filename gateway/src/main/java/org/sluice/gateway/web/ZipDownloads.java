package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import java.util.List;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.usecase.ClaimFiles;
import org.sluice.gateway.usecase.LinkActs;

/**
 * Sends all claimed files of a link as one ZIP, each begun as if it were sent by itself. They count as delivered together,
 * once the end of the ZIP was accepted: without its end a ZIP does not open. It has no ranges; who has a line that breaks
 * takes the files one by one. Thread-safe.
 */
final class ZipDownloads {
    private final ClaimFiles claims;
    private final Pages pages;
    private final TogetherDownloads together;

    ZipDownloads(LinkActs link, Pages pages, TogetherDownloads together) {
        this.claims = link.claim();
        this.pages = pages;
        this.together = together;
    }

    void send(HttpServerExchange exchange, Route.AllContent route, Session session) {
        switch (claims.claimed(route.linkId(), session.epochs())) {
            case Answer.Refused<List<Deposit>> refused -> pages.refused(exchange, refused.refusal());
            case Answer.Done<List<Deposit>> done -> {
                if (exchange.getRequestMethod().equals(Methods.HEAD)) {
                    describe(exchange, route.linkId());
                    exchange.endExchange();
                } else {
                    together.send(
                            exchange,
                            route.linkId(),
                            session,
                            done.value(),
                            false,
                            deliveries -> describe(exchange, route.linkId()),
                            ZipStream::write);
                }
            }
        }
    }

    static String name(String linkId) {
        return "sluice-" + linkId + ".zip";
    }

    private static void describe(HttpServerExchange exchange, String linkId) {
        TogetherDownloads.describe(exchange, "application/zip", name(linkId));
    }
}
