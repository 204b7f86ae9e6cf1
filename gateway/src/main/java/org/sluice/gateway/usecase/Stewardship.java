package org.sluice.gateway.usecase;

/** What looks after content besides moving it: clearances, exceptions, retention, keys, registers. */
public record Stewardship(
        ClearDeposits clear,
        GrantExceptions exceptions,
        KeepDeposits keep,
        DestroyDeposit destroy,
        RotateKeys rotate,
        EraseAudit erase,
        Registers registers) {}
