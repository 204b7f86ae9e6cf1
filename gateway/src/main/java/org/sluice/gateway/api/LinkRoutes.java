package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.sluice.gateway.domain.Answer;

/** The routes of links. */
final class LinkRoutes {
    private static final String ROOT = "/api/v1";

    private final ApiActs acts;

    LinkRoutes(ApiActs acts) {
        this.acts = acts;
    }

    List<ApiRoute> all() {
        return List.of(
                ApiRoute.get(
                        ROOT + "/links",
                        "Lists the links, without tokens and passwords",
                        call -> Answer.done(Json.list(acts.overview().links(call.as()), ReleaseJson::of))),
                ApiRoute.get(
                        ROOT + "/links/{id}",
                        "Shows a link",
                        call -> ApiRoutes.json(acts.overview().link(call.id(), call.as()), ReleaseJson::of)),
                ApiRoute.post(
                        ROOT + "/links/{id}/revoke",
                        "Takes a link back",
                        List.of(Field.maybe("reason")),
                        call -> acts.overview()
                                .link(call.id(), call.as())
                                .then(seen -> acts.links().revoke(call.actor(), call.id(), ReleaseRoutes.reason(call)))
                                .then(link ->
                                        ApiRoutes.json(acts.overview().link(link.id(), call.as()), ReleaseJson::of))),
                ApiRoute.create(
                        ROOT + "/links/{id}/reissue",
                        "Replaces a link; the answer holds the new one and its password, once",
                        List.of(),
                        this::reissue));
    }

    private Answer<? extends JsonNode> reissue(ApiCall call) {
        // All that the answer needs is looked up first: once the old link is dead, nothing may lose the new password.
        return acts.overview()
                .link(call.id(), call.as())
                .then(seen -> acts.overview().release(seen.link().releaseId(), call.as()))
                .then(seen -> acts.links()
                        .reissue(call.actor(), call.id())
                        .then(handOver -> Answer.done(
                                ReleaseJson.of(handOver, seen.release().mostDownloads()))));
    }
}
