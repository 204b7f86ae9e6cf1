package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.owner.OwnerPolicy;
import org.sluice.gateway.domain.owner.OwnerStop;
import org.sluice.gateway.usecase.OwnersWord;

/** The routes of owners' own words: policies, exits, pause and recall. */
final class OwnerRoutes {
    private static final String POLICIES = "/api/v1/participants/{id}/policies";
    private static final String DEPOSIT = "/api/v1/deposits/{id}";

    private final ApiActs acts;

    OwnerRoutes(ApiActs acts) {
        this.acts = acts;
    }

    List<ApiRoute> all() {
        return List.of(
                ApiRoute.get(
                        POLICIES,
                        "Lists what a participant shares with nobody, by its own policy",
                        call -> acts.register()
                                .participant(call.id())
                                .then(p -> Answer.done(Json.list(acts.owners().policies(p.id()), OwnerRoutes::of)))),
                ApiRoute.create(
                        POLICIES,
                        "Adds a policy of a participant's own; it only narrows",
                        List.of(
                                Field.maybe("type"),
                                Field.maybe("audience"),
                                Field.maybe("recipient"),
                                Field.text("reason")),
                        call -> ApiRoutes.json(
                                acts.owners()
                                        .addPolicy(
                                                call.actor(),
                                                call.as(),
                                                call.id(),
                                                call.body().maybe("type"),
                                                call.body().maybe("audience"),
                                                call.body().maybe("recipient"),
                                                call.body().text("reason")),
                                OwnerRoutes::of)),
                ApiRoute.post(
                        POLICIES + "/end",
                        "Ends a policy of a participant's own",
                        List.of(Field.text("policy")),
                        call -> ApiRoutes.json(
                                acts.owners()
                                        .endPolicy(
                                                call.actor(),
                                                call.as(),
                                                call.id(),
                                                call.body().text("policy")),
                                id -> Json.object().put("policy", id).put("ended", true))),
                ApiRoute.get(
                        "/api/v1/participants/{id}/exits",
                        "Shows where a participant's deposits went or may go, and what it stopped",
                        call -> acts.owners()
                                .allExits(call.as(), call.id())
                                .then(all -> Answer.done(Json.list(all, OwnerRoutes::of)))),
                ApiRoute.get(
                        DEPOSIT + "/exits",
                        "Shows where a deposit went or may go, and what its owner stopped",
                        call -> ApiRoutes.json(acts.owners().exits(call.as(), call.id()), OwnerRoutes::of)),
                ApiRoute.post(
                        DEPOSIT + "/pause",
                        "Pauses a deposit, in one release or everywhere; with recall, for good",
                        List.of(Field.maybe("release"), Field.flag("recall"), Field.text("reason")),
                        call -> ApiRoutes.json(
                                acts.owners()
                                        .stop(
                                                call.actor(),
                                                call.as(),
                                                call.id(),
                                                call.body().maybe("release"),
                                                call.body().flag("recall"),
                                                call.body().text("reason")),
                                OwnerRoutes::of)),
                ApiRoute.post(
                        DEPOSIT + "/resume",
                        "Lets a paused deposit go again",
                        List.of(),
                        call -> ApiRoutes.json(
                                acts.owners().resume(call.actor(), call.as(), call.id()), OwnerRoutes::of)));
    }

    private static ObjectNode of(OwnerPolicy policy) {
        ObjectNode json = Json.object();
        json.put("id", policy.id());
        json.put("participant", policy.participantId());
        Json.maybe(json, "type", policy.type());
        Json.maybe(json, "audience", policy.audience());
        Json.maybe(json, "recipient", policy.recipient());
        json.put("reason", policy.reason());
        json.put("addedBy", policy.addedBy());
        json.put("added", policy.added().toString());
        return json;
    }

    private static ObjectNode of(OwnersWord.Exits exits) {
        ObjectNode json = Json.object();
        json.put("deposit", exits.deposit().id());
        json.put("owner", exits.deposit().participantId());
        json.set("releases", Json.list(exits.releases(), ReleaseJson::of));
        json.set("receptions", Json.list(exits.receptions(), IncidentJson::of));
        json.set("stops", Json.list(exits.stops(), OwnerRoutes::of));
        json.set("passedOn", Json.list(exits.passedOn(), ReleaseJson::of));
        json.set("bases", Json.list(exits.bases(), ReleaseJson::of));
        return json;
    }

    private static ObjectNode of(OwnerStop stop) {
        ObjectNode json = Json.object();
        json.put("id", stop.id());
        Json.maybe(json, "release", stop.releaseId());
        json.put("recall", stop.recall());
        json.put("reason", stop.reason());
        json.put("by", stop.by());
        json.put("at", stop.at().toString());
        Json.maybe(json, "lifted", stop.lifted());
        return json;
    }
}
