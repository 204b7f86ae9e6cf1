package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.request.Coverage;
import org.sluice.gateway.domain.request.Demand;
import org.sluice.gateway.domain.request.InformationRequest;
import org.sluice.gateway.domain.request.Intake;
import org.sluice.gateway.domain.request.Outcome;
import org.sluice.gateway.domain.request.Proportionality;
import org.sluice.gateway.usecase.DueList;
import org.sluice.gateway.usecase.HiddenRecipients;
import org.sluice.gateway.usecase.InformationDesk;

/** The routes of requests for information, of demands, and of what is due. */
final class RequestRoutes {
    private static final String ROOT = "/api/v1/requests";
    private static final String DEMANDS = "/api/v1/demands";

    private final ApiActs acts;

    RequestRoutes(ApiActs acts) {
        this.acts = acts;
    }

    List<ApiRoute> all() {
        return List.of(
                ApiRoute.get(
                        ROOT,
                        "Lists the requests for information with their answers",
                        call -> Answer.done(Json.list(
                                recipients().requests(acts.requests().list(), call.as()),
                                request -> of(call, request)))),
                ApiRoute.create(
                        ROOT,
                        "Takes in a third party's request for information; all fields are asked for",
                        List.of(
                                Field.maybe("from"),
                                Field.maybe("written"),
                                Field.maybe("what"),
                                Field.maybe("purpose"),
                                Field.maybe("format"),
                                Field.maybe("scope"),
                                Field.maybe("until"),
                                Field.maybe("destroyBy"),
                                Field.flag("standing"),
                                Field.maybe("every")),
                        this::take),
                ApiRoute.get(ROOT + "/{id}", "Shows a request and those that resemble it", this::show),
                ApiRoute.post(
                        ROOT + "/{id}/check",
                        "A coordinator says whether a request is proportionate",
                        List.of(
                                Field.maybe("by"),
                                Field.flag("necessary"),
                                Field.flag("least"),
                                Field.flag("harmless"),
                                Field.text("words")),
                        this::check),
                ApiRoute.post(
                        ROOT + "/{id}/refer",
                        "Refers a request upwards",
                        List.of(Field.text("to")),
                        call -> ApiRoutes.json(
                                acts.requests()
                                        .refer(
                                                call.actor(),
                                                call.id(),
                                                call.body().text("to")),
                                request -> of(call, request))),
                ApiRoute.post(
                        ROOT + "/{id}/answer",
                        "Answers a request; a grant lets these deposits go to who asked, and for a standing one these"
                                + " types of the participant in \"by\"",
                        List.of(
                                Field.text("outcome"),
                                Field.text("reason"),
                                Field.maybe("by"),
                                Field.list("deposits"),
                                Field.list("types")),
                        this::answer),
                ApiRoute.post(
                        ROOT + "/{id}/again",
                        "Answers a standing request once more, with more deposits or types",
                        List.of(Field.text("by"), Field.list("deposits"), Field.list("types")),
                        call -> answered(
                                call,
                                acts.requests()
                                        .answerAgain(
                                                call.actor(),
                                                recorder(call),
                                                call.id(),
                                                given(call.body().text("by"), call)))),
                ApiRoute.post(
                        ROOT + "/{id}/destroyed",
                        "Puts on record that the third party confirmed the destruction",
                        List.of(Field.text("words")),
                        call -> ApiRoutes.json(
                                acts.requests()
                                        .destroyed(
                                                call.actor(),
                                                call.id(),
                                                call.body().text("words")),
                                request -> of(call, request))),
                ApiRoute.get(
                        DEMANDS,
                        "Lists the demands by government bodies",
                        call -> Answer.done(Json.list(acts.demands().list(), RequestRoutes::of))),
                ApiRoute.create(
                        DEMANDS,
                        "Puts a government body's demand on record for consultation; nothing is released on it",
                        List.of(
                                Field.text("body"),
                                Field.text("what"),
                                Field.text("ground"),
                                Field.list("participants")),
                        call -> ApiRoutes.json(
                                acts.demands()
                                        .open(
                                                call.actor(),
                                                recorder(call),
                                                call.body().text("body"),
                                                call.body().text("what"),
                                                call.body().text("ground"),
                                                call.body().texts("participants")),
                                RequestRoutes::of)),
                ApiRoute.post(
                        DEMANDS + "/{id}/close",
                        "Closes a demand with what the consultation came to",
                        List.of(Field.text("outcome")),
                        call -> ApiRoutes.json(
                                acts.demands()
                                        .close(
                                                call.actor(),
                                                call.id(),
                                                call.body().text("outcome")),
                                RequestRoutes::of)),
                ApiRoute.get(
                        "/api/v1/due",
                        "Lists every open clock, the most pressing first",
                        call -> acts.dues().list(call.as()).then(seen -> Answer.done(of(seen)))));
    }

    private Answer<? extends JsonNode> take(ApiCall call) {
        JsonBody body = call.body();
        return ApiRoutes.json(
                acts.requests()
                        .take(
                                call.actor(),
                                recorder(call),
                                new Intake(
                                        body.maybe("from"),
                                        body.maybe("written"),
                                        body.maybe("what"),
                                        body.maybe("purpose"),
                                        body.maybe("format"),
                                        body.maybe("scope"),
                                        body.maybe("until").map(Instants::of),
                                        body.maybe("destroyBy").map(Instants::of),
                                        body.flag("standing"),
                                        body.maybe("every").map(RequestRoutes::period))),
                seen -> of(call, seen));
    }

