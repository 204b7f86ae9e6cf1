package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.incident.Incident;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.link.LinkFile;
import org.sluice.gateway.domain.link.Packing;
import org.sluice.gateway.usecase.ChangeLinks;
import org.sluice.gateway.usecase.ClaimFiles;
import org.sluice.gateway.usecase.FetchFile;
import org.sluice.gateway.usecase.From;
import org.sluice.gateway.usecase.HandleIncidents;
import org.sluice.gateway.usecase.LinkActs;
import org.sluice.gateway.usecase.OpenLink;
import org.sluice.gateway.usecase.ReportPassedOn;
import org.sluice.gateway.usecase.ViewLink;

/**
 * The recipient's way: password, list, claim, receipt. GET and HEAD change and count nothing; whatever does is a POST, and
 * behind the password one with the session's nonce. Thread-safe.
 */
final class LinkPages {
    private final OpenLink open;
    private final ViewLink view;
    private final ClaimFiles claims;
    private final FetchFile fetch;
    private final PackedDownloads packed;
    private final ChangeLinks change;
    private final HandleIncidents incidents;
    private final ReportPassedOn passedOn;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final Pages pages;
    private final InstantSource clock;

    LinkPages(
            LinkActs link,
            HandleIncidents incidents,
            ReportPassedOn passedOn,
            PackedDownloads packed,
            Sessions sessions,
            Pages pages,
            InstantSource clock) {
        this.open = link.open();
        this.view = link.view();
        this.claims = link.claim();
        this.fetch = link.fetch();
        this.packed = packed;
        this.change = link.change();
        this.incidents = incidents;
        this.passedOn = passedOn;
        this.sessions = sessions;
        this.cookie = new SessionCookie(sessions);
        this.pages = pages;
        this.clock = clock;
    }

    /** Reads nothing but the address: no row, no hash, so that it takes the same time for every token. */
    void entry(HttpServerExchange exchange, Route.Entry route) {
        pages.password(exchange, route.token(), false);
    }

    /** Reads nothing but the address, too. */
    void free(HttpServerExchange exchange, Route.Free route) {
        pages.openLink(exchange, route.token());
    }

    void openFree(HttpServerExchange exchange, Route.Free route) {
        answer(exchange, route.token(), open.openFree(route.token(), From.of(exchange.getSourceAddress())), true);
    }

    void open(HttpServerExchange exchange, Route.Entry route, Map<String, String> form) {
        From from = From.of(exchange.getSourceAddress());
        OpenLink.Opening opening = form.containsKey("ticket")
                ? open.code(route.token(), form.getOrDefault("ticket", ""), form.getOrDefault("code", ""), from)
                : open.open(route.token(), form.getOrDefault("password", ""), from);
        answer(exchange, route.token(), opening, false);
    }

    private void answer(HttpServerExchange exchange, String token, OpenLink.Opening opening, boolean free) {
        switch (opening) {
            case OpenLink.Opening.Opened opened -> {
                cookie.write(exchange, sessions.begin(opened.linkId(), opened.epochs()));
                opened.sealed().ifPresent(secret -> SealCookie.write(exchange, opened.linkId(), secret));
                seeOther(exchange, "/r/" + opened.linkId() + pages.suffix(exchange));
            }
            case OpenLink.Opening.CodeAsked asked -> {
                asked.sealed().ifPresent(held -> SealCookie.write(exchange, held.linkId(), held.secret()));
                pages.code(exchange, token, asked.ticket().reveal(), asked.wrong());
            }
            case OpenLink.Opening.Wrong wrong -> {
                if (free) {
                    pages.notThere(exchange);
                } else {
                    pages.password(exchange, token, true);
                }
            }
            case OpenLink.Opening.Ended ended -> pages.refused(exchange, ended.refusal());
            case OpenLink.Opening.Busy busy -> pages.busy(exchange);
        }
    }

    void list(HttpServerExchange exchange, Route.Listing route) {
        Optional<Session> session = session(exchange, route.linkId());
        if (session.isEmpty()) {
            return;
        }
        Answer<ViewLink.View> seen = view.view(route.linkId(), session.get().epochs());
        switch (seen) {
            case Answer.Done<ViewLink.View> done -> {
                // Renewed only here, where the link was just found alive.
                cookie.write(exchange, session.get());
                pages.list(exchange, done.value(), sessions.nonce(session.get()), clock.instant());
            }
            case Answer.Refused<ViewLink.View> refused -> pages.refused(exchange, refused.refusal());
        }
    }

    void claim(HttpServerExchange exchange, Route.Claim route, Map<String, String> form) {
        Optional<Session> session = ownForm(exchange, route.linkId(), form);
        if (session.isEmpty()) {
            return;
        }
        if (packed.packing(route.linkId()) != Packing.PLAIN) {
            packed.take(
                    exchange,
                    route.linkId(),
                    Optional.of(route.depositId()),
                    session.get(),
                    agreement(exchange, form),
                    form.getOrDefault("password", ""));
            return;
        }
        Map<String, Long> epochs = session.get().epochs();
        Answer<LinkFile> claimed = claims.claim(
                route.linkId(),
                epochs,
                route.depositId(),
                agreement(exchange, form),
                SealCookie.read(exchange, route.linkId()));
        Answer<String> name = claimed.then(file -> fetch.look(route.linkId(), epochs, route.depositId()))
                .then(deposit -> Answer.done(deposit.name()));
        switch (name) {
            case Answer.Done<String> done ->
                seeOther(
                        exchange,
                        "/r/" + route.linkId() + "/f/" + route.depositId() + "/"
                                + ContentDisposition.encoded(done.value()));
            case Answer.Refused<String> refused -> pages.refused(exchange, refused.refusal());
        }
    }

