package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.fact.Question;
import org.sluice.gateway.usecase.AskFacts;

/** The routes of questions: facts asked of those who can give them. */
final class QuestionRoutes {
    private static final String ROOT = "/api/v1/questions";

    private final ApiActs acts;

    QuestionRoutes(ApiActs acts) {
        this.acts = acts;
    }

    List<ApiRoute> all() {
        return List.of(
                ApiRoute.get(
                        ROOT,
                        "Lists the questions with their answers, without the addresses of their pages",
                        call -> Answer.done(Json.list(
                                acts.overview()
                                        .recipients()
                                        .questions(acts.questions().list(), call.as()),
                                QuestionRoutes::of))),
                ApiRoute.create(
                        ROOT,
                        "Asks for every fact that a release would need; the answer holds the pages' addresses, once",
                        List.of(
                                Field.maybe("as"),
                                Field.text("deposit"),
                                Field.text("to"),
                                Field.text("purpose"),
                                Field.text("why"),
                                Field.flag("confirmed")),
                        this::ask),
                ApiRoute.post(
                        ROOT + "/{id}/answer",
                        "Answers for the organisation that was asked: once, standing with until, or no",
                        List.of(Field.maybe("as"), Field.text("answer"), Field.maybe("until")),
                        this::answer));
    }

    private Answer<? extends JsonNode> ask(ApiCall call) {
        String words = call.body().text("purpose") + "; " + call.body().text("why");
        Answer<Boolean> warned =
                acts.names().of("The question", Optional.of(words), call.body().flag("confirmed"));
        return warned.then(passed -> acts.questions()
                        .ask(
                                call.actor(),
                                who(call),
                                call.body().text("deposit"),
                                call.body().text("to"),
                                call.body().text("purpose"),
                                call.body().text("why")))
                .then(asked -> Answer.done(Json.list(asked, QuestionRoutes::of)));
    }

    private Answer<? extends JsonNode> answer(ApiCall call) {
        Question.Answer said = Question.Answer.of(call.body().text("answer"))
                .orElseThrow(
                        () -> new RefusedException(Refusal.wrong("bad-answer", "Answer with once, standing or no.")));
        return ApiRoutes.json(
                acts.questions()
                        .answer(
                                call.actor(),
                                who(call),
                                call.id(),
                                said,
                                call.body().maybe("until").map(Instants::of)),
                QuestionRoutes::of);
    }

    private static String who(ApiCall call) {
        Optional<String> as = call.as();
        return as.orElseThrow(() -> new RefusedException(
                Refusal.wrong("person-missing", "Say who asks or answers: in \"as\", or in the header Sluice-As.")));
    }

    private static ObjectNode of(AskFacts.Asked asked) {
        return of(asked.question()).put("url", asked.url());
    }

    private static ObjectNode of(Question question) {
        ObjectNode json = Json.object();
        json.put("id", question.id());
        json.put("kind", question.kind());
        json.put("deposit", question.depositId());
        json.put("recipient", question.recipient());
        json.put("audience", question.audience());
        json.put("purpose", question.purpose());
        json.put("why", question.why());
        json.put("of", question.participantId());
        json.put("askedBy", question.askedBy());
        json.put("asked", question.asked().toString());
        json.put("expires", question.expires().toString());
        Json.maybe(json, "answered", question.answered());
        Json.maybe(json, "answeredBy", question.answeredBy());
        Json.maybe(json, "answer", question.answer().map(Question.Answer::word));
        Json.maybe(json, "fact", question.factId());
        return json;
    }
}
