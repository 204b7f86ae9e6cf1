package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.util.Optional;

/** Sends the depositors' requests to the right place. Thread-safe. */
final class UploadRoutes {
    private final TusUploads resumable;
    private final WholeUploads whole;
    private final DepositPages page;
    private final SendersKeys keys;
    private final SealPages seal;
    private final Scripts scripts;
    private final Pages pages;

    UploadRoutes(
            TusUploads resumable,
            WholeUploads whole,
            DepositPages page,
            SealPages seal,
            SendersKeys keys,
            Scripts scripts,
            Pages pages) {
        this.keys = keys;
        this.resumable = resumable;
        this.whole = whole;
        this.page = page;
        this.seal = seal;
        this.scripts = scripts;
        this.pages = pages;
    }

    /** Whether the body of a request is a file or a part of one, which is taken as it comes. */
    static boolean isFile(HttpServerExchange exchange) {
        String path = exchange.getRequestPath();
        return path.startsWith(UploadRoute.ROOT + "/")
                || path.equals(UploadRoute.ROOT)
                || path.equals(UploadRoute.PAGE + "/file");
    }

    void handle(HttpServerExchange exchange, UploadRoute route) throws IOException {
        Doorway.route(exchange, route.pattern());
        switch (route) {
            case UploadRoute.All all -> resumable.all(exchange);
            case UploadRoute.One one -> resumable.one(exchange, one.id());
            case UploadRoute.Keys asked -> keys.answer(exchange, asked.recipient());
            case UploadRoute.Page form -> page.page(exchange);
            case UploadRoute.PageFile file -> page.file(exchange);
            case UploadRoute.PageEnd end -> page.end(exchange);
            case UploadRoute.Seal sealing -> seal.page(exchange);
            case UploadRoute.Script text -> script(exchange, text.name());
            case UploadRoute.Whole file -> {
                if (exchange.getRequestMethod().equals(Methods.OPTIONS)) {
                    resumable.all(exchange);
                } else {
                    whole.take(exchange, file);
                }
            }
        }
    }

    private void script(HttpServerExchange exchange, String name) {
        Optional<StaticText> script = scripts.of(name);
        if (script.isEmpty()) {
            pages.notThere(exchange);
        } else if (exchange.getRequestMethod().equals(Methods.GET)
                || exchange.getRequestMethod().equals(Methods.HEAD)) {
            script.get().send(exchange);
        } else {
            pages.wrong(exchange, StatusCodes.METHOD_NOT_ALLOWED);
        }
    }
}
