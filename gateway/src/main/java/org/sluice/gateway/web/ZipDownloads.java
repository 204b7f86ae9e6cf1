package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.usecase.ClaimFiles;
import org.sluice.gateway.usecase.FetchFile;
import org.sluice.gateway.usecase.LinkActs;

/**
 * Sends all claimed files of a link as one ZIP, each begun as if it were sent by itself. They count as delivered together,
 * once the end of the ZIP was accepted: without its end a ZIP does not open. It has no ranges; who has a line that breaks
 * takes the files one by one. Thread-safe.
 */
final class ZipDownloads {
    private static final Logger LOG = LoggerFactory.getLogger(ZipDownloads.class);

    private final ClaimFiles claims;
    private final FetchFile fetch;
    private final Pages pages;
    private final Downloads downloads;

    ZipDownloads(LinkActs link, Pages pages, Downloads downloads) {
        this.claims = link.claim();
        this.fetch = link.fetch();
        this.pages = pages;
        this.downloads = downloads;
    }

    void send(HttpServerExchange exchange, Route.AllContent route, Session session) {
        switch (claims.claimed(route.linkId(), session.epochs())) {
            case Answer.Refused<List<Deposit>> refused -> pages.refused(exchange, refused.refusal());
            case Answer.Done<List<Deposit>> done -> {
                if (exchange.getRequestMethod().equals(Methods.HEAD)) {
                    describe(exchange, route.linkId());
                    exchange.endExchange();
                } else {
                    downloads.inPlace(exchange, download -> send(exchange, route, session, done.value(), download));
                }
            }
        }
    }

    static String name(String linkId) {
        return "sluice-" + linkId + ".zip";
    }

    private static void describe(HttpServerExchange exchange, String linkId) {
        exchange.getResponseHeaders()
                .put(StrictHeaders.POLICY, StrictHeaders.FILE_POLICY)
                .put(Headers.CONTENT_TYPE, "application/zip")
                .put(Headers.CONTENT_DISPOSITION, ContentDisposition.attachment(name(linkId)))
                .put(Headers.ACCEPT_RANGES, "none");
        exchange.setStatusCode(StatusCodes.OK);
    }

    private void send(
            HttpServerExchange exchange,
            Route.AllContent route,
            Session session,
            List<Deposit> deposits,
            RunningDownload download) {
        List<FetchFile.Delivery> deliveries = new ArrayList<>();
        try {
            for (Deposit deposit : deposits) {
                Answer<FetchFile.Delivery> begun = fetch.begin(
                        route.linkId(),
                        session.epochs(),
                        deposit.id(),
                        0,
                        deposit.size(),
                        download,
                        SealCookie.read(exchange, route.linkId()));
                if (begun instanceof Answer.Refused<FetchFile.Delivery> refused) {
                    pages.refused(exchange, refused.refusal());
                    return;
                }
                deliveries.add(begun.orThrow());
            }
            Optional<IOException> broken = Optional.empty();
            try {
                if (download.begin()) {
                    describe(exchange, route.linkId());
                    Sink sink = new Sink(exchange, download, download::wasCut);
                    ZipStream.write(deliveries, sink);
                    sink.end();
                    deliveries.forEach(one -> one.sent(one.deposit().size()));
                    exchange.endExchange();
                }
            } catch (IOException e) {
                broken = Optional.of(e);
            } finally {
                download.end();
            }
            if (broken.isPresent() || download.wasCut()) {
                Abort.connection(exchange);
                LOG.info(
                        "A ZIP of the link {} ended early: {}",
                        route.linkId(),
                        broken.map(e -> e.getClass().getSimpleName()).orElse("cut"));
            }
        } finally {
            deliveries.forEach(FetchFile.Delivery::close);
        }
    }
}
