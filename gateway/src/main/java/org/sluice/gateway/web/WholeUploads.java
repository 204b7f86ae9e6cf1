package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.participant.DepositToken;
import org.sluice.gateway.usecase.ReceiveDeposit;
import org.sluice.gateway.usecase.TakeUploads;
import org.sluice.gateway.usecase.UploadRequest;

/** A file in one PUT, for scripts: whole or not at all. Thread-safe. */
final class WholeUploads {
    private static final HttpString LABEL = new HttpString("Sluice-Label");
    private static final HttpString REPR_DIGEST = new HttpString("Repr-Digest");
    private static final HttpString CONTENT_DIGEST = new HttpString("Content-Digest");

    private static final Pattern MISREAD = Pattern.compile("%2f|%5c|;", Pattern.CASE_INSENSITIVE);

    private final TakeUploads uploads;
    private final Depositor depositor;
    private final BodyFlows flows;
    private final UploadAnswers answers;

    WholeUploads(TakeUploads uploads, Depositor depositor, BodyFlows flows, UploadAnswers answers) {
        this.uploads = uploads;
        this.depositor = depositor;
        this.flows = flows;
        this.answers = answers;
    }

    void take(HttpServerExchange exchange, UploadRoute.Whole route) throws IOException {
        Optional<Refusal> wrong = wrong(exchange);
        if (wrong.isPresent()) {
            answers.refused(exchange, wrong.get());
            return;
        }
        flows.run(
                exchange,
                answers,
                (flow, opened) -> depositor
                        .of(exchange)
                        .then(token -> UploadLabel.spot(route.channel(), route.type(), route.folders(), route.name())
                                .then(spot -> begin(exchange, token, spot, flow, opened))));
    }

    private Answer<WholeIntake> begin(
            HttpServerExchange exchange, DepositToken token, Spot spot, BodyFlow flow, Consumer<UploadRequest> opened) {
        Optional<Long> length = exchange.getRequestContentLength() < 0
                ? Optional.empty()
                : Optional.of(exchange.getRequestContentLength());
        String digest = Optional.ofNullable(exchange.getRequestHeaders().getFirst(REPR_DIGEST))
                .orElse(exchange.getRequestHeaders().getFirst(CONTENT_DIGEST));
        return Checksum.ofDigest(digest)
                .then(sum -> UploadLabel.ofHeader(exchange.getRequestHeaders().get(LABEL))
                        .then(said -> uploads.label(token, spot, said))
                        .then(label -> uploads.once(
                                token,
                                Depositor.from(exchange),
                                new ReceiveDeposit.Incoming(spot, label, length, true),
                                flow::cut))
                        .then(request -> {
                            opened.accept(request);
                            return Answer.done(new WholeIntake(request, sum, answers));
                        }));
    }

    private static Optional<Refusal> wrong(HttpServerExchange exchange) {
        if (!exchange.getRequestMethod().equals(Methods.PUT)) {
            return Optional.of(TusUploads.wrongMethod("A file is sent here by PUT."));
        }
        // The server leaves the first two as they are and cuts off what follows the third: a name that nobody meant.
        if (MISREAD.matcher(exchange.getRequestURI()).find()) {
            return Optional.of(Refusal.wrong(
                    "bad-name",
                    "The address holds an encoded slash or backslash, which no name can have, or a bare semicolon, which is"
                            + " written %3B. Rename the file or encode its name, and send it again."));
        }
        if (exchange.getRequestHeaders().contains(Headers.CONTENT_RANGE)) {
            return Optional.of(Refusal.wrong(
                    "content-range", "A PUT brings the whole file here; to send it in parts, use tus at /uploads."));
        }
        String encoding = exchange.getRequestHeaders().getFirst(Headers.CONTENT_ENCODING);
        return encoding == null || encoding.equalsIgnoreCase("identity")
                ? Optional.empty()
                : Optional.of(Refusal.wrong("media-type", "Send the file as it is, without a Content-Encoding."));
    }

    /** What becomes of the body of one PUT. */
    private record WholeIntake(UploadRequest request, Optional<Checksum> sum, UploadAnswers answers) implements Intake {
        @Override
        public Optional<Refusal> take(byte[] bytes, int count) {
            sum.ifPresent(own -> own.update(bytes, count));
            return request.write(bytes, count) instanceof Answer.Refused<Long> refused
                    ? Optional.of(refused.refusal())
                    : Optional.empty();
        }

        @Override
        public void ended(HttpServerExchange exchange) {
            Answer<Deposit> done;
            try (request) {
                done = sum.filter(own -> !own.matches()).isPresent()
                        ? Answer.refused(Refusal.wrong(
                                "digest", "The bytes that arrived are not those of the digest. Send the file again."))
                        : request.finish();
            }
            switch (done) {
                case Answer.Done<Deposit> made -> answers.deposit(exchange, StatusCodes.CREATED, made.value());
                case Answer.Refused<Deposit> refused -> answers.refused(exchange, refused.refusal());
            }
        }

        @Override
        public void refused(HttpServerExchange exchange, Refusal refusal) {
            request.close();
            exchange.setPersistent(false);
            answers.refused(exchange, refusal);
        }

        @Override
        public void broke() {
            request.close();
        }
    }
}
