package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.participant.GroupDecision;
import org.sluice.gateway.domain.participant.ReceivedCopy;
import org.sluice.gateway.domain.participant.TransitionEntry;
import org.sluice.gateway.usecase.RequireWithdrawal;
import org.sluice.gateway.usecase.TransitionPlan;

/** The routes of leaving: the group's decision, the transition plan, the files to account for. */
final class WithdrawalRoutes {
    private static final String ROOT = "/api/v1";

    private final ApiActs acts;

    WithdrawalRoutes(ApiActs acts) {
        this.acts = acts;
    }

    List<ApiRoute> all() {
        return List.of(
                ApiRoute.post(
                        ROOT + "/participants/{id}/require-withdrawal",
                        "Puts the group's decision on record that a participant must withdraw, and carries it out",
                        List.of(
                                Field.text("decidedBy"),
                                Field.text("decidedOn"),
                                Field.text("reason"),
                                Field.text("reference"),
                                Field.flag("now"),
                                Field.maybe("effective")),
                        this::require),
                ApiRoute.post(
                        ROOT + "/participants/{id}/stay",
                        "Takes an announced withdrawal back",
                        List.of(Field.text("reason"), Field.maybe("reference")),
                        call -> ApiRoutes.json(
                                acts.takeBack()
                                        .stay(
                                                call.actor(),
                                                call.as(),
                                                call.id(),
                                                call.body().text("reason"),
                                                call.body().maybe("reference")),
                                PeopleJson::of)),
                ApiRoute.get(
                        ROOT + "/participants/{id}/plan",
                        "Shows a transition plan, and the files that the leaver has to account for",
                        call -> ApiRoutes.json(acts.plan().show(call.as(), call.id()), WithdrawalRoutes::of)),
                ApiRoute.create(
                        ROOT + "/participants/{id}/plan",
                        "Proposes one line of a transition plan",
                        List.of(
                                Field.text("kind"),
                                Field.text("subject"),
                                Field.text("to"),
                                Field.maybe("audience"),
                                Field.maybe("purpose")),
                        this::propose),
                ApiRoute.post(
                        ROOT + "/participants/{id}/plan/acknowledge",
                        "A successor takes over its part of a plan",
                        List.of(Field.maybe("by"), Field.maybe("evidence")),
                        this::acknowledge),
                ApiRoute.post(
                        ROOT + "/plan-entries/{id}/drop",
                        "Drops one line of a plan",
                        List.of(Field.text("reason")),
                        call -> ApiRoutes.json(
                                acts.plan()
                                        .drop(
                                                call.actor(),
                                                call.as(),
                                                call.id(),
                                                call.body().text("reason")),
                                WithdrawalRoutes::of)),
                ApiRoute.post(
                        ROOT + "/received-copies/{id}/answer",
                        "Puts on record what became of a file that a leaver had received",
                        List.of(
                                Field.text("answer"),
                                Field.maybe("on"),
                                Field.maybe("by"),
                                Field.maybe("reason"),
                                Field.maybe("evidence")),
                        call -> ApiRoutes.json(
                                acts.copies()
                                        .answer(
                                                call.actor(),
                                                call.as(),
                                                call.id(),
                                                fate(call.body()),
                                                call.body().maybe("evidence")),
                                WithdrawalRoutes::of)));
    }

    private Answer<? extends JsonNode> require(ApiCall call) {
        Optional<String> effective = call.body().maybe("effective");
        if (call.body().flag("now") == effective.isPresent()) {
            return Answer.refused(Refusal.wrong(
                    "when-missing", "Say when the withdrawal takes effect: either now, or effective with a day."));
        }
        return ApiRoutes.json(
                acts.required()
                        .require(
                                call.actor(),
                                call.as(),
                                new RequireWithdrawal.Order(
                                        call.id(),
                                        call.body().text("decidedBy"),
                                        day(call.body().text("decidedOn")),
                                        call.body().text("reason"),
                                        call.body().text("reference"),
                                        effective.map(Instants::of))),
                PeopleJson::of);
    }

    private Answer<? extends JsonNode> propose(ApiCall call) {
        TransitionEntry.Kind kind = TransitionEntry.Kind.of(call.body().text("kind"))
                .orElseThrow(() -> new RefusedException(
                        Refusal.wrong("bad-kind", "A line names a deposit, a release, a link or a fetch.")));
        return ApiRoutes.json(
                acts.plan()
                        .propose(
                                call.actor(),
                                call.as(),
                                new TransitionPlan.Order(
                                        call.id(),
                                        kind,
                                        call.body().text("subject"),
                                        call.body().text("to"),
                                        call.body().maybe("audience"),
                                        call.body().maybe("purpose"))),
                WithdrawalRoutes::of);
    }

