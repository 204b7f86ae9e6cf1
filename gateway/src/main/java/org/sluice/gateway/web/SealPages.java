package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.util.List;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.participant.DepositToken;

/**
 * The page whose script seals files in the browser and deposits what came of it. Whoever can change what this server serves
 * can change that script, so that the page protects less than {@code sluice send}, and says so first. Thread-safe.
 */
final class SealPages {
    private final Depositor depositor;
    private final DepositForms forms;
    private final Pages pages;
    private final List<String> scripts;

    /** @param scripts the addresses of the page's scripts in their order */
    SealPages(Depositor depositor, DepositForms forms, Pages pages, List<String> scripts) {
        this.depositor = depositor;
        this.forms = forms;
        this.pages = pages;
        this.scripts = List.copyOf(scripts);
    }

    void page(HttpServerExchange exchange) {
        if (!exchange.getRequestMethod().equals(Methods.GET)
                && !exchange.getRequestMethod().equals(Methods.HEAD)) {
            pages.wrong(exchange, StatusCodes.METHOD_NOT_ALLOWED);
            return;
        }
        switch (depositor.ofPage(exchange)) {
            case Answer.Done<DepositToken> done ->
                pages.seal(exchange, forms.of(exchange, done.value(), "", ""), scripts);
            // The token is typed on one page only.
            case Answer.Refused<DepositToken> refused -> pages.goTo(exchange, UploadRoute.PAGE);
        }
    }
}
