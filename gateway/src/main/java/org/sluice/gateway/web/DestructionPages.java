package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import java.util.Map;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.usecase.ConfirmDestruction;

/** Where a recipient confirms that it destroyed what it got. Looking changes nothing, so a preview confirms nothing. Thread-safe. */
final class DestructionPages {
    private final ConfirmDestruction destruction;
    private final Pages pages;

    DestructionPages(ConfirmDestruction destruction, Pages pages) {
        this.destruction = destruction;
        this.pages = pages;
    }

    void show(HttpServerExchange exchange, Route.Destruction route) {
        switch (destruction.look(route.token())) {
            case Answer.Done<ConfirmDestruction.Asked> done -> {
                if (done.value().done().isPresent()) {
                    pages.destroyed(exchange);
                } else {
                    pages.destroy(exchange, route.token(), done.value());
                }
            }
            case Answer.Refused<ConfirmDestruction.Asked> refused -> pages.refused(exchange, refused.refusal());
        }
    }

    void confirm(HttpServerExchange exchange, Route.Destruction route, Map<String, String> form) {
        if (!"yes".equals(form.get("destroyed"))) {
            show(exchange, route);
            return;
        }
        switch (destruction.byRecipient(route.token())) {
            case Answer.Done<Link> done -> pages.destroyed(exchange);
            case Answer.Refused<Link> refused -> pages.refused(exchange, refused.refusal());
        }
    }
}
