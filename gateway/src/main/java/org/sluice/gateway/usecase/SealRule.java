package org.sluice.gateway.usecase;

import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.protocol.Engine;
import org.sluice.gateway.domain.protocol.Obligation;

/** Whether the protocols want a deposit sealed at rest, whoever it goes to: it then stands under the intake key until it is. */
final class SealRule {
    private final Ledger ledger;
    private final Rulebook rules;

    SealRule(Ledger ledger, Rulebook rules) {
        this.ledger = ledger;
        this.rules = rules;
    }

    boolean wanted(Handle sql, Deposit deposit) {
        return wanted(sql, deposit, ledger.now());
    }

    boolean wanted(Handle sql, Deposit deposit, Instant now) {
        return Engine.deciding(rules.inForce(sql, now), deposit.type()).stream()
                .anyMatch(protocol ->
                        protocol.channel(deposit.channel()).obligations().contains(Obligation.SEALED));
    }
}
