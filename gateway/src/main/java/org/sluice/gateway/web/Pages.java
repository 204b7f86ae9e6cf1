package org.sluice.gateway.web;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.usecase.ConfirmDestruction;
import org.sluice.gateway.usecase.QuestionShown;
import org.sluice.gateway.usecase.ViewLink;
import org.sluice.gateway.web.page.JtecodeGenerated;
import org.sluice.gateway.web.page.JtedepositGenerated;
import org.sluice.gateway.web.page.JtedepositedGenerated;
import org.sluice.gateway.web.page.JtedestroyGenerated;
import org.sluice.gateway.web.page.JtelistGenerated;
import org.sluice.gateway.web.page.JtemessageGenerated;
import org.sluice.gateway.web.page.JtenotformeGenerated;
import org.sluice.gateway.web.page.JteopenlinkGenerated;
import org.sluice.gateway.web.page.JtepassedonGenerated;
import org.sluice.gateway.web.page.JtepasswordGenerated;
import org.sluice.gateway.web.page.JtequestionGenerated;
import org.sluice.gateway.web.page.JtesealGenerated;

/** Renders and sends the recipients' pages. What users wrote enters them as escaped values only. Thread-safe. */
final class Pages {
    private static final String HTML = "text/html; charset=utf-8";

    private final Languages languages = new Languages();
    private final String style;

    /** @param style the address of the style sheet */
    Pages(String style) {
        this.style = style;
    }

    PageWords words(HttpServerExchange exchange) {
        return languages.of(exchange);
    }

    String suffix(HttpServerExchange exchange) {
        return languages.suffix(exchange);
    }

    /** The same page for every token, as nothing is asked before a password is sent. */
    void password(HttpServerExchange exchange, String token, boolean wrong) {
        StringOutput text = new StringOutput();
        // A token's form is checked before, so that the page holds no text of the address but that.
        JtepasswordGenerated.render(new OwaspHtmlTemplateOutput(text), null, page(exchange, "/l/" + token), wrong);
        send(exchange, wrong ? StatusCodes.FORBIDDEN : StatusCodes.OK, text);
    }

    /** Asks for the code that is on its way to who gave the password. */
    void code(HttpServerExchange exchange, String token, String ticket, boolean wrong) {
        StringOutput text = new StringOutput();
        JtecodeGenerated.render(new OwaspHtmlTemplateOutput(text), null, page(exchange, "/l/" + token), ticket, wrong);
        send(exchange, wrong ? StatusCodes.FORBIDDEN : StatusCodes.OK, text);
    }

    void openLink(HttpServerExchange exchange, String token) {
        StringOutput text = new StringOutput();
        JteopenlinkGenerated.render(new OwaspHtmlTemplateOutput(text), null, page(exchange, "/o/" + token));
        send(exchange, StatusCodes.OK, text);
    }

    void list(HttpServerExchange exchange, ViewLink.View view, String nonce, Instant now) {
        String here = "/r/" + view.link().id();
        StringOutput text = new StringOutput();
        JtelistGenerated.render(
                new OwaspHtmlTemplateOutput(text),
                null,
                page(exchange, here),
                FileListWords.of(view, here, nonce, words(exchange), now));
        send(exchange, StatusCodes.OK, text);
    }

    void thanks(HttpServerExchange exchange) {
        message(exchange, StatusCodes.OK, "thanks", true);
    }

    void notForMe(HttpServerExchange exchange, String here, String nonce) {
        StringOutput text = new StringOutput();
        JtenotformeGenerated.render(new OwaspHtmlTemplateOutput(text), null, page(exchange, here), nonce);
        send(exchange, StatusCodes.OK, text);
    }

    void passedOn(HttpServerExchange exchange, String here, String nonce, boolean wrong) {
        StringOutput text = new StringOutput();
        JtepassedonGenerated.render(new OwaspHtmlTemplateOutput(text), null, page(exchange, here), nonce, wrong);
        send(exchange, wrong ? StatusCodes.BAD_REQUEST : StatusCodes.OK, text);
    }

    void passedOnDone(HttpServerExchange exchange) {
        message(exchange, StatusCodes.OK, "passedondone", true);
    }

    void notForMeDone(HttpServerExchange exchange) {
        message(exchange, StatusCodes.OK, "notformedone", true);
    }

    void question(HttpServerExchange exchange, String token, QuestionShown shown, Optional<String> wrong) {
        StringOutput text = new StringOutput();
        PageWords words = words(exchange);
        String fact = shown.kind()
                .map(kind -> kind.titles().in(words.language()))
                .orElse(shown.question().kind());
        JtequestionGenerated.render(
                new OwaspHtmlTemplateOutput(text),
                null,
                page(exchange, "/q/" + token),
                shown.participant(),
                fact,
                shown.type().map(titles -> titles.in(words.language())).orElse(shown.typeId()),
                shown.owner(),
                shown.question().depositId(),
                named(shown.recipient(), shown.question().recipient()),
                shown.question().purpose(),
                shown.question().why(),
                wrong.map(words::say).orElse(""));
        send(exchange, wrong.isPresent() ? StatusCodes.BAD_REQUEST : StatusCodes.OK, text);
    }

    private static String named(String name, String id) {
        return name.equals(id) ? id : name + " (" + id + ")";
    }

