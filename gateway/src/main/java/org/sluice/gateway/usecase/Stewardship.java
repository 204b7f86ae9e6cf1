package org.sluice.gateway.usecase;

import org.sluice.gateway.domain.audit.Signer;

/** What looks after content besides moving it: clearances, exceptions, retention, keys, registers. */
public record Stewardship(
        ClearDeposits clear,
        GrantExceptions exceptions,
        KeepDeposits keep,
        DestroyDeposit destroy,
        RotateKeys rotate,
        EraseAudit erase,
        Registers registers,
        Chores chores) {

    /** In this order: what is destroyed now asks for a new key version later, and for a last certificate after that. */
    public void due() {
        chores.run("destroy what is due", keep::due);
        chores.run("retire keys", rotate::due);
        chores.run("finish destructions", destroy::due);
        chores.run("erase audit payloads", erase::due);
    }
    /** All of them over the same parts. */
    public static Stewardship of(
            Ledger ledger,
            Rulebook rules,
            Bodies bodies,
            KeyRing keys,
            HoldCheck holds,
            LiveAccess live,
            Signer signer) {
        DestroyDeposit destroy = new DestroyDeposit(ledger, bodies, live, signer, holds);
        KeepDeposits keep = new KeepDeposits(ledger, rules, holds, destroy);
        Chores chores = new Chores(ledger);
        return new Stewardship(
                new ClearDeposits(ledger, rules),
                new GrantExceptions(ledger, rules),
                keep,
                destroy,
                new RotateKeys(ledger, keys, bodies, chores),
                new EraseAudit(ledger),
                new Registers(ledger, rules, keep),
                chores);
    }
}