    private Answer<? extends JsonNode> check(ApiCall call) {
        JsonBody body = call.body();
        return ApiRoutes.json(
                acts.requests()
                        .check(
                                call.actor(),
                                call.id(),
                                new Proportionality(
                                        body.flag("necessary"),
                                        body.flag("least"),
                                        body.flag("harmless"),
                                        body.text("words"),
                                        call.as().or(() -> body.maybe("by")).orElse(""))),
                request -> of(call, request));
    }

    private Answer<? extends JsonNode> answer(ApiCall call) {
        Outcome outcome = Outcome.of(call.body().text("outcome"))
                .orElseThrow(() ->
                        new RefusedException(Refusal.wrong("bad-outcome", "An answer is granted, partly or refused.")));
        if (outcome != Outcome.REFUSED && call.body().maybe("by").isEmpty()) {
            throw new RefusedException(Refusal.wrong("by-missing", "Say in \"by\" which participant grants it."));
        }
        return answered(
                call,
                acts.requests()
                        .answer(
                                call.actor(),
                                recorder(call),
                                call.id(),
                                outcome,
                                call.body().text("reason"),
                                given(call.body().maybe("by").orElse(""), call)));
    }

    private static InformationDesk.Given given(String by, ApiCall call) {
        return new InformationDesk.Given(
                by, call.body().texts("deposits"), call.body().texts("types"));
    }

    private Answer<? extends JsonNode> answered(ApiCall call, Answer<InformationDesk.Answered> answer) {
        return answer.then(answered -> {
            ObjectNode json = of(call, answered.request());
            json.set("facts", Json.list(answered.facts(), DepositJson::of));
            return Answer.done(json);
        });
    }

    private Answer<? extends JsonNode> show(ApiCall call) {
        return acts.requests()
                .show(call.id())
                .then(seen -> recipients()
                                .requests(List.of(seen.request()), call.as())
                                .isEmpty()
                        ? Answer.refused(Refusal.unknown("request", call.id()))
                        : Answer.done(of(call, seen)));
    }

    private HiddenRecipients recipients() {
        return acts.overview().recipients();
    }

    private ObjectNode of(ApiCall call, InformationDesk.Seen seen) {
        ObjectNode json = of(call, seen.request());
        json.set("similar", Json.texts(seen.similar()));
        return json;
    }

    private ObjectNode of(ApiCall call, InformationRequest request) {
        ObjectNode json = Json.object()
                .put("id", request.id())
                .put("from", request.contact())
                .put("written", request.written())
                .put("what", request.what())
                .put("purpose", request.purpose())
                .put("format", request.format())
                .put("scope", request.scope())
                .put("until", request.until().toString())
                .put("destroyBy", request.destroyBy().toString())
                .put("standing", request.standing())
                .put("recordedBy", request.recordedBy())
                .put("received", request.received().toString());
        request.check()
                .ifPresent(check -> json.set(
                        "check",
                        Json.object()
                                .put("necessary", check.necessary())
                                .put("least", check.least())
                                .put("harmless", check.harmless())
                                .put("words", check.words())
                                .put("by", check.by())));
        Json.maybe(json, "every", request.every());
        Json.maybe(json, "referredTo", request.referredTo());
        Json.maybe(json, "outcome", request.outcome().map(Outcome::word));
        Json.maybe(json, "reason", request.reason());
        Json.maybe(json, "answered", request.answered());
        Json.maybe(json, "destroyed", request.destroyed());
        Json.maybe(json, "destroyedWords", request.destroyedWords());
        InformationDesk.Standing standing = acts.requests().standing(request);
        Coverage coverage = recipients().coverage(request, standing.coverage(), call.as());
        json.set("deposits", Json.texts(coverage.deposits().stream().sorted().toList()));
        json.set(
                "types",
                Json.texts(coverage.types().stream()
                        .map(all -> all.type() + " of " + all.participant())
                        .sorted()
                        .toList()));
        Json.maybe(json, "answerAgain", standing.next());
        return json;
    }

    private static ObjectNode of(Demand demand) {
        ObjectNode json = Json.object()
                .put("id", demand.id())
                .put("body", demand.body())
                .put("what", demand.what())
                .put("ground", demand.ground())
                .put("recordedBy", demand.recordedBy())
                .put("received", demand.received().toString());
        json.set("participants", Json.texts(demand.participants()));
        Json.maybe(json, "outcome", demand.outcome());
        Json.maybe(json, "closed", demand.closed());
        return json;
    }

    private static JsonNode of(DueList.Seen seen) {
        return Json.list(
                seen.all(),
                due -> Json.object()
                        .put("of", due.of())
                        .put("id", due.id())
                        .put("clock", due.clock())
                        .put("due", due.due().toString())
                        .put("overdue", due.overdue(seen.now())));
    }

    /** A period of days, months or years, as ISO 8601 writes it or in the short form 30d. */
    private static Period period(String text) {
        try {
            return Period.parse(text.matches("\\d{1,4}[dwmyDWMY]") ? "P" + text : text);
        } catch (DateTimeParseException e) {
            throw new RefusedException(
                    Refusal.wrong("bad-period", "Give how often as days, weeks or months, for example 30d or 1m."));
        }
    }

    private static String recorder(ApiCall call) {
        return call.as().orElse("administrator");
    }
}
