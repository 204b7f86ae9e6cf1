package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import java.util.List;
import java.util.Optional;
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
    private final OpenLink open;
    private final ClaimFiles claims;
    private final FetchFile fetch;
    private final TogetherDownloads together;
    private final Pages pages;
    private final Packer packer;

    PackedDownloads(LinkActs link, TogetherDownloads together, Pages pages, Packer packer) {
        this.open = link.open();
        this.claims = link.claim();
        this.fetch = link.fetch();
        this.together = together;
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
                    case Answer.Done<List<Deposit>> done -> send(exchange, linkId, session, done.value(), password);
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
            HttpServerExchange exchange, String linkId, Session session, List<Deposit> deposits, String password) {
        Packing packing = fetch.packing(linkId);
        String name = Packer.name(packing, names(deposits), linkId);
        together.send(
                exchange,
                linkId,
                session,
                deposits,
                true,
                () -> TogetherDownloads.describe(exchange, "application/octet-stream", name),
                (deliveries, out) -> packer.write(packing, password, deliveries, out));
    }

    private static List<String> names(List<Deposit> deposits) {
        return deposits.stream().map(Deposit::name).toList();
    }
}
