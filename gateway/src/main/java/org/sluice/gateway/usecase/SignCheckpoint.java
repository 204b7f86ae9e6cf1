package org.sluice.gateway.usecase;

import java.util.Optional;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.Checkpoint;
import org.sluice.gateway.domain.audit.Signer;
import org.sluice.gateway.store.AuditLog;

/** Signs where the audit chain stands, if it has grown by more than the last checkpoint's own record. Thread-safe. */
public final class SignCheckpoint {
    private final Ledger ledger;
    private final Signer signer;

    public SignCheckpoint(Ledger ledger, Signer signer) {
        this.ledger = ledger;
        this.signer = signer;
    }

    /** The new checkpoint, which should leave the host. */
    public Optional<Checkpoint> sign() {
        return ledger.write(tx -> {
                    long last = AuditLog.lastCheckpoint(tx.sql())
                            .map(Checkpoint::seq)
                            .orElse(0L);
                    return AuditLog.head(tx.sql()).seq() <= last + 1
                            ? Optional.<Checkpoint>empty()
                            : Optional.of(
                                    AuditLog.checkpoint(tx, new Actor.SystemActor("audit"), signer, ledger.clock()));
                })
                .orThrow();
    }
}
