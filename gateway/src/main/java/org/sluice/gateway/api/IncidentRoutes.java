package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.incident.Certainty;
import org.sluice.gateway.domain.incident.Incident;
import org.sluice.gateway.domain.incident.Nature;
import org.sluice.gateway.domain.incident.Severity;
import org.sluice.gateway.usecase.IncidentOrder;

/** The routes of incidents, and of who received what. */
final class IncidentRoutes {
    private static final String ROOT = "/api/v1/incidents";
    private static final String ONE = ROOT + "/{id}";

    private final ApiActs acts;

    IncidentRoutes(ApiActs acts) {
        this.acts = acts;
    }

    List<ApiRoute> all() {
        return List.of(
                ApiRoute.get(
                        ROOT,
                        "Lists the incidents",
                        call -> Answer.done(Json.list(acts.incidents().list(), IncidentJson::of))),
                ApiRoute.create(
                        ROOT,
                        "Opens an incident; with hold, what it concerns is frozen at once",
                        List.of(
                                Field.text("nature"),
                                Field.text("severity"),
                                Field.text("certainty"),
                                Field.text("what"),
                                Field.text("found"),
                                Field.maybe("aware"),
                                Field.flag("hold"),
                                Field.maybe("stopExternal"),
                                Field.list("deposits"),
                                Field.list("links"),
                                Field.list("persons")),
                        this::open),
                ApiRoute.get(
                        "/api/v1/incident-register",
                        "Lists the incidents for the common register, without anything that points at anybody",
                        call -> Answer.done(Json.list(acts.incidents().list(), IncidentJson::register))),
                ApiRoute.get(
                                "/api/v1/receptions",
                                "Lists who received these deposits, or may",
                                call -> acts.received()
                                        .of(Arrays.asList(call.asked("deposits")
                                                .orElse("")
                                                .split(",")))
                                        .then(all -> Answer.done(Json.list(
                                                acts.overview().recipients().receptions(all, call.as()),
                                                IncidentJson::of))))
                        .asking("deposits"),
                ApiRoute.get(
                        ONE,
                        "Shows an incident with what was done about it",
                        call -> ApiRoutes.json(acts.incidents().show(call.id()), IncidentJson::of)),
                ApiRoute.post(
                        ONE + "/hold",
                        "Freezes what it concerns, or lets it go again",
                        List.of(Field.flag("lift"), Field.text("reason")),
                        call -> ApiRoutes.json(
                                acts.incidents()
                                        .hold(
                                                call.actor(),
                                                call.id(),
                                                !call.body().flag("lift"),
                                                call.body().text("reason")),
                                IncidentJson::of)),
                ApiRoute.post(
                        ONE + "/told",
                        "Puts on record that the coordination group, UNHCR, or a contact that stands for it was told",
                        List.of(Field.flag("unhcr"), Field.maybe("contact"), Field.maybe("how"), Field.maybe("at")),
                        call -> ApiRoutes.json(told(call), IncidentJson::of)),
                ApiRoute.post(
                        ONE + "/met",
                        "Puts on record that the meeting on it was held",
                        List.of(Field.maybe("at")),
                        call -> ApiRoutes.json(
                                acts.incidents().met(call.actor(), call.id(), at(call)), IncidentJson::of)),
                ApiRoute.post(
                        ONE + "/note",
                        "Puts on record what was done",
                        List.of(Field.text("words")),
                        call -> ApiRoutes.json(
                                acts.incidents()
                                        .note(
                                                call.actor(),
                                                call.id(),
                                                call.body().text("words")),
                                IncidentJson::of)),
                ApiRoute.post(
                        ONE + "/assent",
                        "A participant agrees to the resolution, by a person of it",
                        List.of(Field.text("by")),
                        call -> ApiRoutes.json(
                                acts.incidents()
                                        .assent(
                                                call.actor(),
                                                call.id(),
                                                call.body().text("by")),
                                IncidentJson::of)),
                ApiRoute.post(
                        ONE + "/resolve",
                        "Resolves it, by all or from the tenth day on by senior management",
                        List.of(Field.text("resolution"), Field.flag("senior")),
                        call -> ApiRoutes.json(
                                acts.incidents()
                                        .resolve(
                                                call.actor(),
                                                call.id(),
                                                call.body().text("resolution"),
                                                call.body().flag("senior")),
                                IncidentJson::of)),
                ApiRoute.post(
                        ONE + "/close",
                        "Closes a resolved incident with what was learned",
                        List.of(Field.text("lessons")),
                        call -> ApiRoutes.json(
                                acts.incidents()
                                        .close(
                                                call.actor(),
                                                call.id(),
                                                call.body().text("lessons")),
                                IncidentJson::of)));
    }

    private Answer<? extends JsonNode> open(ApiCall call) {
        IncidentOrder order = new IncidentOrder(
                word(call, "nature", Nature::of, Nature.words()),
                word(call, "severity", Severity::of, Severity.words()),
                word(call, "certainty", Certainty::of, Certainty.words()),
                call.body().text("what"),
                call.body().text("found"),
                call.body().maybe("aware").map(Instants::of),
                call.body().flag("hold"),
                call.body().maybe("stopExternal"),
                call.body().texts("deposits"),
                call.body().texts("links"),
                call.body().texts("persons"));
        return ApiRoutes.json(
                acts.incidents().open(call.actor(), call.as().orElse("administrator"), order), IncidentJson::of);
    }

    private Answer<Incident> told(ApiCall call) {
        Optional<String> contact = call.body().maybe("contact");
        return contact.isPresent()
                ? acts.incidents()
                        .toldContact(
                                call.actor(),
                                call.id(),
                                contact.get(),
                                call.body().maybe("how").orElse(""),
                                at(call))
                : acts.incidents().told(call.actor(), call.id(), call.body().flag("unhcr"), at(call));
    }

    private Instant at(ApiCall call) {
        Optional<String> said = call.body().maybe("at");
        return said.map(Instants::of).orElseGet(() -> acts.overview().now());
    }

    private static <T> T word(ApiCall call, String field, Function<String, Optional<T>> meaning, List<String> words) {
        return meaning.apply(call.body().text(field))
                .orElseThrow(() -> new RefusedException(Refusal.wrong(
                        "bad-" + field, "The field \"" + field + "\" takes one of " + String.join(", ", words) + ".")));
    }
}
