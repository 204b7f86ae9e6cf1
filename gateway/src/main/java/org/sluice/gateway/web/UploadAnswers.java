package org.sluice.gateway.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Receipt;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Origin;
import org.sluice.gateway.usecase.Overview;
import org.sluice.gateway.usecase.Receipts;

/** What programs are answered that deposit: JSON, in which a refusal looks as it does at the API. Thread-safe. */
final class UploadAnswers {
    static final HttpString DEPOSIT = new HttpString("Sluice-Deposit");
    static final HttpString SHA256 = new HttpString("Sluice-Sha256");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHECKSUM_MISMATCH = 460;
    private static final Set<String> TOO_LARGE = Set.of("too-large", "too-long", "file-too-large", "quota-full");
    /** Whoever shows these has to show another token. */
    private static final Set<String> WHO =
            Set.of("token-missing", "token-unknown", "token-expired", "token-revoked", "token-void");

    private final Overview overview;
    private final Receipts receipts;

    UploadAnswers(Overview overview, Receipts receipts) {
        this.receipts = receipts;
        this.overview = overview;
    }

    void refused(HttpServerExchange exchange, Refusal refusal) {
        int status = status(refusal);
        if (status == StatusCodes.UNAUTHORIZED) {
            exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer realm=\"sluice\"");
        }
        if (refusal.kind() == Refusal.Kind.BUSY) {
            exchange.getResponseHeaders().put(Headers.RETRY_AFTER, "30");
        }
        ObjectNode error = JSON.createObjectNode();
        ObjectNode inside = error.putObject("error");
        inside.put("kind", refusal.kind().name().toLowerCase(Locale.ROOT));
        inside.put("code", refusal.code());
        inside.put("message", refusal.message());
        ArrayNode details = inside.putArray("details");
        refusal.details().forEach(details::add);
        send(exchange, status, error);
    }

    static int status(Refusal refusal) {
        if (WHO.contains(refusal.code())) {
            return StatusCodes.UNAUTHORIZED;
        }
        if (TOO_LARGE.contains(refusal.code())) {
            return StatusCodes.REQUEST_ENTITY_TOO_LARGE;
        }
        return switch (refusal.code()) {
            case "checksum" -> CHECKSUM_MISMATCH;
            case "upload-busy" -> StatusCodes.LOCKED;
            case "no-space" -> StatusCodes.INSUFFICIENT_STORAGE;
            case "method" -> StatusCodes.METHOD_NOT_ALLOWED;
            case "media-type" -> StatusCodes.UNSUPPORTED_MEDIA_TYPE;
            case "tus-version" -> StatusCodes.PRECONDITION_FAILED;
            default -> Statuses.of(refusal.kind());
        };
    }

    /** The deposit as its depositor sees it: what counts for it, and what each audience would be answered. */
    void deposit(HttpServerExchange exchange, int status, Deposit deposit) {
        exchange.getResponseHeaders().put(DEPOSIT, deposit.id());
        send(exchange, status, json(deposit));
    }

    private ObjectNode json(Deposit deposit) {
        ObjectNode json = JSON.createObjectNode();
        json.put("deposit", deposit.id());
        json.put("folder", deposit.spot().folder());
        json.put("name", deposit.name());
        json.put("size", deposit.size());
        deposit.sha256().ifPresent(sum -> json.put("sha256", sum));
        json.put("state", deposit.state().word());
        json.put("channel", deposit.channel().word());
        json.put("held", deposit.held());
        if (overview.deposit(deposit.id(), Optional.of(deposit.personId()))
                instanceof Answer.Done<Overview.DepositSeen> seen) {
            ObjectNode label = json.putObject("label");
            for (Dimension dimension : Dimension.values()) {
                label.put(
                        dimension.word(),
                        seen.value().counted().effective(dimension).word());
            }
            ArrayNode undeclared = json.putArray("undeclared");
            for (Dimension dimension : Dimension.values()) {
                if (seen.value().counted().origin(dimension) == Origin.UNDECLARED) {
                    undeclared.add(dimension.word());
                }
            }
            ArrayNode holding = json.putArray("holding");
            seen.value().holding().forEach(why -> holding.add(why.message()));
            ArrayNode decisions = json.putArray("decisions");
            seen.value()
                    .decisions()
                    .forEach(decision -> decisions
                            .addObject()
                            .put("audience", decision.audience())
                            .put("decision", decision.word()));
        }
        if (receipts.of(deposit.id(), Optional.of(deposit.personId())) instanceof Answer.Done<Receipt> receipt) {
            try {
                json.set("receipt", JSON.readTree(receipt.value().text()));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("A receipt is JSON.", e);
            }
        }
        return json;
    }

    static void send(HttpServerExchange exchange, int status, ObjectNode json) {
        byte[] text = (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.setResponseContentLength(text.length);
        if (exchange.getRequestMethod().equals(Methods.HEAD)) {
            exchange.endExchange();
        } else {
            exchange.getResponseSender().send(ByteBuffer.wrap(text));
        }
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }
}