    private Answer<? extends JsonNode> acknowledge(ApiCall call) {
        Optional<String> by = call.body().maybe("by");
        Optional<String> evidence = call.body().maybe("evidence");
        if (by.isPresent() != evidence.isPresent()) {
            return Answer.refused(Refusal.wrong(
                    "incomplete", "Another's written word goes on record with both: by whom, and the evidence."));
        }
        return ApiRoutes.json(
                acts.plan()
                        .acknowledge(
                                call.actor(),
                                call.as(),
                                call.id(),
                                by.map(person -> new TransitionPlan.OnEvidence(person, evidence.orElse("")))),
                WithdrawalRoutes::of);
    }

    private static ReceivedCopy.Fate fate(JsonBody body) {
        return switch (body.text("answer")) {
            case "destroyed" ->
                new ReceivedCopy.Destroyed(
                        day(body.maybe("on").orElse("")), body.maybe("by").orElse(""));
            case "kept" -> new ReceivedCopy.Kept(body.maybe("reason").orElse(""));
            default ->
                throw new RefusedException(Refusal.wrong(
                        "bad-answer", "A file was destroyed (on which day, by whom) or is kept (for what reason)."));
        };
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new RefusedException(Refusal.wrong("bad-date", "Give the day as 2026-01-31."));
        }
    }

    private static ObjectNode of(TransitionPlan.Seen seen) {
        ObjectNode json = Json.object();
        json.put("participant", seen.leaver().id());
        json.put("status", seen.leaver().status().word());
        Json.maybe(json, "effective", seen.leaver().effective());
        Json.maybe(json, "reason", seen.leaver().reason());
        json.put("inForce", seen.inForce());
        json.set("entries", Json.list(seen.entries(), WithdrawalRoutes::of));
        json.set("copies", Json.list(seen.copies(), WithdrawalRoutes::of));
        json.set("decisions", Json.list(seen.decisions(), WithdrawalRoutes::of));
        return json;
    }

    private static ObjectNode of(TransitionEntry entry) {
        ObjectNode json = Json.object();
        json.put("id", entry.id());
        json.put("kind", entry.kind().word());
        json.put("subject", entry.subject());
        json.put("to", entry.successor());
        Json.maybe(json, "audience", entry.audience());
        json.put("purpose", entry.purpose());
        json.put("proposedBy", entry.proposedBy());
        json.put("proposed", entry.proposed().toString());
        entry.acknowledged().ifPresent(word -> {
            json.put("acknowledgedBy", word.person());
            json.put("acknowledged", word.at().toString());
            Json.maybe(json, "evidence", word.evidence());
        });
        Json.maybe(json, "inForce", entry.inForce());
        entry.ending().ifPresent(ending -> {
            json.put("outcome", ending.outcome().word());
            json.put("outcomeReason", ending.reason());
            json.put("ended", ending.at().toString());
        });
        return json;
    }

    private static ObjectNode of(ReceivedCopy copy) {
        ObjectNode json = Json.object();
        json.put("id", copy.id());
        json.put("deposit", copy.depositId());
        json.put("holder", copy.holder());
        json.put("way", copy.way());
        json.put("asked", copy.asked().toString());
        json.put("due", copy.due().toString());
        copy.answer().ifPresent(answer -> {
            json.put("answer", answer.fate().word());
            switch (answer.fate()) {
                case ReceivedCopy.Destroyed destroyed -> {
                    json.put("on", destroyed.on().toString());
                    json.put("by", destroyed.by());
                }
                case ReceivedCopy.Kept kept -> json.put("reason", kept.reason());
            }
            Json.maybe(json, "evidence", answer.evidence());
            json.put("recordedBy", answer.recordedBy());
            json.put("recorded", answer.recorded().toString());
        });
        return json;
    }

    private static ObjectNode of(GroupDecision decision) {
        ObjectNode json = Json.object();
        json.put("id", decision.id());
        json.put("decidedBy", decision.decidedBy());
        json.put("decidedOn", decision.on().toString());
        json.put("reason", decision.reason());
        json.put("reference", decision.reference());
        json.put("effective", decision.effective().toString());
        json.put("recorded", decision.recorded().toString());
        return json;
    }
}
