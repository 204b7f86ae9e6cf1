package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.clearance.ClearanceRule;
import org.sluice.gateway.domain.clearance.Demand;
import org.sluice.gateway.domain.clearance.Going;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.domain.protocol.InformationType;
import org.sluice.gateway.store.Clearances;

/** Nothing leaves without the clearance that its channel, its cell, its owner or its sender asks for. Thread-safe. */
public final class ClearedFirst implements ExitRule {
    private final Rulebook matrix;

    /** @param matrix asked for obligations only; one without exit rules, as this is one of them */
    public ClearedFirst(Rulebook matrix) {
        this.matrix = matrix;
    }

    @Override
    public Optional<Refusal> against(Handle sql, Exit exit, Instant now) {
        Deposit deposit = exit.deposit();
        Decision decision = matrix.decide(sql, exit, now);
        int people = Math.max(Clearances.people(sql, deposit.participantId()), Clearances.people(sql, exit.sender()));
        Demand demand = Demand.of(deposit.channel(), decision.obligations().handOver(), people);
        if (demand == Demand.NOTHING) {
            return Optional.empty();
        }
        Going going = new Going(
                deposit.id(),
                deposit.labelVersion(),
                deposit.type(),
                exit.audience(),
                exit.sender(),
                exit.releasedBy(),
                exit.recipient().id(),
                Sides.of(sql, exit.recipient()),
                exit.purpose(),
                flow(matrix, sql, deposit.type(), now));
        return ClearanceRule.against(
                demand, going, Clearances.about(sql, deposit.id(), deposit.type(), exit.audience()), now);
    }

    /** Whether every protocol that decides marks the type as a flow: one that does not, asks for an approval of its own. */
    static boolean flow(Rulebook matrix, Handle sql, String type, Instant now) {
        var deciding = org.sluice.gateway.domain.protocol.Engine.deciding(matrix.inForce(sql, now), type);
        return !deciding.isEmpty()
                && deciding.stream()
                        .allMatch(protocol -> protocol.informationType(type)
                                .filter(InformationType::flow)
                                .isPresent());
    }
}
