package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.ending.EndTask;
import org.sluice.gateway.domain.ending.ProtocolEnd;
import org.sluice.gateway.store.ProtocolEnds;
import org.sluice.gateway.usecase.EndActs;
import org.sluice.gateway.usecase.EndProtocol;

/** The routes of a protocol that ends: the decision, the copies to account for, the certificate. */
final class EndRoutes {
    private static final String ROOT = "/api/v1";

    private final EndActs acts;

    EndRoutes(EndActs acts) {
        this.acts = acts;
    }

    List<ApiRoute> all() {
        return List.of(
                ApiRoute.get(
                        ROOT + "/protocol-ends",
                        "Lists the protocols that end or have ended",
                        call -> Answer.done(Json.list(acts.end().list(), EndRoutes::summary))),
                ApiRoute.create(
                        ROOT + "/policies/{id}/end",
                        "Records that the group ends a protocol, and asks for every copy",
                        List.of(
                                Field.text("on"),
                                Field.text("decision"),
                                Field.text("reason"),
                                Field.maybe("answersBy")),
                        call -> ApiRoutes.json(
                                acts.end()
                                        .announce(
                                                call.actor(),
                                                new EndProtocol.Order(
                                                        call.id(),
                                                        Instants.of(call.body().text("on")),
                                                        call.body().text("decision"),
                                                        call.body().text("reason"),
                                                        call.body()
                                                                .maybe("answersBy")
                                                                .map(Instants::of))),
                                EndRoutes::full)),
                ApiRoute.get(
                        ROOT + "/policies/{id}/end",
                        "Shows the end of a protocol with the copies to account for",
                        call -> ApiRoutes.json(acts.end().show(call.as(), call.id()), EndRoutes::full)),
                ApiRoute.post(
                        ROOT + "/policies/{id}/end/take-back",
                        "Takes an announced end back before its instant",
                        List.of(Field.text("decision"), Field.text("reason")),
                        call -> ApiRoutes.json(
                                acts.end()
                                        .takeBack(
                                                call.actor(),
                                                call.id(),
                                                call.body().text("decision"),
                                                call.body().text("reason")),
                                EndRoutes::full)),
                ApiRoute.post(
                        ROOT + "/policies/{id}/end/certificate",
                        "Signs what became of every copy, and what is open",
                        List.of(),
                        call -> ApiRoutes.json(acts.certify().certify(call.actor(), call.id()), EndRoutes::of)),
                ApiRoute.post(
                        ROOT + "/end-tasks/{id}/answer",
                        "Puts on record whether a copy was returned, destroyed or is kept",
                        List.of(Field.text("fate"), Field.text("words"), Field.maybe("duty")),
                        call -> ApiRoutes.json(
                                acts.account()
                                        .answer(
                                                call.actor(),
                                                call.id(),
                                                EndTask.Fate.of(call.body().text("fate"))
                                                        .orElseThrow(() -> new RefusedException(Refusal.wrong(
                                                                "bad-fate", "A copy is returned, destroyed or kept."))),
                                                call.body().text("words"),
                                                call.body().maybe("duty")),
                                EndRoutes::of)));
    }

    private static ObjectNode summary(EndProtocol.Seen seen) {
        ProtocolEnd end = seen.end();
        ObjectNode json = Json.object()
                .put("id", end.id())
                .put("protocol", end.protocol())
                .put("ends", end.ends().toString())
                .put("decision", end.decision())
                .put("reason", end.reason())
                .put("decidedBy", end.decidedBy())
                .put("decided", end.decided().toString())
                .put("answersBy", end.answersBy().toString())
                .put("copies", seen.tasks().size())
                .put("open", seen.tasks().stream().filter(EndTask::open).count());
        json.set("types", Json.texts(end.types().stream().sorted().toList()));
        Json.maybe(json, "certified", seen.certified());
        return json;
    }

    private static ObjectNode full(EndProtocol.Seen seen) {
        ObjectNode json = summary(seen);
        json.set("tasks", Json.list(seen.tasks(), EndRoutes::of));
        Json.maybe(json, "certificate", seen.certificate().map(ProtocolEnds.Certified::line));
        return json;
    }

    private static ObjectNode of(ProtocolEnds.Certified certified) {
        return Json.object()
                .put("at", certified.at().toString())
                .put("complete", certified.complete())
                .put("certificate", certified.line());
    }

    private static ObjectNode of(EndTask task) {
        ObjectNode json = Json.object()
                .put("id", task.id())
                .put("deposit", task.depositId())
                .put("holder", task.holder())
                .put("way", task.way())
                .put("askedPerson", task.asked())
                .put("asked", task.askedAt().toString());
        Json.maybe(json, "participant", task.participant());
        Json.maybe(json, "fate", task.answer().map(given -> given.fate().word()));
        Json.maybe(json, "words", task.answer().map(EndTask.Given::words));
        Json.maybe(json, "duty", task.answer().flatMap(EndTask.Given::duty));
        Json.maybe(json, "answeredBy", task.answer().map(EndTask.Given::by));
        Json.maybe(json, "answered", task.answer().map(EndTask.Given::at));
        return json;
    }
}
