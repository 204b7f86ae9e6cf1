package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.DepositToken;
import org.sluice.gateway.usecase.KeepTokens;

/** The routes of the tokens with which jobs deposit. */
final class TokenRoutes {
    private static final String PATH = "/api/v1/tokens";

    private final KeepTokens tokens;

    TokenRoutes(KeepTokens tokens) {
        this.tokens = tokens;
    }

    List<ApiRoute> all() {
        return List.of(
                ApiRoute.get(
                        PATH,
                        "Lists the tokens with which jobs deposit, newest first",
                        call -> Answer.done(Json.list(tokens.list(), this::json))),
                ApiRoute.create(
                        PATH,
                        "Makes a token; the answer is the only place where it ever stands",
                        List.of(
                                Field.text("person"),
                                Field.text("channel"),
                                Field.list("types"),
                                Field.maybe("until"),
                                Field.text("purpose")),
                        call -> tokens.create(call.actor(), order(call))
                                .then(made -> Answer.done(json(made.token()).put("token", made.reveal())))),
                ApiRoute.post(
                        PATH + "/{id}/revoke",
                        "Ends a token and the uploads that run with it",
                        List.of(),
                        call -> ApiRoutes.json(tokens.revoke(call.actor(), call.id()), this::json)));
    }

    private static KeepTokens.Order order(ApiCall call) {
        String channel = call.body().text("channel");
        return new KeepTokens.Order(
                call.body().text("person"),
                Channel.of(channel)
                        .orElseThrow(() -> new RefusedException(Refusal.wrong(
                                "bad-channel",
                                "There is no channel \"" + channel + "\"; take one of "
                                        + String.join(", ", Channel.words()) + "."))),
                new HashSet<>(call.body().texts("types")),
                call.body().maybe("until").map(Instants::of),
                call.body().text("purpose"));
    }

    private ObjectNode json(DepositToken token) {
        ObjectNode json = Json.object();
        json.put("id", token.id());
        json.put("person", token.personId());
        json.put("channel", token.channel().word());
        json.set("types", Json.texts(token.types().stream().sorted().toList()));
        json.put("purpose", token.purpose());
        json.put("created", token.created().toString());
        json.put("until", token.expires().toString());
        Json.maybe(json, "lastUsed", token.lastUsed());
        Json.maybe(json, "revoked", token.revoked());
        Json.maybe(json, "void", tokens.dead(token).map(Refusal::message));
        return json;
    }
}
