package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.fact.Fact;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.Origin;
import org.sluice.gateway.domain.label.Particulars;
import org.sluice.gateway.usecase.Overview;

/** Deposits, labels and facts as JSON. */
final class DepositJson {
    private DepositJson() {}

    static ObjectNode of(Deposit deposit) {
        ObjectNode json = Json.object();
        json.put("id", deposit.id());
        json.put("participant", deposit.participantId());
        json.put("person", deposit.personId());
        json.put("folder", deposit.folder().word());
        json.put("type", deposit.type());
        json.put("name", deposit.name());
        json.put("state", deposit.state().word());
        json.put("channel", deposit.channel().word());
        json.put("held", deposit.held());
        json.put("size", deposit.size());
        Json.maybe(json, "sha256", deposit.sha256());
        json.put("begun", deposit.begun().toString());
        Json.maybe(json, "closed", deposit.closed());
        Json.maybe(json, "settles", deposit.settles());
        Json.maybe(json, "deposited", deposit.deposited());
        Json.maybe(json, "modified", deposit.modified());
        Json.maybe(json, "supersededBy", deposit.supersededBy());
        json.put("labelVersion", deposit.labelVersion());
        return json;
    }

    static ObjectNode of(Overview.DepositListed listed) {
        return of(listed.deposit()).put("held", listed.held()).put("sealed", listed.sealed());
    }

    static ObjectNode of(Overview.DepositSeen seen) {
        ObjectNode json = of(seen.deposit());
        json.put("held", seen.deposit().held() || !seen.holding().isEmpty());
        json.put("sealed", seen.sealed());
        json.set(
                "holding",
                Json.texts(seen.holding().stream().map(Refusal::message).toList()));
        json.set("label", label(seen.deposit().label(), false));
        json.set("counted", label(seen.counted(), true));
        json.set(
                "undeclared",
                Json.texts(seen.counted().undeclared().stream()
                        .map(Dimension::word)
                        .toList()));
        json.put("floor", seen.floor().word());
        json.set("facts", Json.list(seen.facts(), DepositJson::of));
        json.set("decisions", Json.list(seen.decisions(), DecisionJson::of));
        return json;
    }

    static ObjectNode label(Label label, boolean counted) {
        ObjectNode json = Json.object();
        json.put("channel", label.channel().word());
        json.put("type", label.informationType());
        for (Dimension dimension : Dimension.values()) {
            if (counted || label.origin(dimension) == Origin.DECLARED) {
                json.put(dimension.word(), label.effective(dimension).word());
            }
        }
        Json.maybe(json, "purpose", label.purpose());
        Json.maybe(json, "period", label.period());
        Json.maybe(json, "area", label.area());
        label.shareWith().ifPresent(audiences -> json.set("share-with", Json.texts(audiences)));
        Particulars said = label.particulars();
        said.elements().ifPresent(elements -> json.set("elements", Json.texts(elements)));
        some(json, "concerns", said.concerns());
        some(json, "withheld", said.withheld());
        said.consentedPurposes().ifPresent(purposes -> json.set("consented-purposes", Json.texts(purposes)));
        said.smallCounts().ifPresent(small -> json.put("small-counts", small ? "present" : "none"));
        some(json, "marks", said.marks());
        Json.maybe(json, "case", said.caseCode());
        return json;
    }

    private static void some(ObjectNode json, String key, List<String> names) {
        if (!names.isEmpty()) {
            json.set(key, Json.texts(names));
        }
    }

    static ObjectNode of(Fact fact) {
        ObjectNode json = Json.object();
        json.put("id", fact.id());
        json.put("kind", fact.kind());
        json.put(fact.about().word(), fact.subject());
        json.put("by", fact.by());
        json.put("given", fact.given());
        Json.maybe(json, "audience", fact.scope().audience());
        Json.maybe(json, "recipient", fact.scope().recipient());
        Json.maybe(json, "purpose", fact.scope().purpose());
        json.put("from", fact.from().toString());
        Json.maybe(json, "until", fact.until());
        Json.maybe(json, "note", fact.note());
        json.put("recordedBy", fact.recordedBy());
        json.put("recorded", fact.recorded().toString());
        Json.maybe(json, "ended", fact.ended());
        Json.maybe(json, "endReason", fact.endReason());
        return json;
    }
}
