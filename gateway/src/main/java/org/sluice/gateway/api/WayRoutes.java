package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sluice.gateway.domain.release.ContactWays;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.usecase.SetWays;

/** The routes of the ways by which links and passwords reach their contacts. */
final class WayRoutes {
    private static final String ROOT = "/api/v1";

    private final ApiActs acts;

    WayRoutes(ApiActs acts) {
        this.acts = acts;
    }

    List<ApiRoute> all() {
        return List.of(
                ApiRoute.get(
                        ROOT + "/contacts/{id}/ways",
                        "Shows which language a contact reads, its second number, and its standing ways",
                        call -> ApiRoutes.json(acts.link().travel().ways().ways(call.id()), WayRoutes::of)),
                ApiRoute.post(
                        ROOT + "/contacts/{id}/ways",
                        "Changes these; what is absent stays, and an empty second number removes it",
                        List.of(
                                Field.maybe("language"),
                                Field.maybe("messenger"),
                                Field.maybe("linkVia"),
                                Field.maybe("passwordVia"),
                                Field.flag("asked")),
                        call -> ApiRoutes.json(
                                acts.link()
                                        .travel()
                                        .ways()
                                        .set(
                                                call.actor(),
                                                call.id(),
                                                new SetWays.Change(
                                                        call.body().maybe("language"),
                                                        call.body().maybe("messenger"),
                                                        call.body()
                                                                .maybe("linkVia")
                                                                .map(ReleaseRoutes::way),
                                                        call.body()
                                                                .maybe("passwordVia")
                                                                .map(ReleaseRoutes::way),
                                                        call.body().flag("asked"))),
                                WayRoutes::of)));
    }

    private static ObjectNode of(ContactWays ways) {
        ObjectNode json = Json.object().put("contact", ways.contactId()).put("language", ways.language());
        Json.maybe(json, "messenger", ways.messenger());
        Json.maybe(json, "linkVia", ways.link().map(Way::word));
        Json.maybe(json, "passwordVia", ways.password().map(Way::word));
        return json;
    }
}
