package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.crypto.Token;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.link.Packing;
import org.sluice.gateway.usecase.ClaimFiles;
import org.sluice.gateway.usecase.FetchFile;
import org.sluice.gateway.usecase.From;
import org.sluice.gateway.usecase.LinkActs;
import org.sluice.gateway.usecase.OpenLink;

/**
 * Sends files packed under the link's password, which the recipient types again with the download: the server keeps only its
 * hash, so it has it for this one request and never at rest. So the answer to the POST is the file itself. It has no ranges
 * and starts anew after a break, without being counted again. The files count as delivered together, once the end was
 * accepted. Thread-safe.
 */
final class PackedDownloads {
    private static final Logger LOG = LoggerFactory.getLogger(PackedDownloads.class);

    private final OpenLink open;
    private final ClaimFiles claims;
    private final FetchFile fetch;
    private final Downloads downloads;
    private final Pages pages;
    private final Packer packer;

    PackedDownloads(LinkActs link, Downloads downloads, Pages pages, Packer packer) {
        this.open = link.open();
        this.claims = link.claim();
        this.fetch = link.fetch();
        this.downloads = downloads;
        this.pages = pages;
        this.packer = packer;
    }

    Packing packing(String linkId) {
        return fetch.packing(linkId);
    }

    /** @param depositId the one file that is wanted; all of them if absent */
    void take(
            HttpServerExchange exchange,
            String linkId,
            Optional<String> depositId,
            Session session,
            ClaimFiles.Agreement agreement,
            String password) {
        switch (open.again(linkId, password, From.of(exchange.getSourceAddress()))) {
            case OpenLink.Opening.Wrong wrong -> pages.packedWrong(exchange);
            // None is asked for again from who is in already.
            case OpenLink.Opening.CodeAsked asked -> pages.sessionOver(exchange);
            case OpenLink.Opening.Busy busy -> pages.busy(exchange);
            case OpenLink.Opening.Ended ended -> pages.refused(exchange, ended.refusal());
            case OpenLink.Opening.Opened opened -> {
                Answer<List<Deposit>> claimed =
                        claimed(linkId, depositId, session, agreement, SealCookie.read(exchange, linkId));
                switch (claimed) {
                    case Answer.Refused<List<Deposit>> refused -> pages.refused(exchange, refused.refusal());
                    case Answer.Done<List<Deposit>> done ->
                        downloads.inPlace(
                                exchange,
                                download -> send(exchange, linkId, session, done.value(), password, download));
                }
            }
        }
    }

    private Answer<List<Deposit>> claimed(
            String linkId,
            Optional<String> depositId,
            Session session,
            ClaimFiles.Agreement agreement,
            Optional<Token> sealed) {
        if (depositId.isEmpty()) {
            return claims.claimAll(linkId, session.epochs(), agreement, sealed)
                    .then(files -> claims.claimed(linkId, session.epochs(), true));
        }
        return claims.claim(linkId, session.epochs(), depositId.get(), agreement, sealed)
                .then(file -> fetch.look(linkId, session.epochs(), depositId.get(), true))
                .then(deposit -> Answer.done(List.of(deposit)));
    }

    private void send(
            HttpServerExchange exchange,
            String linkId,
            Session session,
            List<Deposit> deposits,
            String password,
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
                        true,
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
                    Packing packing = fetch.packing(linkId);
                    describe(exchange, Packer.name(packing, names(deposits), linkId));
                    Sink sink = new Sink(exchange, download, download::wasCut);
                    packer.write(packing, password, deliveries, sink);
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
                        "A packed download of the link {} ended early: {}",
                        linkId,
                        broken.map(e -> e.getClass().getSimpleName()).orElse("cut"));
            }
        } finally {
            deliveries.forEach(FetchFile.Delivery::close);
        }
    }

    private static List<String> names(List<Deposit> deposits) {
        return deposits.stream().map(Deposit::name).toList();
    }

    private static void describe(HttpServerExchange exchange, String name) {
        exchange.getResponseHeaders()
                .put(StrictHeaders.POLICY, StrictHeaders.FILE_POLICY)
                .put(Headers.CONTENT_TYPE, "application/octet-stream")
                .put(Headers.CONTENT_DISPOSITION, ContentDisposition.attachment(name))
                .put(Headers.ACCEPT_RANGES, "none");
        exchange.setStatusCode(StatusCodes.OK);
    }
}
