package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.usecase.ClaimFiles;
import org.sluice.gateway.usecase.FetchFile;

/**
 * Sends several claimed files of a link as one answer, each begun as if it were sent by itself. They count as delivered
 * together, once the end of the answer was accepted. It has no ranges. Thread-safe.
 */
final class TogetherDownloads {
    private static final Logger LOG = LoggerFactory.getLogger(TogetherDownloads.class);

    private final FetchFile fetch;
    private final Pages pages;
    private final Downloads downloads;

    TogetherDownloads(FetchFile fetch, Pages pages, Downloads downloads) {
        this.fetch = fetch;
        this.pages = pages;
        this.downloads = downloads;
    }

    /** What the files become on their way. */
    @FunctionalInterface
    interface Form {
        /**
         * Writes all to its end and leaves {@code out} open.
         *
         * @throws IOException if a file may no longer be sent, or its client takes no more
         */
        void write(List<FetchFile.Delivery> deliveries, OutputStream out) throws IOException;
    }

    /** The headers of what is sent. */
    static void describe(HttpServerExchange exchange, String type, String name) {
        exchange.getResponseHeaders()
                .put(StrictHeaders.POLICY, StrictHeaders.FILE_POLICY)
                .put(Headers.CONTENT_TYPE, type)
                .put(Headers.CONTENT_DISPOSITION, ContentDisposition.attachment(name))
                .put(Headers.ACCEPT_RANGES, "none");
        exchange.setStatusCode(StatusCodes.OK);
    }

    /**
     * Sends them in one of the places for downloads.
     *
     * @param packed as in {@link ClaimFiles#claimed(String, java.util.Map, boolean)}
     * @param head sets the headers, once it is sure that something is sent
     */
    void send(
            HttpServerExchange exchange,
            String linkId,
            Session session,
            List<Deposit> deposits,
            boolean packed,
            Consumer<List<FetchFile.Delivery>> head,
            Form form) {
        downloads.inPlace(
                exchange, download -> send(exchange, linkId, session, deposits, packed, head, form, download));
    }

    private void send(
            HttpServerExchange exchange,
            String linkId,
            Session session,
            List<Deposit> deposits,
            boolean packed,
            Consumer<List<FetchFile.Delivery>> head,
            Form form,
            RunningDownload download) {
        List<FetchFile.Delivery> deliveries = new ArrayList<>();
        try {
            for (Deposit deposit : deposits) {
                Answer<FetchFile.Delivery> begun = fetch.begin(
                        linkId,
                        session.epochs(),
                        deposit.id(),
                        0,
                        deposit.size(),
                        download,
                        packed ? FetchFile.Leaving.PACKED : FetchFile.Leaving.AS_IT_IS,
                        SealCookie.read(exchange, linkId));
                if (begun instanceof Answer.Refused<FetchFile.Delivery> refused) {
                    pages.refused(exchange, refused.refusal());
                    return;
                }
                deliveries.add(begun.orThrow());
            }
            Optional<IOException> broken = Optional.empty();
            try {
                if (download.begin()) {
                    head.accept(deliveries);
                    Sink sink = new Sink(exchange, download, download::wasCut);
                    form.write(deliveries, sink);
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
                        "A download of several files of the link {} ended early: {}",
                        linkId,
                        broken.map(e -> e.getClass().getSimpleName()).orElse("cut"));
            }
        } finally {
            deliveries.forEach(FetchFile.Delivery::close);
        }
    }
}
