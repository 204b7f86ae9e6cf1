package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.usecase.OnTheWay;

/** The routes of deposits that go to whom their folder names, and of links that wait to be handed over. */
final class AtOnceRoutes {
    private static final String ROOT = "/api/v1";

    private final ApiActs acts;

    AtOnceRoutes(ApiActs acts) {
        this.acts = acts;
    }

    List<ApiRoute> all() {
        return List.of(
                ApiRoute.get(
                        ROOT + "/coming",
                        "Lists the deposits that go to whom their folder names, and have not gone yet",
                        call -> Answer.done(Json.list(acts.atOnce().onTheWay().coming(call.as()), AtOnceRoutes::json))),
                ApiRoute.post(
                        ROOT + "/deposits/{id}/keep-back",
                        "Keeps a deposit from going to whom its folder names",
                        List.of(),
                        call -> acts.atOnce()
                                .onTheWay()
                                .keepBack(call.actor(), call.id())
                                .then(deposit -> ApiRoutes.json(
                                        acts.overview().deposit(deposit.id(), call.as()), DepositJson::of))),
                ApiRoute.create(
                        ROOT + "/releases/{id}/hand-over",
                        "Makes the links that wait to be handed over; the answer holds them and their passwords, once",
                        WishFields.with(Field.list("to"), Field.maybe("linkVia"), Field.maybe("passwordVia")),
                        this::handOver));
    }

    private Answer<? extends JsonNode> handOver(ApiCall call) {
        return acts.overview()
                .release(call.id(), call.as())
                .then(seen -> ApiRoutes.json(
                        acts.atOnce()
                                .handOver()
                                .handOver(
                                        call.actor(),
                                        call.id(),
                                        call.body().texts("to"),
                                        call.body().maybe("linkVia").map(ReleaseRoutes::way),
                                        call.body().maybe("passwordVia").map(ReleaseRoutes::way),
                                        WishFields.of(call)),
                        ReleaseJson::of));
    }

    private static ObjectNode json(OnTheWay.Coming coming) {
        ObjectNode json = Json.object()
                .put("deposit", coming.deposit().id())
                .put("name", coming.deposit().name())
                .put("folder", coming.deposit().spot().folder())
                .put("by", coming.deposit().personId())
                .put("to", "@" + coming.addressed())
                .put("waitsFor", coming.looking() ? "inspection" : "grace");
        Json.maybe(json, "goes", coming.goes());
        return json;
    }
}
