package org.sluice.gateway.usecase;

import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.clearance.ExceptionRule;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.store.ExceptionGrants;

/** Lets the group's exceptions on record count in a decision. */
final class Excepted {
    private Excepted() {}

    /** The decision, or what an exception that stands at this instant makes of its refusal. */
    static Decision lift(Handle sql, Decision decision, Exit exit, Instant now) {
        if (!(decision instanceof Decision.Refuse refuse)) {
            return decision;
        }
        String type = exit.deposit().type();
        return ExceptionGrants.ofCell(sql, type, exit.audience()).stream()
                .filter(grant -> grant.lifts(type, exit.audience(), Sides.of(sql, exit.recipient()), now))
                .findFirst()
                .map(grant -> ExceptionRule.lift(refuse, grant))
                .orElse(decision);
    }
}
