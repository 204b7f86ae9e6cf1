package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.WebUpload;
import org.sluice.gateway.domain.participant.DepositToken;
import org.sluice.gateway.usecase.ReceiveDeposit;
import org.sluice.gateway.usecase.TakeUploads;
import org.sluice.gateway.usecase.UploadRequest;

/**
 * Uploads that are continued after a break, by the protocol tus 1.0.0 (https://tus.io/protocols/resumable-upload) with its
 * extensions creation, creation-with-upload, creation-defer-length, termination, checksum and expiration. Thread-safe.
 */
final class TusUploads {
    static final String VERSION = "1.0.0";
    static final HttpString RESUMABLE = new HttpString("Tus-Resumable");
    static final HttpString OFFSET = new HttpString("Upload-Offset");
    static final HttpString LENGTH = new HttpString("Upload-Length");
    private static final HttpString DEFER = new HttpString("Upload-Defer-Length");
    private static final HttpString EXPIRES = new HttpString("Upload-Expires");
    private static final HttpString CHECKSUM = new HttpString("Upload-Checksum");
    private static final HttpString METADATA = new HttpString("Upload-Metadata");
    private static final HttpString OVERRIDE = new HttpString("X-HTTP-Method-Override");
    private static final HttpString PATCH = new HttpString("PATCH");
    private static final String PART = "application/offset+octet-stream";
    private static final String EXTENSIONS =
            "creation,creation-with-upload,creation-defer-length,termination,checksum,expiration";

    private final TakeUploads uploads;
    private final Depositor depositor;
    private final BodyFlows flows;
    private final UploadAnswers answers;
    private final PartMemory memory = new PartMemory();

    TusUploads(TakeUploads uploads, Depositor depositor, BodyFlows flows, UploadAnswers answers) {
        this.uploads = uploads;
        this.depositor = depositor;
        this.flows = flows;
        this.answers = answers;
    }

    void all(HttpServerExchange exchange) throws IOException {
        HttpString method = method(exchange);
        if (method.equals(Methods.OPTIONS)) {
            options(exchange);
        } else if (!method.equals(Methods.POST)) {
            answers.refused(
                    exchange, wrongMethod("Uploads are begun here by POST, or sent whole by PUT to their folder."));
        } else if (speaks(exchange)) {
            create(exchange);
        }
    }

    void one(HttpServerExchange exchange, String id) throws IOException {
        HttpString method = method(exchange);
        if (method.equals(Methods.OPTIONS)) {
            options(exchange);
        } else if (method.equals(Methods.GET)) {
            // Not of the protocol: what became of it, for people and scripts.
            with(exchange, token -> look(exchange, token, id));
        } else if (speaks(exchange)) {
            if (method.equals(Methods.HEAD)) {
                with(exchange, token -> look(exchange, token, id));
            } else if (method.equals(PATCH)) {
                with(exchange, token -> part(exchange, token, id));
            } else if (method.equals(Methods.DELETE)) {
                with(exchange, token -> terminate(exchange, token, id));
            } else {
                answers.refused(exchange, wrongMethod("An upload takes HEAD, PATCH and DELETE."));
            }
        }
    }

    private interface ForToken {
        void with(DepositToken token) throws IOException;
    }

    private void with(HttpServerExchange exchange, ForToken act) throws IOException {
        switch (depositor.of(exchange)) {
            case Answer.Done<DepositToken> done -> act.with(done.value());
            case Answer.Refused<DepositToken> refused -> answers.refused(exchange, refused.refusal());
        }
    }

    private static HttpString method(HttpServerExchange exchange) {
        String override = exchange.getRequestHeaders().getFirst(OVERRIDE);
        return override != null && exchange.getRequestMethod().equals(Methods.POST)
                ? new HttpString(override)
                : exchange.getRequestMethod();
    }

