package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Origin;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.domain.protocol.Obligation;
import org.sluice.gateway.domain.protocol.Obligations;
import org.sluice.gateway.domain.protocol.Reason;
import org.sluice.gateway.policy.CaseAnswer;

/** Decisions as JSON; the command line writes them so where no gateway runs. */
public final class DecisionJson {
    private DecisionJson() {}

    public static ObjectNode of(Decision decision) {
        ObjectNode json = Json.object();
        json.put("audience", decision.audience());
        json.put("decision", decision.word());
        json.put("protocols", decision.protocols());
        decision.cell().ifPresent(cell -> json.set("cell", PolicyJson.of(cell)));
        List<String> missing = decision instanceof Decision.Needs needs ? needs.missing() : List.of();
        return rest(json, decision.reasons(), missing, decision.obligations());
    }

    /** The answer to a case: where its words were not known, no decision could be made, and it goes nowhere. */
    public static ObjectNode of(CaseAnswer answer) {
        return answer.decision().map(DecisionJson::of).orElseGet(() -> {
            ObjectNode json = Json.object();
            json.put("decision", answer.word());
            return rest(json, answer.reasons(), List.of(), Obligations.NOWHERE);
        });
    }

    private static ObjectNode rest(
            ObjectNode json, List<Reason> reasons, List<String> missing, Obligations obligations) {
        json.set("reasons", Json.list(reasons, DecisionJson::of));
        json.set("missing", Json.texts(missing));
        ObjectNode duties = Json.object();
        duties.put("disclosure", obligations.disclosure().word());
        duties.set("onward", Json.texts(obligations.onward()));
        duties.set(
                "handOver",
                Json.texts(obligations.handOver().stream().map(Obligation::word).toList()));
        duties.put("longestLink", obligations.longestLink().toString());
        duties.put("mostDownloads", obligations.mostDownloads());
        json.set("obligations", duties);
        return json;
    }

    private static ObjectNode of(Reason reason) {
        ObjectNode json = Json.object();
        json.put("kind", reason.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        Json.maybe(json, "dimension", reason.dimension().map(Dimension::word));
        Json.maybe(json, "have", reason.have());
        Json.maybe(json, "origin", reason.origin().map(Origin::word));
        Json.maybe(json, "allowed", reason.allowed());
        Json.maybe(json, "fact", reason.fact());
        Json.maybe(json, "row", reason.row());
        json.put("sentence", reason.sentence());
        return json;
    }
}
