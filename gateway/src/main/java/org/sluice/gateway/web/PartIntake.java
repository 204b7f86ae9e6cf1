package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import java.util.Arrays;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.usecase.UploadRequest;

/** Takes one part of a resumable upload; the last one makes the deposit. What came of a broken part stays. */
final class PartIntake implements Intake {
    private static final int PIECE = 64 * 1024;

    private final UploadRequest request;
    private final PartMemory.Room room;
    private final UploadAnswers answers;
    private final int success;

    /** @param success the status of an answer to a part that was taken */
    PartIntake(UploadRequest request, PartMemory.Room room, UploadAnswers answers, int success) {
        this.request = request;
        this.room = room;
        this.answers = answers;
        this.success = success;
    }

    @Override
    public Optional<Refusal> take(byte[] bytes, int count) {
        if (room.sum().isEmpty()) {
            return refusal(request.write(bytes, count));
        }
        room.sum().get().update(bytes, count);
        return room.add(bytes, count)
                ? Optional.empty()
                : Optional.of(Refusal.wrong("too-long", "More bytes arrived than Content-Length said."));
    }

    private static Optional<Refusal> refusal(Answer<?> answer) {
        return answer instanceof Answer.Refused<?> refused ? Optional.of(refused.refusal()) : Optional.empty();
    }

    @Override
    public void ended(HttpServerExchange exchange) {
        try (room;
                request) {
            Optional<Refusal> refusal = verified();
            long offset = request.offset();
            Optional<Deposit> deposit = Optional.empty();
            if (refusal.isEmpty()
                    && request.length().filter(length -> length == offset).isPresent()) {
                // An upload that is continued with nothing left to send still has to be opened.
                Answer<Deposit> done = request.write(new byte[0], 0).then(same -> request.finish());
                refusal = refusal(done);
                deposit = done instanceof Answer.Done<Deposit> made ? Optional.of(made.value()) : Optional.empty();
            }
            if (refusal.isPresent()) {
                exchange.getResponseHeaders().put(TusUploads.OFFSET, Long.toString(request.offset()));
                answers.refused(exchange, refusal.get());
                return;
            }
            exchange.getResponseHeaders().put(TusUploads.OFFSET, Long.toString(offset));
            request.expires().ifPresent(expires -> TusUploads.expires(exchange, expires));
            deposit.ifPresent(made -> {
                exchange.getResponseHeaders().put(UploadAnswers.DEPOSIT, made.id());
                made.sha256().ifPresent(sum -> exchange.getResponseHeaders().put(UploadAnswers.SHA256, sum));
            });
            exchange.setStatusCode(success);
        }
        // Only now: a client that goes on at once must find the upload free.
        exchange.endExchange();
    }

    /** Nothing of a part whose sum does not match is kept. */
    private Optional<Refusal> verified() {
        if (room.sum().isEmpty()) {
            return Optional.empty();
        }
        if (!room.sum().get().matches()) {
            return Optional.of(Refusal.wrong(
                    "checksum", "The bytes of this part are not those of its checksum. Send the part again."));
        }
        for (int at = 0; at < room.count(); at += PIECE) {
            byte[] piece = Arrays.copyOfRange(room.bytes(), at, Math.min(room.count(), at + PIECE));
            Optional<Refusal> refusal = refusal(request.write(piece, piece.length));
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    @Override
    public void refused(HttpServerExchange exchange, Refusal refusal) {
        try (room;
                request) {
            exchange.getResponseHeaders().put(TusUploads.OFFSET, Long.toString(request.offset()));
        }
        exchange.setPersistent(false);
        answers.refused(exchange, refusal);
    }

    @Override
    public void broke() {
        try (room;
                request) {
            // What had arrived without a checksum stays.
        }
    }
}