    private static void options(HttpServerExchange exchange) {
        HeaderMap headers = exchange.getResponseHeaders();
        headers.put(RESUMABLE, VERSION);
        headers.put(new HttpString("Tus-Version"), VERSION);
        headers.put(new HttpString("Tus-Extension"), EXTENSIONS);
        headers.put(new HttpString("Tus-Checksum-Algorithm"), String.join(",", Checksum.ALGORITHMS));
        exchange.setStatusCode(StatusCodes.NO_CONTENT);
        exchange.endExchange();
    }

    /** Whether the client speaks this version; told in every answer, whatever it is. */
    private boolean speaks(HttpServerExchange exchange) {
        exchange.getResponseHeaders().put(RESUMABLE, VERSION);
        if (VERSION.equals(exchange.getRequestHeaders().getFirst(RESUMABLE))) {
            return true;
        }
        exchange.getResponseHeaders().put(new HttpString("Tus-Version"), VERSION);
        answers.refused(
                exchange,
                Refusal.conflict(
                        "tus-version",
                        "This gateway speaks tus " + VERSION
                                + "; send the header Tus-Resumable with it, or a whole file by PUT to its folder."));
        return false;
    }

    private void create(HttpServerExchange exchange) throws IOException {
        with(exchange, token -> {
            Answer<TakeUploads.Standing> made = length(exchange)
                    .then(length -> UploadLabel.ofMetadata(
                                    exchange.getRequestHeaders().getFirst(METADATA))
                            .then(said -> uploads.label(token, said.spot(), said.label())
                                    .then(label -> uploads.create(
                                            token,
                                            Depositor.from(exchange),
                                            new ReceiveDeposit.Incoming(said.spot(), label, length, true)))));
            switch (made) {
                case Answer.Refused<TakeUploads.Standing> refused -> answers.refused(exchange, refused.refusal());
                case Answer.Done<TakeUploads.Standing> done ->
                    created(exchange, token, done.value().upload());
            }
        });
    }

    private void created(HttpServerExchange exchange, DepositToken token, WebUpload upload) throws IOException {
        exchange.getResponseHeaders().put(Headers.LOCATION, UploadRoute.ROOT + "/" + upload.id());
        expires(exchange, upload.expires());
        boolean empty = upload.length().filter(length -> length == 0).isPresent();
        if (isPart(exchange) || empty) {
            take(exchange, token, upload.id(), 0, StatusCodes.CREATED);
        } else {
            exchange.getResponseHeaders().put(OFFSET, "0");
            exchange.setStatusCode(StatusCodes.CREATED);
            exchange.endExchange();
        }
    }

    /** Absent where the client says that it will say it later. */
    private static Answer<Optional<Long>> length(HttpServerExchange exchange) {
        Optional<Long> length = number(exchange.getRequestHeaders().getFirst(LENGTH));
        boolean deferred = "1".equals(exchange.getRequestHeaders().getFirst(DEFER));
        return length.isPresent() == deferred
                ? Answer.refused(Refusal.wrong(
                        "bad-length", "Say how long the file is: Upload-Length, or Upload-Defer-Length: 1."))
                : Answer.done(length);
    }

    private static Optional<Long> number(@Nullable String text) {
        return text != null && text.matches("\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    private static boolean isPart(HttpServerExchange exchange) {
        return PART.equals(exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE));
    }

    private void look(HttpServerExchange exchange, DepositToken token, String id) {
        switch (uploads.look(token, Depositor.from(exchange), id)) {
            case Answer.Refused<TakeUploads.Standing> refused -> answers.refused(exchange, refused.refusal());
            case Answer.Done<TakeUploads.Standing> done -> {
                TakeUploads.Standing standing = done.value();
                HeaderMap headers = exchange.getResponseHeaders();
                headers.put(OFFSET, Long.toString(standing.offset()));
                expires(exchange, standing.upload().expires());
                standing.upload()
                        .length()
                        .ifPresentOrElse(
                                length -> headers.put(LENGTH, Long.toString(length)),
                                () -> headers.put(
                                        standing.deposit().isPresent() ? LENGTH : DEFER,
                                        standing.deposit().isPresent() ? Long.toString(standing.offset()) : "1"));
                standing.deposit().ifPresent(deposit -> headers.put(UploadAnswers.DEPOSIT, deposit.id()));
                if (exchange.getRequestMethod().equals(Methods.HEAD)) {
                    exchange.setStatusCode(StatusCodes.OK);
                    exchange.endExchange();
                } else if (standing.deposit().isPresent()) {
                    answers.deposit(exchange, StatusCodes.OK, standing.deposit().get());
                } else {
                    UploadAnswers.send(
                            exchange,
                            StatusCodes.OK,
                            UploadAnswers.object()
                                    .put("upload", id)
                                    .put("offset", standing.offset())
                                    .put("expires", standing.upload().expires().toString()));
                }
            }
        }
    }

