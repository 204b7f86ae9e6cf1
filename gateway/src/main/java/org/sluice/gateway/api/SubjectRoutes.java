package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.deposit.Exposure;
import org.sluice.gateway.domain.subject.SubjectRequest;
import org.sluice.gateway.domain.subject.SubjectTask;
import org.sluice.gateway.usecase.ServeDataSubjects;

/** The routes of what data subjects ask. */
final class SubjectRoutes {
    private static final String ROOT = "/api/v1/subjects";

    private final ApiActs acts;

    SubjectRoutes(ApiActs acts) {
        this.acts = acts;
    }

    List<ApiRoute> all() {
        return List.of(
                ApiRoute.get(
                        ROOT,
                        "Lists the requests of data subjects",
                        call -> Answer.done(Json.list(acts.subjects().list(), request -> of(call, request)))),
                ApiRoute.create(
                        ROOT,
                        "Takes in what a data subject asks, finds every copy and asks each holder to act",
                        List.of(Field.text("kind"), Field.text("case"), Field.text("what"), Field.maybe("due")),
                        call -> ApiRoutes.json(
                                acts.subjects()
                                        .open(
                                                call.actor(),
                                                call.as(),
                                                kind(call.body().text("kind")),
                                                call.body().text("case"),
                                                call.body().text("what"),
                                                call.body().maybe("due").map(Instants::of)),
                                seen -> of(call, seen))),
                ApiRoute.get(
                        ROOT + "/{id}",
                        "Shows a request with every copy and whether its holder acted",
                        call -> ApiRoutes.json(acts.subjects().show(call.id()), seen -> of(call, seen))),
                ApiRoute.post(
                        ROOT + "/{id}/ask",
                        "Looks again, and asks those who got a copy since",
                        List.of(),
                        call -> ApiRoutes.json(acts.subjects().again(call.actor(), call.id()), seen -> of(call, seen))),
                ApiRoute.post(
                        ROOT + "/{id}/close",
                        "Closes a request with what the data subject was told",
                        List.of(Field.text("outcome")),
                        call -> ApiRoutes.json(
                                acts.subjects()
                                        .close(
                                                call.actor(),
                                                call.id(),
                                                call.body().text("outcome")),
                                seen -> of(call, seen))),
                ApiRoute.post(
                        "/api/v1/subject-tasks/{id}/confirm",
                        "Puts on record what the holder of a copy did",
                        List.of(Field.text("words"), Field.flag("kept")),
                        call -> ApiRoutes.json(
                                acts.subjects()
                                        .confirm(
                                                call.actor(),
                                                call.as(),
                                                call.id(),
                                                call.body().text("words"),
                                                call.body().flag("kept")),
                                seen -> of(call, seen))));
    }

    private static SubjectRequest.Kind kind(String word) {
        return SubjectRequest.Kind.of(word)
                .orElseThrow(() -> new RefusedException(Refusal.wrong(
                        "bad-kind", "A data subject asks for access, correction, deletion, or makes an objection.")));
    }

    private ObjectNode of(ApiCall call, ServeDataSubjects.Seen seen) {
        ObjectNode json = of(call, seen.request());
        json.set(
                "tasks",
                Json.list(
                        acts.overview().recipients().tasks(seen.request(), seen.tasks(), call.as()),
                        SubjectRoutes::of));
        return json;
    }

    /** Which case it is, is nobody's business but theirs who act on it. */
    private ObjectNode of(ApiCall call, SubjectRequest request) {
        boolean open = acts.subjects().mayRead(call.as(), request);
        ObjectNode json = Json.object()
                .put("id", request.id())
                .put("kind", request.kind().word())
                .put("case", open ? request.caseCode() : Exposure.WITHHELD)
                .put("what", open ? request.what() : Exposure.WITHHELD)
                .put("recordedBy", request.recordedBy())
                .put("received", request.received().toString())
                .put("due", request.due().toString());
        Json.maybe(json, "outcome", request.outcome());
        Json.maybe(json, "closed", request.closed());
        return json;
    }

    private static ObjectNode of(SubjectTask task) {
        ObjectNode json = Json.object()
                .put("id", task.id())
                .put("deposit", task.depositId())
                .put("holder", task.holder())
                .put("way", task.way())
                .put("askedPerson", task.asked())
                .put("asked", task.askedAt().toString());
        Json.maybe(json, "participant", task.participant());
        Json.maybe(json, "confirmed", task.confirmed());
        Json.maybe(json, "confirmedBy", task.confirmedBy());
        Json.maybe(json, "words", task.words());
        return json;
    }
}
