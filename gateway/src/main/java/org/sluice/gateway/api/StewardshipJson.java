package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sluice.gateway.domain.clearance.Clearance;
import org.sluice.gateway.domain.clearance.ExceptionGrant;
import org.sluice.gateway.domain.retention.Destruction;
import org.sluice.gateway.domain.retention.RetentionRule;
import org.sluice.gateway.usecase.EraseAudit;
import org.sluice.gateway.usecase.KeepDeposits;
import org.sluice.gateway.usecase.RotateKeys;

/** Clearances, exceptions, retention and destructions as JSON. */
final class StewardshipJson {
    private StewardshipJson() {}

    static ObjectNode of(Clearance clearance) {
        ObjectNode json = Json.object();
        json.put("id", clearance.id());
        json.put("kind", clearance.kind().word());
        Json.maybe(json, "deposit", clearance.depositId());
        if (clearance.depositId().isPresent()) {
            json.put("labelVersion", clearance.labelVersion());
        }
        json.put("type", clearance.type());
        json.put("audience", clearance.audience());
        Json.maybe(json, "sender", clearance.sender());
        Json.maybe(json, "to", clearance.recipient());
        json.put("risk", clearance.checklist().risk());
        json.put("mitigation", clearance.checklist().mitigation());
        json.put("anonymisation", clearance.checklist().anonymisation());
        json.put("purpose", clearance.checklist().purpose());
        json.put("askedBy", clearance.askedBy());
        json.put("from", clearance.from().toString());
        json.put("until", clearance.until().toString());
        Json.maybe(json, "approvedBy", clearance.approval().map(Clearance.Approval::by));
        Json.maybe(json, "approved", clearance.approval().map(Clearance.Approval::at));
        Json.maybe(json, "approvalNote", clearance.approval().map(Clearance.Approval::note));
        Json.maybe(json, "ended", clearance.ended());
        clearance.review().ifPresent(review -> {
            json.put("reviewBy", review.by().toString());
            review.reviewer().ifPresent(by -> json.put("reviewedBy", by).put("upheld", review.upheld()));
        });
        return json;
    }

    static ObjectNode of(ExceptionGrant grant) {
        ObjectNode json = Json.object();
        json.put("id", grant.id());
        json.put("type", grant.type());
        json.put("audience", grant.audience());
        Json.maybe(json, "to", grant.recipient());
        json.put("reason", grant.reason().word());
        json.put("approval", grant.approval());
        json.put("proposedBy", grant.proposedBy());
        json.put("proposed", grant.proposed().toString());
        json.put("until", grant.until().toString());
        Json.maybe(json, "approvedBy", grant.approvedBy());
        Json.maybe(json, "approved", grant.approved());
        Json.maybe(json, "ended", grant.ended());
        return json;
    }

    static ObjectNode of(RetentionRule rule) {
        ObjectNode json = Json.object();
        json.put("clock", rule.clock().word());
        json.put("protocol", rule.protocol());
        json.put("channel", rule.channel());
        json.put("type", rule.type());
        json.put("act", rule.act().word());
        rule.days().ifPresent(days -> json.put("days", days));
        Json.maybe(json, "on", rule.onDay());
        return json;
    }

    static ObjectNode of(KeepDeposits.Kept kept) {
        ObjectNode json = Json.object();
        json.put("id", kept.deposit().id());
        json.put("participant", kept.deposit().participantId());
        json.put("type", kept.deposit().type());
        json.put("channel", kept.deposit().channel().word());
        json.put("due", kept.due().at().toString());
        json.put("act", kept.due().act().word());
        json.put("held", kept.held());
        return json;
    }

    static ObjectNode of(Destruction destruction) {
        ObjectNode json = Json.object();
        json.put("id", destruction.id());
        json.put("deposit", destruction.depositId());
        json.put("channel", destruction.channel());
        json.put("keyVersion", destruction.keyVersion());
        json.put("reason", destruction.reason());
        json.put("at", destruction.at().toString());
        json.put("backupsUntil", destruction.backupsUntil().toString());
        json.put("certificate", destruction.certificate());
        Json.maybe(json, "keyRetired", destruction.retired());
        Json.maybe(json, "final", destruction.finalAt());
        Json.maybe(json, "finalCertificate", destruction.finalCertificate());
        Json.maybe(json, "labelErased", destruction.labelErased());
        return json;
    }

    static ObjectNode of(RotateKeys.Rotated rotated) {
        return Json.object()
                .put("channel", rotated.channel().word())
                .put("version", rotated.version())
                .put("rewrapped", rotated.rewrapped())
                .put("retired", rotated.retired());
    }

    static ObjectNode of(EraseAudit.Erased erased) {
        return Json.object()
                .put("records", erased.records())
                .put("before", erased.before().toString());
    }
}
