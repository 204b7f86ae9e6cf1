package org.sluice.gateway.usecase;

import java.util.HashMap;
import java.util.Map;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.clearance.Clearance;

/** What the audit says of every act on a clearance. */
final class ClearanceRecord {
    private ClearanceRecord() {}

    static AuditEvent of(EventKind kind, Actor actor, Clearance clearance) {
        Map<String, String> details = new HashMap<>();
        details.put("clearance", clearance.id());
        details.put("what", clearance.kind().word());
        details.put("type", clearance.type());
        details.put("audience", clearance.audience());
        details.put("asked_by", clearance.askedBy());
        details.put("until", clearance.until().toString());
        clearance.depositId().ifPresent(id -> details.put("deposit", id));
        clearance.sender().ifPresent(id -> details.put("sender", id));
        clearance.recipient().ifPresent(id -> details.put("recipient", id));
        return new AuditEvent(kind, actor, details);
    }
}
