package org.sluice.gateway.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sluice.gateway.store.AuditRecord;

/** Audit records as JSON. */
final class AuditJson {
    private AuditJson() {}

    static ObjectNode of(AuditRecord record) {
        ObjectNode json = Json.object();
        json.put("seq", record.seq());
        json.put("at", record.at().toString());
        json.put("kind", record.kind());
        json.put("line", record.line());
        json.put("hash", record.hash());
        record.payload().ifPresent(payload -> {
            try {
                json.set("payload", JsonBody.MAPPER.readTree(payload));
            } catch (JsonProcessingException e) {
                // Tampered with: shown as it stands, so that whoever looks sees it; verification names the record.
                json.put("payload", payload);
            }
        });
        return json;
    }
}
