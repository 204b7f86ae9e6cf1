package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.sluice.gateway.domain.protocol.Assessment;
import org.sluice.gateway.domain.protocol.Change;
import org.sluice.gateway.domain.protocol.Difference;
import org.sluice.gateway.domain.protocol.Proposal;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.ProtocolDiff;
import org.sluice.gateway.domain.protocol.Review;
import org.sluice.gateway.policy.Baseline;
import org.sluice.gateway.policy.ProtocolTemplate;
import org.sluice.gateway.usecase.AssessPolicy;
import org.sluice.gateway.usecase.ComparePolicy;
import org.sluice.gateway.usecase.ProposePolicy;
import org.sluice.gateway.usecase.ReviewPolicy;

/** Protocols that change, as JSON; the command line writes some of it so where no gateway runs. */
public final class ProposalJson {
    private ProposalJson() {}

    /** A protocol that loads, measured; {@code uncovered} are keys of the parts that wait for an assessment. */
    public static ObjectNode measured(
            Protocol protocol, Baseline baseline, List<Difference> wider, List<Difference> uncovered) {
        ObjectNode json = Json.object();
        json.put("id", protocol.id());
        json.put("version", protocol.version());
        json.put("against", baseline.words());
        json.put("template", !(baseline instanceof Baseline.Missing));
        json.set("wider", Json.list(wider, ProposalJson::of));
        json.set("uncovered", Json.texts(uncovered.stream().map(Difference::key).toList()));
        json.put("ready", uncovered.isEmpty() && !(baseline instanceof Baseline.Missing));
        return json;
    }

    static ObjectNode of(AssessPolicy.Measured measured) {
        return measured(measured.protocol(), measured.baseline(), measured.wider(), measured.uncovered());
    }

    public static ObjectNode diff(Protocol before, Protocol after, ProtocolDiff diff) {
        ObjectNode json = Json.object();
        json.put("before", before.id() + " " + before.version());
        json.put("after", after.id() + " " + after.version());
        json.put("wider", diff.wider().size());
        json.set("differences", Json.list(diff.differences(), ProposalJson::of));
        return json;
    }

    static ObjectNode of(ComparePolicy.Compared compared) {
        ObjectNode json = diff(compared.before(), compared.after(), compared.diff());
        json.put("looked", compared.looked());
        json.set("endings", Json.list(compared.endings(), ending -> {
            ObjectNode one = Json.object();
            one.put("release", ending.release());
            Json.maybe(one, "link", ending.link());
            one.put("recipient", ending.recipient());
            one.put("deposit", ending.depositId());
            one.put("name", ending.name());
            one.set("under", DecisionJson.of(ending.under()));
            return one;
        }));
        return json;
    }

    private static ObjectNode of(Difference difference) {
        ObjectNode json = Json.object();
        json.put("part", difference.part().word());
        json.put("name", difference.name());
        json.put("key", difference.key());
        json.put("wider", difference.wider());
        Json.maybe(json, "row", Optional.of(difference.row()).filter(row -> !row.isEmpty()));
        json.set("changes", Json.list(difference.changes(), ProposalJson::of));
        return json;
    }

    private static ObjectNode of(Change change) {
        ObjectNode json = Json.object();
        json.put("way", change.way().word());
        json.put("aspect", change.aspect());
        json.put("before", change.before());
        json.put("after", change.after());
        return json;
    }

    static ObjectNode summary(ProposePolicy.Seen seen) {
        Proposal proposal = seen.proposal();
        ObjectNode json = Json.object();
        json.put("id", proposal.id());
        json.put("protocol", proposal.protocolId());
        json.put("version", proposal.version());
        json.put("summary", proposal.summary());
        json.put("by", proposal.by());
        json.put("proposed", proposal.proposed().toString());
        json.put("windowEnds", proposal.windowEnds().toString());
        json.put("state", proposal.state().word());
        json.put("awaitsDecision", seen.awaitsDecision());
        proposal.asked().ifPresent(asked -> {
            json.put("askedFor", asked.inForce().toString());
            json.put("askedReason", asked.reason());
        });
        proposal.verdict().ifPresent(verdict -> {
            json.put("decided", verdict.at().toString());
            json.put("decidedBy", verdict.by());
            json.put("reason", verdict.reason());
        });
        Json.maybe(json, "inForce", proposal.inForce());
        Json.maybe(json, "adapts", proposal.adapts());
        json.put("objections", seen.objections().size());
        return json;
    }

    static ObjectNode of(ProposePolicy.Seen seen) {
        ObjectNode json = summary(seen);
        json.put("sha256", ProtocolTemplate.digest(seen.proposal().text()));
        json.put("text", seen.proposal().text());
        json.set("objections", Json.list(seen.objections(), objection -> {
            ObjectNode one = Json.object();
            one.put("id", objection.id());
            one.put("by", objection.by());
            one.put("participant", objection.participantId());
            one.put("reason", objection.reason());
            one.put("at", objection.at().toString());
            return one;
        }));
        return json;
    }

    static ObjectNode of(Assessment assessment) {
        ObjectNode json = Json.object();
        json.put("id", assessment.id());
        json.put("protocol", assessment.protocolId());
        json.set("parts", Json.texts(assessment.parts()));
        json.put("sha256", ProtocolTemplate.digest(assessment.text()));
        json.put("signedBy", assessment.signedBy());
        json.put("signed", assessment.signed().toString());
        Json.maybe(json, "document", assessment.document());
        Json.maybe(json, "fileName", assessment.file());
        Json.maybe(json, "note", assessment.note());
        json.put("recordedBy", assessment.recordedBy());
        json.put("recorded", assessment.recorded().toString());
        return json;
    }

    static ObjectNode of(Review review) {
        ObjectNode json = Json.object();
        json.put("id", review.id());
        json.put("protocol", review.protocolId());
        json.put("version", review.version());
        json.put("by", review.by());
        json.put("note", review.note());
        json.put("at", review.at().toString());
        return json;
    }

    static ObjectNode of(ReviewPolicy.Standing standing) {
        ObjectNode json = Json.object();
        json.put("protocol", standing.protocolId());
        json.put("version", standing.version());
        Json.maybe(json, "last", standing.last());
        json.put("due", standing.due().toString());
        return json;
    }
}
