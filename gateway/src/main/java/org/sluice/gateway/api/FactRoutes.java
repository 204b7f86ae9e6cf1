package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.fact.Fact;
import org.sluice.gateway.usecase.FactOrder;

/** The routes of facts: consents, refusals, memberships. */
final class FactRoutes {
    private static final String ROOT = "/api/v1/facts";

    private final ApiActs acts;

    FactRoutes(ApiActs acts) {
        this.acts = acts;
    }

    List<ApiRoute> all() {
        return List.of(
                ApiRoute.get(
                                ROOT,
                                "Lists the facts on record, refusals and ended ones too",
                                call -> Answer.done(Json.list(
                                        acts.overview()
                                                .recipients()
                                                .facts(acts.facts().list(call.asked("about")), call.as()),
                                        DepositJson::of)))
                        .asking("about"),
                ApiRoute.create(
                        ROOT,
                        "Puts a fact, or its refusal, on record about a deposit, a participant or a contact",
                        List.of(
                                Field.text("kind"),
                                Field.maybe("deposit"),
                                Field.maybe("participant"),
                                Field.maybe("contact"),
                                Field.text("by"),
                                Field.flag("refused"),
                                Field.maybe("audience"),
                                Field.maybe("recipient"),
                                Field.maybe("purpose"),
                                Field.maybe("from"),
                                Field.maybe("until"),
                                Field.maybe("note"),
                                Field.flag("confirmed")),
                        this::add),
                ApiRoute.post(
                        ROOT + "/{id}/end",
                        "Takes a fact back from now on",
                        List.of(Field.text("reason")),
                        call -> ApiRoutes.json(
                                acts.facts()
                                        .end(
                                                call.actor(),
                                                recorder(call),
                                                call.id(),
                                                call.body().text("reason")),
                                DepositJson::of)));
    }

    private Answer<? extends JsonNode> add(ApiCall call) {
        List<Map.Entry<Fact.About, String>> subjects = new ArrayList<>();
        for (Fact.About about : Fact.About.values()) {
            call.body().maybe(about.word()).ifPresent(id -> subjects.add(Map.entry(about, id)));
        }
        if (subjects.size() != 1) {
            throw new RefusedException(Refusal.wrong(
                    "which-subject", "Say what the fact is about: one of deposit, participant and contact."));
        }
        Optional<String> from = call.body().maybe("from");
        Optional<String> note = call.body().maybe("note");
        Answer<Boolean> warned = acts.names().of("The note", note, call.body().flag("confirmed"));
        return warned.then(passed -> ApiRoutes.json(
                acts.facts()
                        .record(
                                call.actor(),
                                recorder(call),
                                new FactOrder(
                                        call.body().text("kind"),
                                        subjects.getFirst().getKey(),
                                        subjects.getFirst().getValue(),
                                        call.body().text("by"),
                                        !call.body().flag("refused"),
                                        new Fact.Scope(
                                                call.body().maybe("audience"),
                                                call.body().maybe("recipient"),
                                                call.body().maybe("purpose")),
                                        from.map(Instants::of),
                                        call.body().maybe("until").map(Instants::of),
                                        note)),
                DepositJson::of));
    }

    private static String recorder(ApiCall call) {
        return call.as().orElse("administrator");
    }
}
