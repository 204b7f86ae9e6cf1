package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.scan.Scan;
import org.sluice.gateway.domain.whole.Wholeness;
import org.sluice.gateway.usecase.Overview;

/** What was checked of a file when it arrived, as JSON. */
final class ArrivalJson {
    private ArrivalJson() {}

    /**
     * A deposit with all that is known of it.
     *
     * @param scans whether a virus scanner is set
     */
    static ObjectNode of(Overview.DepositSeen seen, boolean scans) {
        ObjectNode json = DepositJson.of(seen);
        seen.whole().ifPresent(whole -> json.set("whole", of(whole, seen.deposit())));
        if (seen.scan().isPresent()) {
            json.set("scan", of(seen.scan().get()));
        } else if (!scans) {
            json.set("scan", Json.object().put("state", "not-scanned").put("why", "no scanner is configured"));
        }
        return json;
    }

    private static ObjectNode of(Wholeness whole, Deposit deposit) {
        ObjectNode json = json(whole);
        json.put("held", whole.holds(deposit));
        json.put("hash", whole.hash(deposit).word());
        return json;
    }

    /** Without its deposit, so without what a hash came to. */
    static ObjectNode json(Wholeness whole) {
        ObjectNode json = Json.object();
        json.put("state", whole.ending().state().word());
        json.put("format", whole.ending().format());
        json.put("why", whole.ending().why());
        Json.maybe(json, "lookedAt", whole.lookedAt());
        Json.maybe(json, "saidSha256", whole.saidSha256());
        Json.maybe(json, "saidAt", whole.saidAt());
        Json.maybe(json, "answeredBy", whole.answeredBy());
        Json.maybe(json, "answeredNote", whole.answeredNote());
        return json;
    }

    static ObjectNode of(Scan scan) {
        ObjectNode json = Json.object();
        json.put("deposit", scan.depositId());
        json.put("state", scan.state().word());
        Json.maybe(json, "signature", scan.signature());
        Json.maybe(json, "why", scan.why());
        json.put("attempts", scan.attempts());
        Json.maybe(json, "scannedAt", scan.scannedAt());
        return json;
    }
}
