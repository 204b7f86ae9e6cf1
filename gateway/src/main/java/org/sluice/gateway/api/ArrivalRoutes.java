package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;

/** The routes of what is checked when a file arrives: its end and its hash, and the virus scanner's word. */
final class ArrivalRoutes {
    private final ApiActs acts;

    ArrivalRoutes(ApiActs acts) {
        this.acts = acts;
    }

    List<ApiRoute> all() {
        return List.of(
                ApiRoute.post(
                        "/api/v1/deposits/{id}/whole",
                        "Answers for a deposit whose end or hash says that it is not the whole file",
                        List.of(Field.maybe("as"), Field.text("note"), Field.flag("confirmed")),
                        this::whole),
                ApiRoute.post(
                        "/api/v1/deposits/{id}/rescan",
                        "Has the virus scanner look at a deposit anew; it is held until there is a word",
                        List.of(),
                        call -> ApiRoutes.json(acts.arrivals().scan().again(call.actor(), call.id()), ArrivalJson::of)),
                ApiRoute.get(
                        "/api/v1/scans",
                        "Lists the deposits that the virus scanner did not call clean",
                        call -> Answer.done(Json.list(acts.arrivals().scan().notClean(call.as()), ArrivalJson::of))));
    }

    private Answer<? extends JsonNode> whole(ApiCall call) {
        String note = call.body().text("note");
        return acts.names()
                .of("The note", Optional.of(note), call.body().flag("confirmed"))
                .then(passed -> call.as()
                        .map(Answer::done)
                        .orElseGet(() -> Answer.refused(Refusal.wrong(
                                "person-missing", "Say who answers: in \"as\", or in the header Sluice-As."))))
                .then(as -> ApiRoutes.json(
                        acts.arrivals().whole().answer(call.actor(), as, call.id(), note), ArrivalJson::json));
    }
}
