package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.participant.DepositToken;
import org.sluice.gateway.usecase.Overview;
import org.sluice.gateway.usecase.ReceiveDeposit;
import org.sluice.gateway.usecase.TakeUploads;
import org.sluice.gateway.usecase.UploadRequest;

/**
 * The page on which a person deposits with a browser: a token opens it, and a form sends the file whole where there is no
 * script. Thread-safe.
 */
final class DepositPages {
    private final TakeUploads uploads;
    private final Overview overview;
    private final Depositor depositor;
    private final BodyFlows flows;
    private final Pages pages;
    private final DepositForms forms;

    DepositPages(DepositActs acts, Depositor depositor, BodyFlows flows, Pages pages, DepositForms forms) {
        this.uploads = acts.uploads();
        this.overview = acts.overview();
        this.depositor = depositor;
        this.flows = flows;
        this.pages = pages;
        this.forms = forms;
    }

    void page(HttpServerExchange exchange) {
        if (exchange.getRequestMethod().equals(Methods.POST)) {
            enter(exchange);
        } else if (exchange.getRequestMethod().equals(Methods.GET)
                || exchange.getRequestMethod().equals(Methods.HEAD)) {
            show(exchange, StatusCodes.OK, "", "");
        } else {
            pages.wrong(exchange, StatusCodes.METHOD_NOT_ALLOWED);
        }
    }

    private void show(HttpServerExchange exchange, int status, String alert, String why) {
        Answer<DepositToken> token = depositor.ofPage(exchange);
        DepositForm form = switch (token) {
            case Answer.Done<DepositToken> done -> forms.of(exchange, done.value(), alert, why);
            case Answer.Refused<DepositToken> refused -> DepositForm.asking(alert, why);
        };
        pages.deposit(exchange, status, form);
    }

    private void enter(HttpServerExchange exchange) {
        Optional<Map<String, String>> fields = form(exchange);
        if (fields.isEmpty()) {
            pages.wrong(exchange, StatusCodes.BAD_REQUEST);
            return;
        }
        switch (depositor.enter(exchange, fields.get().getOrDefault("token", ""))) {
            case Answer.Done<Session> done -> again(exchange);
            case Answer.Refused<Session> refused ->
                pages.deposit(
                        exchange,
                        StatusCodes.FORBIDDEN,
                        DepositForm.asking(
                                pages.words(exchange).say("deposit.wrongtoken"),
                                refused.refusal().code().equals("token-unknown")
                                        ? ""
                                        : refused.refusal().message()));
        }
    }

    void end(HttpServerExchange exchange) {
        Optional<Map<String, String>> fields = form(exchange);
        if (fields.isEmpty() || !depositor.fits(exchange, fields.get().getOrDefault("nonce", ""))) {
            pages.wrong(exchange, StatusCodes.FORBIDDEN);
            return;
        }
        depositor.leave(exchange);
        again(exchange);
    }

    private void again(HttpServerExchange exchange) {
        pages.goTo(exchange, UploadRoute.PAGE);
    }

    private static Optional<Map<String, String>> form(HttpServerExchange exchange) {
        String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        return exchange.getRequestMethod().equals(Methods.POST)
                        && type != null
                        && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")
                        && SameSite.allows(exchange)
                ? FormBody.parse(Doorway.body(exchange))
                : Optional.empty();
    }

    /** The file in a form, where the browser has no script. */
    void file(HttpServerExchange exchange) throws IOException {
        Answer<DepositToken> token = depositor.ofPage(exchange);
        String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        if (!exchange.getRequestMethod().equals(Methods.POST) || !SameSite.allows(exchange) || type == null) {
            pages.wrong(exchange, StatusCodes.METHOD_NOT_ALLOWED);
            return;
        }
        if (token instanceof Answer.Refused<DepositToken>) {
            exchange.setPersistent(false);
            show(exchange, StatusCodes.FORBIDDEN, pages.words(exchange).say("deposit.over"), "");
            return;
        }
        Optional<BodyFlow> place = flows.place(exchange);
        if (place.isEmpty()) {
            pages.busy(exchange);
            return;
        }
        FormIntake intake = new FormIntake(exchange, token.orThrow(), place.get());
        Optional<MultipartForm> form = MultipartForm.of(type, intake);
        if (form.isEmpty()) {
            flows.leave(place.get());
            pages.wrong(exchange, StatusCodes.UNSUPPORTED_MEDIA_TYPE);
            return;
        }
        intake.form = form;
        place.get().begin(intake);
    }