    void claimAll(HttpServerExchange exchange, Route.All route, Map<String, String> form) {
        Optional<Session> session = ownForm(exchange, route.linkId(), form);
        if (session.isEmpty()) {
            return;
        }
        if (packed.packing(route.linkId()) != Packing.PLAIN) {
            packed.take(
                    exchange,
                    route.linkId(),
                    Optional.empty(),
                    session.get(),
                    agreement(exchange, form),
                    form.getOrDefault("password", ""));
            return;
        }
        Answer<List<LinkFile>> claimed = claims.claimAll(
                route.linkId(),
                session.get().epochs(),
                agreement(exchange, form),
                SealCookie.read(exchange, route.linkId()));
        switch (claimed) {
            case Answer.Done<List<LinkFile>> done ->
                seeOther(exchange, "/r/" + route.linkId() + "/all/" + ZipDownloads.name(route.linkId()));
            case Answer.Refused<List<LinkFile>> refused -> pages.refused(exchange, refused.refusal());
        }
    }

    private ClaimFiles.Agreement agreement(HttpServerExchange exchange, Map<String, String> form) {
        return new ClaimFiles.Agreement(
                form.getOrDefault("terms", ""), pages.words(exchange).language());
    }

    void receipt(HttpServerExchange exchange, Route.Receipt route, Map<String, String> form) {
        Optional<Session> session = ownForm(exchange, route.linkId(), form);
        if (session.isEmpty()) {
            return;
        }
        Answer<Link> confirmed = fetch.confirm(route.linkId(), session.get().epochs());
        switch (confirmed) {
            case Answer.Done<Link> done -> {
                cookie.remove(exchange, route.linkId());
                SealCookie.remove(exchange, route.linkId());
                pages.thanks(exchange);
            }
            case Answer.Refused<Link> refused -> pages.refused(exchange, refused.refusal());
        }
    }

    void askPassedOn(HttpServerExchange exchange, Route.PassedOn route) {
        session(exchange, route.linkId())
                .ifPresent(session -> pages.passedOn(exchange, "/r/" + route.linkId(), sessions.nonce(session), false));
    }

    void passedOn(HttpServerExchange exchange, Route.PassedOn route, Map<String, String> form) {
        Optional<Session> session = ownForm(exchange, route.linkId(), form);
        if (session.isEmpty()) {
            return;
        }
        Answer<Link> reported = view.view(route.linkId(), session.get().epochs())
                .then(seen ->
                        passedOn.report(route.linkId(), form.getOrDefault("to", ""), form.getOrDefault("why", "")));
        switch (reported) {
            case Answer.Done<Link> done -> pages.passedOnDone(exchange);
            case Answer.Refused<Link> refused -> {
                if (refused.refusal().code().equals("incomplete")) {
                    pages.passedOn(exchange, "/r/" + route.linkId(), sessions.nonce(session.get()), true);
                } else {
                    pages.refused(exchange, refused.refusal());
                }
            }
        }
    }

    /** Asks again before it is done, since there is no way back: the link closes and its sender hears of it. */
    void askNotForMe(HttpServerExchange exchange, Route.NotForMe route) {
        session(exchange, route.linkId())
                .ifPresent(session -> pages.notForMe(exchange, "/r/" + route.linkId(), sessions.nonce(session)));
    }

    void notForMe(HttpServerExchange exchange, Route.NotForMe route, Map<String, String> form) {
        Optional<Session> session = ownForm(exchange, route.linkId(), form);
        if (session.isEmpty()) {
            return;
        }
        // Only who opened the link in standing may close it: a cookie that was voided opens nothing.
        Answer<Incident> opened =
                view.view(route.linkId(), session.get().epochs()).then(seen -> incidents.notForMe(route.linkId()));
        switch (opened) {
            case Answer.Done<Incident> done -> {
                cookie.remove(exchange, route.linkId());
                SealCookie.remove(exchange, route.linkId());
                pages.notForMeDone(exchange);
            }
            case Answer.Refused<Incident> refused -> pages.refused(exchange, refused.refusal());
        }
    }

    /** The session of the cookie; without one the answer is sent already. */
    Optional<Session> session(HttpServerExchange exchange, String linkId) {
        Optional<Session> session = cookie.read(exchange, linkId);
        if (session.isEmpty()) {
            pages.sessionOver(exchange);
            return session;
        }
        // Asked at each request: the cookie may have wandered to another network with its telephone.
        Optional<Refusal> barred =
                change.barred(linkId, From.of(exchange.getSourceAddress()).address());
        if (barred.isPresent()) {
            pages.refused(exchange, barred.get());
            return Optional.empty();
        }
        return session;
    }

    private Optional<Session> ownForm(HttpServerExchange exchange, String linkId, Map<String, String> form) {
        Optional<Session> session = session(exchange, linkId);
        if (session.isPresent() && !sessions.fits(session.get(), form.get("nonce"))) {
            pages.sessionOver(exchange);
            return Optional.empty();
        }
        return session;
    }

    private static void seeOther(HttpServerExchange exchange, String where) {
        exchange.setStatusCode(StatusCodes.SEE_OTHER);
        exchange.getResponseHeaders().put(Headers.LOCATION, where);
        exchange.endExchange();
    }
}