    private void terminate(HttpServerExchange exchange, DepositToken token, String id) {
        switch (uploads.terminate(token, id)) {
            case Answer.Refused<WebUpload> refused -> answers.refused(exchange, refused.refusal());
            case Answer.Done<WebUpload> done -> {
                exchange.setStatusCode(StatusCodes.NO_CONTENT);
                exchange.endExchange();
            }
        }
    }

    private void part(HttpServerExchange exchange, DepositToken token, String id) throws IOException {
        Optional<Long> offset = number(exchange.getRequestHeaders().getFirst(OFFSET));
        if (!isPart(exchange)) {
            answers.refused(
                    exchange, Refusal.wrong("media-type", "A part of an upload has the Content-Type " + PART + "."));
        } else if (offset.isEmpty()) {
            answers.refused(exchange, Refusal.wrong("bad-offset", "Say in Upload-Offset where these bytes begin."));
        } else {
            Optional<Deposit> became = uploads.became(token, id).filter(deposit -> deposit.size() == offset.get());
            if (became.isPresent()) {
                // Some clients end with an empty part after the last byte, whose answer they may also have missed.
                exchange.getResponseHeaders().put(OFFSET, Long.toString(offset.get()));
                exchange.getResponseHeaders()
                        .put(UploadAnswers.DEPOSIT, became.get().id());
                exchange.setStatusCode(StatusCodes.NO_CONTENT);
                exchange.endExchange();
            } else {
                take(exchange, token, id, offset.get(), StatusCodes.NO_CONTENT);
            }
        }
    }

    private void take(HttpServerExchange exchange, DepositToken token, String id, long offset, int success)
            throws IOException {
        flows.run(
                exchange,
                answers,
                (flow, opened) -> Checksum.ofTus(exchange.getRequestHeaders().getFirst(CHECKSUM))
                        .then(sum -> uploads.take(token, Depositor.from(exchange), id, flow::cut)
                                .then(request -> {
                                    opened.accept(request);
                                    return fits(exchange, request, offset)
                                            .then(there -> memory.forPart(sum, exchange.getRequestContentLength()))
                                            .then(room -> Answer.done(new PartIntake(request, room, answers, success)));
                                })));
    }

    private static Answer<Long> fits(HttpServerExchange exchange, UploadRequest request, long offset) {
        if (request.offset() != offset) {
            exchange.getResponseHeaders().put(OFFSET, Long.toString(request.offset()));
            return Answer.refused(Refusal.conflict(
                    "wrong-offset",
                    "The upload goes on at byte " + request.offset() + ", not at " + offset
                            + ". Ask for its offset by HEAD and go on there."));
        }
        Optional<Long> length = number(exchange.getRequestHeaders().getFirst(LENGTH));
        return length.isPresent() ? request.setLength(length.get()) : Answer.done(offset);
    }

    static void expires(HttpServerExchange exchange, Instant expires) {
        exchange.getResponseHeaders()
                .put(EXPIRES, DateTimeFormatter.RFC_1123_DATE_TIME.format(expires.atOffset(ZoneOffset.UTC)));
    }

    static Refusal wrongMethod(String message) {
        return Refusal.wrong("method", message);
    }
}
