package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sluice.crypto.Token;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.usecase.Network;
import org.sluice.gateway.web.Doorway;
import org.sluice.gateway.web.Statuses;

/** Lets the administrator in, finds the route, reads the body, runs the act and sends its answer. Thread-safe. */
final class ApiHandler implements HttpHandler {
    private static final HttpString AS = new HttpString("Sluice-As");
    private static final String BEARER = "Bearer ";

    private final Token administrator;
    private final ApiActs acts;
    private final List<ApiRoute> routes;

    ApiHandler(Token administrator, ApiActs acts) {
        this.administrator = administrator;
        this.acts = acts;
        this.routes = new ApiRoutes(acts).all();
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException {
        if (!known(exchange)) {
            acts.strangers().refused("api", Network.of(exchange.getSourceAddress()));
            exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer realm=\"sluice\"");
            send(
                    exchange,
                    StatusCodes.UNAUTHORIZED,
                    Json.error(
                            "wrong",
                            "bad-token",
                            "This needs the administrator's token, in the header Authorization: Bearer TOKEN.",
                            List.of()));
            return;
        }
        boolean pathKnown = false;
        for (ApiRoute route : routes) {
            Optional<Map<String, String>> places = route.matches(exchange.getRequestPath());
            if (places.isPresent()) {
                pathKnown = true;
                if (route.method().equals(exchange.getRequestMethod().toString())) {
                    Doorway.route(exchange, route.path());
                    run(exchange, route, places.get());
                    return;
                }
            }
        }
        send(
                exchange,
                pathKnown ? StatusCodes.METHOD_NOT_ALLOWED : StatusCodes.NOT_FOUND,
                pathKnown
                        ? Json.error("wrong", "wrong-method", "This address takes another method.", List.of())
                        : Json.error(
                                "unknown", "unknown-route", "There is no such address; see /openapi.json.", List.of()));
    }

    /** Bytes that a request's body may have; only the administrator may send a document, and only where one is taken. */
    int longestBody(HttpServerExchange exchange) {
        if (!known(exchange)) {
            return ApiRoute.WORDS;
        }
        String method = exchange.getRequestMethod().toString();
        return routes.stream()
                .filter(route -> route.method().equals(method)
                        && route.matches(exchange.getRequestPath()).isPresent())
                .mapToInt(ApiRoute::longestBody)
                .findFirst()
                .orElse(ApiRoute.WORDS);
    }

    /** Compared as hashes in constant time by the token itself. */
    private boolean known(HttpServerExchange exchange) {
        HeaderValues sent = exchange.getRequestHeaders().get(Headers.AUTHORIZATION);
        return sent != null
                && sent.size() == 1
                && sent.getFirst().startsWith(BEARER)
                && Token.parse(sent.getFirst().substring(BEARER.length()))
                        .filter(administrator::equals)
                        .isPresent();
    }

    private void run(HttpServerExchange exchange, ApiRoute route, Map<String, String> places) throws IOException {
        Actor actor = new Actor.HostAdministrator(Optional.empty());
        Answer<? extends JsonNode> answer;
        try {
            ApiCall call = call(exchange, route, places);
            actor = call.actor();
            if (route.act() instanceof ApiRoute.Lines lines) {
                lines(exchange, lines, call);
                return;
            }
            if (route.act() instanceof ApiRoute.Bytes bytes) {
                bytes(exchange, bytes, call);
                return;
            }
            if (route.act() instanceof ApiRoute.Csv csv) {
                send(exchange, route.status(), csv.run(call), "text/csv");
                return;
            }
            answer = ((ApiRoute.Json) route.act()).run(call);
        } catch (RefusedException e) {
            answer = Answer.<JsonNode>refused(e.refusal());
        }
        switch (answer) {
            case Answer.Done<? extends JsonNode> done -> send(exchange, route.status(), done.value());
            case Answer.Refused<? extends JsonNode> refused -> {
                if (!route.method().equals("GET")) {
                    acts.refusals().record(actor, route.method() + " " + route.path(), refused.refusal());
                }
                int status = refused.refusal().code().equals("not-json")
                        ? StatusCodes.UNSUPPORTED_MEDIA_TYPE
                        : Statuses.of(refused.refusal().kind());
                send(exchange, status, Json.error(refused.refusal()));
            }
        }
    }

    private ApiCall call(HttpServerExchange exchange, ApiRoute route, Map<String, String> places) {
        byte[] bytes = Doorway.body(exchange);
        String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        if (bytes.length > 0 && (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json"))) {
            throw new RefusedException(
                    Refusal.wrong("not-json", "Send the body as JSON, with Content-Type: application/json."));
        }
        Map<String, String> query = new HashMap<>();
        for (Map.Entry<String, Deque<String>> entry :
                exchange.getQueryParameters().entrySet()) {
            if (!route.query().contains(entry.getKey()) || entry.getValue().size() != 1) {
                throw new RefusedException(Refusal.wrong(
                        "bad-query",
                        "This address takes in its query, each once: "
                                + (route.query().isEmpty() ? "nothing" : String.join(", ", route.query())) + "."));
            }
            query.put(entry.getKey(), entry.getValue().getFirst());
        }
        JsonBody body = JsonBody.read(bytes, route.fields(), route.anyText());
        return new ApiCall(places, query, body, as(exchange, route, body));
    }

    /** Who acts is said once, so that two who must agree are compared as who they said to be. */
    private Optional<String> as(HttpServerExchange exchange, ApiRoute route, JsonBody body) {
        Optional<String> header =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst(AS));
        Optional<String> field =
                route.fields().stream().anyMatch(one -> one.name().equals("as")) ? body.maybe("as") : Optional.empty();
        if (header.isPresent() && field.isPresent() && !header.equals(field)) {
            throw new RefusedException(Refusal.wrong(
                    "as-twice", "Say once who acts: the header Sluice-As and the field \"as\" name two persons."));
        }
        return header.or(() -> field)
                .map(id -> route.method().equals("GET")
                        ? acts.register().person(id)
                        : acts.register().acting(id))
                .map(person -> person.orThrow().id());
    }

    private static void lines(HttpServerExchange exchange, ApiRoute.Lines lines, ApiCall call) throws IOException {
        exchange.startBlocking();
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/x-ndjson; charset=utf-8");
        OutputStream out = exchange.getOutputStream();
        lines.write(call, out);
        out.close();
        exchange.endExchange();
    }

    /** Without a length; an answer that fails in its midst ends without the end of its last chunk, which clients see. */
    private static void bytes(HttpServerExchange exchange, ApiRoute.Bytes act, ApiCall call) throws IOException {
        exchange.startBlocking();
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/octet-stream");
        OutputStream out = exchange.getOutputStream();
        act.write(call, out);
        out.close();
        exchange.endExchange();
    }

    static void send(HttpServerExchange exchange, int status, JsonNode json) {
        send(exchange, status, json + "\n", "application/json");
    }

    private static void send(HttpServerExchange exchange, int status, String text, String type) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.setStatusCode(status);
        if (status == StatusCodes.SERVICE_UNAVAILABLE) {
            exchange.getResponseHeaders().put(Headers.RETRY_AFTER, "10");
        }
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type + "; charset=utf-8");
        exchange.setResponseContentLength(bytes.length);
        exchange.getResponseSender().send(ByteBuffer.wrap(bytes));
    }
}
