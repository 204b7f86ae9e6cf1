package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.participant.AllowedNetworks;
import org.sluice.gateway.usecase.LinkWishes;

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
                ApiRoute.post(
                        ROOT + "/links/{id}/change",
                        "Changes until when a link lives, or from where it opens; an empty list is from anywhere",
                        List.of(Field.maybe("expires"), Field.list("networks")),
                        this::change),
                ApiRoute.post(
                        ROOT + "/links/{id}/destroyed",
                        "Puts on record that the recipient of a link destroyed what it got",
                        List.of(Field.text("words")),
                        call -> acts.overview()
                                .link(call.id(), call.as())
                                .then(seen -> acts.link()
                                        .destruction()
                                        .byReleaser(
                                                call.actor(),
                                                call.id(),
                                                call.body().text("words")))
                                .then(link ->
                                        ApiRoutes.json(acts.overview().link(link.id(), call.as()), ReleaseJson::of))),
                ApiRoute.create(
                        ROOT + "/links/{id}/reissue",
                        "Replaces a link; the answer holds the new one and its password, once",
                        WishFields.with(SealRoutes.KEYS),
                        this::reissue),
                ApiRoute.create(
                        ROOT + "/links/{id}/password",
                        "Makes a new password for a link; the old one is void, and the answer holds the new one, once",
                        WishFields.with(Field.maybe("via")),
                        this::password));
    }

    private Answer<? extends JsonNode> password(ApiCall call) {
        return acts.overview()
                .link(call.id(), call.as())
                .then(seen -> acts.link()
                        .travel()
                        .password()
                        .make(
                                call.actor(),
                                call.id(),
                                call.body().maybe("via").map(ReleaseRoutes::way),
                                WishFields.of(call)))
                .then(made -> Answer.done(HandOverJson.of(made, 0)));
    }

    private Answer<? extends JsonNode> change(ApiCall call) {
        Optional<String> expires = call.body().maybe("expires");
        Optional<List<String>> networks = call.body().list("networks");
        if (expires.isEmpty() && networks.isEmpty()) {
            return Answer.refused(
                    Refusal.wrong("incomplete", "Say what changes: \"expires\", from now on, or \"networks\"."));
        }
        Optional<AllowedNetworks> allowed =
                networks.map(texts -> AllowedNetworks.of(texts).orThrow());
        return acts.overview()
                .link(call.id(), call.as())
                .then(seen ->
                        acts.link().change().change(call.actor(), call.id(), expires.map(Instants::span), allowed))
                .then(link -> ApiRoutes.json(acts.overview().link(link.id(), call.as()), ReleaseJson::of));
    }

    private Answer<? extends JsonNode> reissue(ApiCall call) {
        LinkWishes wishes = SealRoutes.wishes(WishFields.of(call), call, false);
        try {
            return reissued(call, wishes);
        } finally {
            SealRoutes.close(wishes);
        }
    }

    private Answer<? extends JsonNode> reissued(ApiCall call, LinkWishes wishes) {
        // All that the answer needs is looked up first: once the old link is dead, nothing may lose the new password.
        return acts.overview()
                .link(call.id(), call.as())
                .then(seen -> acts.overview().release(seen.link().releaseId(), call.as()))
                .then(seen -> acts.links()
                        .reissue(call.actor(), call.id(), wishes)
                        .then(handOver -> Answer.done(
                                HandOverJson.of(handOver, seen.release().mostDownloads()))));
    }
}
