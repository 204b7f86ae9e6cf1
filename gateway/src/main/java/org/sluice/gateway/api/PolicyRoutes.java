package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.protocol.Proposal;
import org.sluice.gateway.usecase.AssessPolicy;
import org.sluice.gateway.usecase.ProposePolicy;

/** The routes of protocols that change: measuring, comparing, proposing, deciding, assessing, reviewing, explaining. */
final class PolicyRoutes {
    private static final String ROOT = "/api/v1";
    private static final String PROPOSALS = ROOT + "/proposals";

    private final ApiActs acts;

    PolicyRoutes(ApiActs acts) {
        this.acts = acts;
    }

    List<ApiRoute> all() {
        return List.of(
                ApiRoute.post(
                        ROOT + "/policies/validate",
                        "Checks a protocol's text and measures it against its template",
                        List.of(Field.text("text")),
                        call -> ApiRoutes.json(
                                acts.policies().assess().measure(call.body().text("text")), ProposalJson::of)),
                ApiRoute.post(
                        ROOT + "/policies/{id}/diff",
                        "Says what a text would change in a protocol, and which live links would end",
                        List.of(Field.text("text"), Field.maybe("version")),
                        call -> ApiRoutes.json(
                                acts.policies()
                                        .compare()
                                        .compare(
                                                call.id(),
                                                call.body().maybe("version"),
                                                call.body().text("text"),
                                                call.as()),
                                ProposalJson::of)),
                ApiRoute.create(
                        ROOT + "/policies/{id}/reviews",
                        "Records that a protocol's classification was looked through",
                        List.of(Field.text("note")),
                        call -> as(
                                call,
                                person -> ApiRoutes.json(
                                        acts.policies()
                                                .review()
                                                .reviewed(
                                                        call.actor(),
                                                        person,
                                                        call.id(),
                                                        call.body().text("note")),
                                        ProposalJson::of))),
                ApiRoute.get(
                        ROOT + "/reviews",
                        "Says when each protocol in force was reviewed and when it is to be next",
                        call -> Answer.done(Json.list(acts.policies().review().standing(), ProposalJson::of))),
                ApiRoute.get(
                        PROPOSALS,
                        "Lists the proposed changes of protocols",
                        call -> Answer.done(Json.list(acts.policies().propose().all(), ProposalJson::summary))),
                ApiRoute.create(
                        PROPOSALS,
                        "Proposes a protocol or a change of one, and tells everybody",
                        List.of(
                                Field.text("text"),
                                Field.text("summary"),
                                Field.maybe("inForce"),
                                Field.maybe("reason"),
                                Field.maybe("objectionsUntil")),
                        call -> as(
                                call,
                                person -> ApiRoutes.json(
                                        acts.policies()
                                                .propose()
                                                .propose(
                                                        call.actor(),
                                                        person,
                                                        call.body().text("text"),
                                                        call.body().text("summary"),
                                                        new ProposePolicy.When(
                                                                asked(
                                                                        call,
                                                                        call.body()
                                                                                .maybe("reason")),
                                                                call.body()
                                                                        .maybe("objectionsUntil")
                                                                        .map(PolicyRoutes::instant))),
                                        ProposalJson::of))),
                ApiRoute.get(
                        PROPOSALS + "/{id}",
                        "Shows a proposal with its text and the objections to it",
                        call -> ApiRoutes.json(acts.policies().propose().one(call.id()), ProposalJson::of)),
                ApiRoute.post(
                        PROPOSALS + "/{id}/object",
                        "Puts an objection on record, while the window is open",
                        List.of(Field.text("reason")),
                        call -> as(
                                call,
                                person -> ApiRoutes.json(
                                        acts.policies()
                                                .propose()
                                                .object(
                                                        call.actor(),
                                                        person,
                                                        call.id(),
                                                        call.body().text("reason")),
                                        ProposalJson::of))),
                ApiRoute.post(
                        PROPOSALS + "/{id}/extend",
                        "Gives more time for objections, while the window is open",
                        List.of(Field.text("until"), Field.text("reason")),
                        call -> as(
                                call,
                                person -> ApiRoutes.json(
                                        acts.policies()
                                                .propose()
                                                .extend(
                                                        call.actor(),
                                                        person,
                                                        call.id(),
                                                        instant(call.body().text("until")),
                                                        call.body().text("reason")),
                                        ProposalJson::of))),
                ApiRoute.post(
                        PROPOSALS + "/{id}/decide",
                        "Records what the group decided on a proposal",
                        List.of(
                                Field.text("decision"),
                                Field.text("reason"),
                                Field.maybe("inForce"),
                                Field.maybe("text")),
                        call -> as(call, person -> decide(call, person))),
                ApiRoute.get(
                        ROOT + "/assessments",
                        "Lists the data protection impact assessments on record",
                        call -> Answer.done(Json.list(acts.policies().assess().all(), ProposalJson::of))),
                ApiRoute.create(
                                ROOT + "/assessments",
                                "Puts a data protection impact assessment on record",
                                List.of(
                                        Field.text("text"),
                                        Field.texts("parts"),
                                        Field.text("signedBy"),
                                        Field.text("signed"),
                                        Field.maybe("fileName"),
                                        Field.maybe("document"),
                                        Field.maybe("note")),
                                this::assess)
                        .takingDocuments(),
                ApiRoute.get(
                        ROOT + "/assessments/{id}",
                        "Shows an assessment",
                        call -> ApiRoutes.json(acts.policies().assess().one(call.id()), ProposalJson::of)),
                ApiRoute.get(
                        ROOT + "/assessments/{id}/document",
                        "Gives an assessment's signed document, in base64",
                        call -> ApiRoutes.json(
                                acts.policies().assess().document(call.actor(), call.id()),
                                bytes -> Json.object()
                                        .put("document", Base64.getEncoder().encodeToString(bytes)))),
                ApiRoute.get(
                        ROOT + "/deposits/{id}/explain",
                        "Says for every audience who may have a deposit and what would have to change",
                        call -> ApiRoutes.json(
                                acts.policies().explain().explain(call.id(), call.as()), ExplainJson::of)));
    }