    /** Why a question can't be answered any more. */
    void questionClosed(HttpServerExchange exchange, Refusal refusal) {
        PageWords words = words(exchange);
        message(
                exchange,
                Statuses.of(refusal.kind()),
                words.say("questionclosed.title"),
                words.say("questionclosed." + refusal.code()),
                words.say("questionclosed.next"),
                false);
    }

    void deposit(HttpServerExchange exchange, int status, DepositForm form) {
        StringOutput text = new StringOutput();
        JtedepositGenerated.render(new OwaspHtmlTemplateOutput(text), null, page(exchange, UploadRoute.PAGE), form);
        exchange.getResponseHeaders().put(StrictHeaders.POLICY, StrictHeaders.SCRIPTED_POLICY);
        send(exchange, status, text);
    }

    void deposited(HttpServerExchange exchange, DepositDone done) {
        StringOutput text = new StringOutput();
        JtedepositedGenerated.render(new OwaspHtmlTemplateOutput(text), null, page(exchange, UploadRoute.PAGE), done);
        send(exchange, StatusCodes.CREATED, text);
    }

    /** @param scripts the addresses of its scripts in their order */
    void seal(HttpServerExchange exchange, DepositForm form, List<String> scripts) {
        StringOutput text = new StringOutput();
        JtesealGenerated.render(
                new OwaspHtmlTemplateOutput(text), null, page(exchange, UploadRoute.SEAL), form, scripts);
        exchange.getResponseHeaders().put(StrictHeaders.POLICY, StrictHeaders.SEALING_POLICY);
        send(exchange, StatusCodes.OK, text);
    }

    /** Sends a browser to another page in the same language. */
    void goTo(HttpServerExchange exchange, String path) {
        exchange.setStatusCode(StatusCodes.SEE_OTHER);
        exchange.getResponseHeaders().put(Headers.LOCATION, path + suffix(exchange));
        exchange.endExchange();
    }

    void destroy(HttpServerExchange exchange, String token, ConfirmDestruction.Asked asked) {
        PageWords words = words(exchange);
        StringOutput text = new StringOutput();
        JtedestroyGenerated.render(
                new OwaspHtmlTemplateOutput(text),
                null,
                page(exchange, "/d/" + token),
                words.say("destroy.text", words.instant(asked.issued()), words.instant(asked.by())));
        send(exchange, StatusCodes.OK, text);
    }

    void destroyed(HttpServerExchange exchange) {
        message(exchange, StatusCodes.OK, "destroyed", true);
    }

    void questionDone(HttpServerExchange exchange) {
        message(exchange, StatusCodes.OK, "questiondone", true);
    }

    void sessionOver(HttpServerExchange exchange) {
        message(exchange, StatusCodes.FORBIDDEN, "session", false);
    }

    void packedWrong(HttpServerExchange exchange) {
        message(exchange, StatusCodes.FORBIDDEN, "packedwrong", false);
    }

    void busy(HttpServerExchange exchange) {
        exchange.getResponseHeaders().put(Headers.RETRY_AFTER, "30");
        message(exchange, StatusCodes.SERVICE_UNAVAILABLE, "busy", false);
    }

    /** The same page whether something is missing or nobody may know that it is there. */
    void notThere(HttpServerExchange exchange) {
        message(exchange, StatusCodes.NOT_FOUND, "wrong", false);
    }

    void wrong(HttpServerExchange exchange, int status) {
        message(exchange, status, "wrong", false);
    }

    void failed(HttpServerExchange exchange, String incident) {
        PageWords words = words(exchange);
        message(
                exchange,
                StatusCodes.INTERNAL_SERVER_ERROR,
                words.say("failed.title"),
                words.say("failed.text", incident),
                words.say("failed.next"),
                false);
    }

    void refused(HttpServerExchange exchange, Refusal refusal) {
        if (refusal.code().equals("session-over") || refusal.code().equals("unknown-link")) {
            sessionOver(exchange);
            return;
        }
        if (refusal.kind() == Refusal.Kind.UNKNOWN) {
            notThere(exchange);
            return;
        }
        PageWords words = words(exchange);
        String key = words.has("ended." + refusal.code()) ? "ended." + refusal.code() : "ended.other";
        message(
                exchange,
                Statuses.of(refusal.kind()),
                words.say("ended.title"),
                words.say(key),
                words.say(words.has(key + ".next") ? key + ".next" : "ended.next"),
                false);
    }

    private void message(HttpServerExchange exchange, int status, String name, boolean good) {
        PageWords words = words(exchange);
        message(
                exchange,
                status,
                words.say(name + ".title"),
                words.say(name + ".text"),
                words.say(name + ".next"),
                good);
    }

    private void message(
            HttpServerExchange exchange, int status, String title, String text, String next, boolean good) {
        StringOutput html = new StringOutput();
        JtemessageGenerated.render(
                new OwaspHtmlTemplateOutput(html), null, page(exchange, ""), title, text, next, good);
        send(exchange, status, html);
    }

    private Page page(HttpServerExchange exchange, String here) {
        return new Page(words(exchange), here, suffix(exchange), style);
    }

    private static void send(HttpServerExchange exchange, int status, StringOutput text) {
        byte[] page = text.toString().getBytes(StandardCharsets.UTF_8);
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, HTML);
        exchange.setResponseContentLength(page.length);
        if (exchange.getRequestMethod().equals(Methods.HEAD)) {
            exchange.endExchange();
        } else {
            exchange.getResponseSender().send(ByteBuffer.wrap(page));
        }
    }
}
