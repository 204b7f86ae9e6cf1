package org.sluice.gateway.usecase;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.audit.Signer;
import org.sluice.gateway.store.AuditExport;
import org.sluice.gateway.store.AuditHead;

/** Hands out the whole audit chain, and puts on record that it did. Thread-safe. */
public final class ExportAudit {
    private final Ledger ledger;
    private final Signer signer;

    public ExportAudit(Ledger ledger, Signer signer) {
        this.ledger = ledger;
        this.signer = signer;
    }

    /**
     * Writes the chain.
     *
     * @throws IOException when the stream fails; the export has no end mark then, and no record says that it was made
     */
    public AuditHead export(Actor actor, OutputStream out) throws IOException {
        AuditHead head = AuditExport.write(out, ledger.database(), signer, ledger.clock());
        ledger.record(new AuditEvent(
                EventKind.AUDIT_EXPORTED,
                actor,
                Map.of("last_seq", Long.toString(head.seq()), "last_hash", head.hash())));
        return head;
    }
}