    private Answer<? extends JsonNode> decide(ApiCall call, String person) {
        String reason = call.body().text("reason");
        var deciding = acts.policies().decide();
        return switch (call.body().text("decision")) {
            case "accept" ->
                ApiRoutes.json(
                        deciding.accept(call.actor(), person, call.id(), reason, asked(call, Optional.of(reason))),
                        ProposalJson::of);
            case "reject" -> ApiRoutes.json(deciding.reject(call.actor(), person, call.id(), reason), ProposalJson::of);
            case "adapt" ->
                call.body()
                        .maybe("text")
                        .map(text -> ApiRoutes.json(
                                deciding.adapt(call.actor(), person, call.id(), reason, text), ProposalJson::of))
                        .orElseGet(() -> Answer.refused(
                                Refusal.wrong("no-text", "An adapted change comes with its new text; send it too.")));
            default -> Answer.refused(Refusal.wrong("bad-decision", "The decision is one of accept, reject, adapt."));
        };
    }

    private Answer<? extends JsonNode> assess(ApiCall call) {
        return ApiRoutes.json(
                acts.policies()
                        .assess()
                        .add(
                                call.actor(),
                                call.as().orElse("administrator"),
                                new AssessPolicy.Order(
                                        call.body().text("text"),
                                        call.body().texts("parts"),
                                        call.body().text("signedBy"),
                                        day(call.body().text("signed")),
                                        call.body()
                                                .maybe("document")
                                                .map(text -> new AssessPolicy.Signed(
                                                        call.body()
                                                                .maybe("fileName")
                                                                .orElse("assessment.pdf"),
                                                        JsonBody.bytes(text))),
                                        call.body().maybe("note"))),
                ProposalJson::of);
    }

    /** What a group does somebody puts on record for it, by name. */
    private static Answer<? extends JsonNode> as(ApiCall call, Function<String, Answer<? extends JsonNode>> act) {
        return call.as()
                .<Answer<? extends JsonNode>>map(act)
                .orElseGet(() -> Answer.refused(
                        Refusal.wrong("person-missing", "Say who does this: in the header Sluice-As, or by --as.")));
    }

    private static Optional<Proposal.Asked> asked(ApiCall call, Optional<String> reason) {
        Optional<String> day = call.body().maybe("inForce");
        if (day.isPresent() && reason.isEmpty()) {
            throw new RefusedException(
                    Refusal.wrong("no-reason", "Another day than the usual one needs the group's reason for it."));
        }
        return day.map(text -> new Proposal.Asked(instant(text), reason.orElseThrow()));
    }

    /** An instant, or a day, which begins at midnight in UTC. */
    private static Instant instant(String text) {
        try {
            return text.contains("T")
                    ? Instant.ofEpochMilli(Instant.parse(text).toEpochMilli())
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw badDate();
        }
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw badDate();
        }
    }

    private static RefusedException badDate() {
        return new RefusedException(
                Refusal.wrong("bad-date", "A day is written as 2026-03-02, an instant as 2026-03-02T08:00:00Z."));
    }
}