    private void arrived(HttpServerExchange exchange, Deposit deposit) {
        List<String> holding = overview.deposit(deposit.id(), Optional.of(deposit.personId()))
                        instanceof Answer.Done<Overview.DepositSeen> seen
                ? seen.value().holding().stream().map(Refusal::message).toList()
                : List.of();
        pages.deposited(
                exchange,
                new DepositDone(
                        deposit.name(),
                        pages.words(exchange).say("deposit.done", deposit.id()),
                        deposit.sha256().orElse(""),
                        holding));
    }

    /** The fields of one form, then its file. */
    private final class FormIntake implements Intake, MultipartForm.Parts {
        private final HttpServerExchange exchange;
        private final DepositToken token;
        private final BodyFlow flow;
        private final Map<String, String> fields = new HashMap<>();
        private Optional<MultipartForm> form = Optional.empty();
        private @Nullable UploadRequest request;

        FormIntake(HttpServerExchange exchange, DepositToken token, BodyFlow flow) {
            this.exchange = exchange;
            this.token = token;
            this.flow = flow;
        }

        @Override
        public Optional<Refusal> take(byte[] bytes, int count) {
            return form.orElseThrow().take(bytes, count);
        }

        @Override
        public Optional<Refusal> field(String name, String value) {
            return request != null || fields.put(name, value) != null
                    ? Optional.of(MultipartForm.wrong())
                    : Optional.empty();
        }

        @Override
        public Optional<Refusal> file(String name) {
            String nonce = Optional.ofNullable(fields.remove("nonce")).orElse("");
            if (request != null || !depositor.fits(exchange, nonce)) {
                return Optional.of(MultipartForm.wrong());
            }
            fields.values().removeIf(String::isBlank);
            Answer<UploadRequest> begun = UploadLabel.of(fields, name)
                    .then(said -> uploads.label(token, said.spot(), said.label())
                            .then(label -> uploads.once(
                                    token,
                                    Depositor.from(exchange),
                                    new ReceiveDeposit.Incoming(said.spot(), label, Optional.empty(), true),
                                    flow::cut)));
            return switch (begun) {
                case Answer.Refused<UploadRequest> refused -> Optional.of(refused.refusal());
                case Answer.Done<UploadRequest> done -> {
                    request = done.value();
                    yield Optional.empty();
                }
            };
        }

        @Override
        public Optional<Refusal> bytes(byte[] bytes, int count) {
            UploadRequest to = request;
            return to != null && to.write(bytes, count) instanceof Answer.Refused<Long> refused
                    ? Optional.of(refused.refusal())
                    : Optional.empty();
        }

        @Override
        public void ended(HttpServerExchange answered) {
            UploadRequest to = request;
            if (to == null || !form.orElseThrow().ended()) {
                refused(answered, MultipartForm.wrong());
                return;
            }
            Answer<Deposit> done;
            try (to) {
                done = to.finish();
            }
            switch (done) {
                case Answer.Done<Deposit> made -> arrived(answered, made.value());
                case Answer.Refused<Deposit> refused -> refused(answered, refused.refusal());
            }
        }

        @Override
        public void refused(HttpServerExchange answered, Refusal refusal) {
            broke();
            answered.setPersistent(false);
            show(
                    answered,
                    UploadAnswers.status(refusal),
                    pages.words(answered).say("deposit.refused"),
                    refusal.message());
        }

        @Override
        public void broke() {
            UploadRequest to = request;
            if (to != null) {
                to.close();
            }
        }
    }
}
