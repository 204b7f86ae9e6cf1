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
 * Sends files packed for the recipient's keys, or under the link's password, which the recipient types again with the
 * download: the server keeps only its hash, so it has it for this one request and never at rest. So the answer to the POST is the file itself. It has no ranges
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

    /**
     * Claims and sends in one.
     *
     * @param depositId the one file that is wanted; all of them if absent
     * @param password not asked for where files are sealed for keys
     */
    void take(
            HttpServerExchange exchange,
            String linkId,
            Optional<String> depositId,
            Session session,
            ClaimFiles.Agreement agreement,
            String password) {
        if (fetch.packing(linkId) == Packing.KEYS) {
            claimedAndSent(exchange, linkId, depositId, session, agreement, "");
            return;
        }
        switch (open.again(linkId, password, From.of(exchange.getSourceAddress()))) {
            case OpenLink.Opening.Wrong wrong -> pages.packedWrong(exchange);
            // None is asked for again from who is in already.
            case OpenLink.Opening.CodeAsked asked -> pages.sessionOver(exchange);
            case OpenLink.Opening.Busy busy -> pages.busy(exchange);
            case OpenLink.Opening.Ended ended -> pages.refused(exchange, ended.refusal());
            case OpenLink.Opening.Opened opened ->
                claimedAndSent(exchange, linkId, depositId, session, agreement, password);
        }
    }

    private void claimedAndSent(
            HttpServerExchange exchange,
            String linkId,
            Optional<String> depositId,
            Session session,
            ClaimFiles.Agreement agreement,
            String password) {
        switch (claimed(linkId, depositId, session, agreement, SealCookie.read(exchange, linkId))) {
            case Answer.Refused<List<Deposit>> refused -> pages.refused(exchange, refused.refusal());
            case Answer.Done<List<Deposit>> done -> send(exchange, linkId, session, done.value(), password);
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
        together.send(
                exchange,
                linkId,
                session,
                deposits,
                true,
                deliveries -> TogetherDownloads.describe(
                        exchange, "application/octet-stream", Packer.name(packing, deliveries, linkId)),
                (deliveries, out) -> packer.write(packing, password, deliveries, out));
    }
}
