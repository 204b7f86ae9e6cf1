package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.inspect.Acceptance;
import org.sluice.gateway.domain.inspect.Finding;
import org.sluice.gateway.domain.inspect.Gap;
import org.sluice.gateway.domain.inspect.Inspection;
import org.sluice.gateway.usecase.AnswerForContent;

/** The routes of inspections: what was found in deposits, by kind, place and count alone. */
final class InspectionRoutes {
    private static final String PATH = "/api/v1/inspections";

    private final ApiActs acts;

    InspectionRoutes(ApiActs acts) {
        this.acts = acts;
    }

    List<ApiRoute> all() {
        return List.of(
                ApiRoute.get(
                        PATH,
                        "Lists what was found in deposits: kinds, places and counts, never a value",
                        call -> Answer.done(Json.list(acts.answers().list(call.as()), InspectionRoutes::of))),
                ApiRoute.get(
                        PATH + "/{id}",
                        "Shows what was found in a deposit, and in how much of it",
                        call -> ApiRoutes.json(acts.answers().show(call.id(), call.as()), InspectionRoutes::of)),
                ApiRoute.post(
                        PATH + "/{id}/accept",
                        "Accepts what was found, as far as the person may",
                        List.of(Field.maybe("as"), Field.text("reason"), Field.flag("confirmed")),
                        this::accept),
                ApiRoute.post(
                        PATH + "/{id}/attest",
                        "Answers for what could not be looked at",
                        List.of(Field.maybe("as"), Field.text("note"), Field.flag("confirmed")),
                        this::attest));
    }

    private Answer<? extends JsonNode> accept(ApiCall call) {
        String reason = call.body().text("reason");
        return acts.names()
                .of("The reason", Optional.of(reason), call.body().flag("confirmed"))
                .then(passed -> person(call))
                .then(as -> ApiRoutes.json(
                        acts.answers().accept(call.actor(), as, call.id(), reason), InspectionRoutes::of));
    }

    private Answer<? extends JsonNode> attest(ApiCall call) {
        String note = call.body().text("note");
        return acts.names()
                .of("The note", Optional.of(note), call.body().flag("confirmed"))
                .then(passed -> person(call))
                .then(as ->
                        ApiRoutes.json(acts.answers().attest(call.actor(), as, call.id(), note), InspectionRoutes::of));
    }

    private static Answer<String> person(ApiCall call) {
        return call.as()
                .map(Answer::done)
                .orElseGet(() -> Answer.refused(
                        Refusal.wrong("person-missing", "Say who answers: in \"as\", or in the header Sluice-As.")));
    }

    private static ObjectNode of(AnswerForContent.Seen seen) {
        Inspection inspection = seen.inspection();
        ObjectNode json = Json.object();
        json.put("deposit", inspection.depositId());
        json.put("state", inspection.state().word());
        json.put("held", !seen.above().isEmpty());
        json.put("looked", inspection.report().looked());
        Json.maybe(json, "lookedAt", inspection.lookedAt());
        json.set("aboveClaim", Json.list(seen.above(), InspectionRoutes::of));
        json.set("findings", Json.list(inspection.report().findings(), InspectionRoutes::of));
        ArrayNode gaps = json.putArray("notInspected");
        for (Gap gap : inspection.report().gaps()) {
            gaps.addObject().put("place", gap.place()).put("why", gap.why().word());
        }
        ArrayNode accepted = json.putArray("accepted");
        for (Acceptance acceptance : inspection.accepted()) {
            accepted.addObject()
                    .put("kind", acceptance.kind().word())
                    .put("by", acceptance.personId())
                    .put("reason", acceptance.reason())
                    .put("at", acceptance.at().toString());
        }
        Json.maybe(json, "attestedBy", inspection.attestedBy());
        Json.maybe(json, "attestedNote", inspection.attestedNote());
        return json;
    }

    private static ObjectNode of(Finding finding) {
        return Json.object()
                .put("kind", finding.kind().word())
                .put("place", finding.place())
                .put("count", finding.count());
    }
}
