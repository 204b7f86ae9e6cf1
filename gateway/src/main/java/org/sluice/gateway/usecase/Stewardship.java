package org.sluice.gateway.usecase;

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
}
