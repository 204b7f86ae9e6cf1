package org.sluice.gateway.web;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the route of a request and sends it to the right place. Thread-safe. */
final class WebRoutes implements HttpHandler {
    private final UploadRoutes uploads;
    private final LinkPages links;
    private final QuestionPages questions;
    private final DestructionPages destructions;
    private final Downloads downloads;
    private final ZipDownloads zips;
    private final Pages pages;
    private final StaticText style;

    WebRoutes(
            UploadRoutes uploads,
            LinkPages links,
            QuestionPages questions,
            DestructionPages destructions,
            Downloads downloads,
            ZipDownloads zips,
            Pages pages,
            StaticText style) {
        this.uploads = uploads;
        this.links = links;
        this.questions = questions;
        this.destructions = destructions;
        this.downloads = downloads;
        this.zips = zips;
        this.pages = pages;
        this.style = style;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException {
        Optional<UploadRoute> upload = UploadRoute.of(exchange.getRequestPath());
        if (upload.isPresent()) {
            uploads.handle(exchange, upload.get());
            return;
        }
        Optional<Route> route = Route.of(exchange.getRequestPath());
        if (route.isEmpty()) {
            pages.notThere(exchange);
            return;
        }
        Doorway.route(exchange, route.get().pattern());
        HttpString method = exchange.getRequestMethod();
        boolean reading = method.equals(Methods.GET) || method.equals(Methods.HEAD);
        if (reading) {
            read(exchange, route.get());
        } else if (method.equals(Methods.POST)) {
            post(exchange, route.get());
        } else {
            pages.wrong(exchange, StatusCodes.METHOD_NOT_ALLOWED);
        }
    }

    private void read(HttpServerExchange exchange, Route route) {
        switch (route) {
            case Route.Entry entry -> links.entry(exchange, entry);
            case Route.Free free -> links.free(exchange, free);
            case Route.Listing listing -> links.list(exchange, listing);
            case Route.Content content ->
                links.session(exchange, content.linkId())
                        .ifPresent(session -> downloads.send(exchange, content, session));
            case Route.All all -> pages.wrong(exchange, StatusCodes.METHOD_NOT_ALLOWED);
            case Route.AllContent all ->
                links.session(exchange, all.linkId()).ifPresent(session -> zips.send(exchange, all, session));
            case Route.Style sheet -> style.send(exchange);
            case Route.Claim claim -> pages.wrong(exchange, StatusCodes.METHOD_NOT_ALLOWED);
            case Route.Asked asked -> questions.show(exchange, asked);
            case Route.Destruction one -> destructions.show(exchange, one);
            case Route.PassedOn passedOn -> links.askPassedOn(exchange, passedOn);
            case Route.NotForMe notForMe -> links.askNotForMe(exchange, notForMe);
            case Route.Receipt receipt -> pages.wrong(exchange, StatusCodes.METHOD_NOT_ALLOWED);
        }
    }

    private void post(HttpServerExchange exchange, Route route) {
        String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
            pages.wrong(exchange, StatusCodes.UNSUPPORTED_MEDIA_TYPE);
            return;
        }
        if (!SameSite.allows(exchange)) {
            pages.wrong(exchange, StatusCodes.FORBIDDEN);
            return;
        }
        Optional<Map<String, String>> form = FormBody.parse(Doorway.body(exchange));
        if (form.isEmpty()) {
            pages.wrong(exchange, StatusCodes.BAD_REQUEST);
            return;
        }
        switch (route) {
            case Route.Entry entry -> links.open(exchange, entry, form.get());
            case Route.Free free -> links.openFree(exchange, free);
            case Route.Claim claim -> links.claim(exchange, claim, form.get());
            case Route.All all -> links.claimAll(exchange, all, form.get());
            case Route.AllContent all -> pages.wrong(exchange, StatusCodes.METHOD_NOT_ALLOWED);
            case Route.Receipt receipt -> links.receipt(exchange, receipt, form.get());
            case Route.Asked asked -> questions.answer(exchange, asked, form.get());
            case Route.Destruction one -> destructions.confirm(exchange, one, form.get());
            case Route.PassedOn passedOn -> links.passedOn(exchange, passedOn, form.get());
            case Route.NotForMe notForMe -> links.notForMe(exchange, notForMe, form.get());
            case Route.Listing listing -> pages.wrong(exchange, StatusCodes.METHOD_NOT_ALLOWED);
            case Route.Content content -> pages.wrong(exchange, StatusCodes.METHOD_NOT_ALLOWED);
            case Route.Style sheet -> pages.wrong(exchange, StatusCodes.METHOD_NOT_ALLOWED);
        }
    }
}
