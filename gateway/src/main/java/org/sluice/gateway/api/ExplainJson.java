package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.protocol.Explanation;
import org.sluice.gateway.domain.protocol.Remedy;
import org.sluice.gateway.usecase.ExplainDeposit;

/** Who may have something, who may not and what would have to change, as JSON; also where no gateway runs. */
public final class ExplainJson {
    private ExplainJson() {}

    static ObjectNode of(ExplainDeposit.Explained explained) {
        ObjectNode json = Json.object();
        json.put("deposit", explained.deposit().id());
        json.put("name", explained.deposit().name());
        json.setAll(of(explained.counted(), explained.floor(), explained.audiences()));
        json.set(
                "holding",
                Json.texts(explained.holding().stream().map(Refusal::message).toList()));
        return json;
    }

    /** @param counted the label as it counts */
    public static ObjectNode of(Label counted, Channel floor, List<Explanation> audiences) {
        ObjectNode json = Json.object();
        json.putArray("holding");
        json.set("counted", DepositJson.label(counted, true));
        json.put("floor", floor.word());
        json.set("audiences", Json.list(audiences, ExplainJson::of));
        return json;
    }

    private static ObjectNode of(Explanation explanation) {
        ObjectNode json = DecisionJson.of(explanation.decision());
        json.set("remedies", Json.list(explanation.remedies(), ExplainJson::of));
        return json;
    }

    private static ObjectNode of(Remedy remedy) {
        ObjectNode json = Json.object();
        json.put("kind", remedy.kind().word());
        Json.maybe(json, "target", remedy.target());
        Json.maybe(json, "by", remedy.by());
        json.put("sentence", remedy.sentence());
        return json;
    }
}
