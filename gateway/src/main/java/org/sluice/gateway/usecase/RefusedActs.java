package org.sluice.gateway.usecase;

import java.util.Map;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;

/** Puts on record what an administrator tried and was refused. Thread-safe. */
public final class RefusedActs {
    private final Ledger ledger;

    public RefusedActs(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Records one refusal, in a unit of its own.
     *
     * @param act the route's pattern, such as {@code POST /facts}; never a path with what somebody typed
     */
    public void record(Actor actor, String act, Refusal refusal) {
        ledger.record(new AuditEvent(
                EventKind.API_REFUSED,
                actor,
                Map.of("act", act, "reason", refusal.code(), "words", Words.cut(refusal.message()))));
    }
}
