package org.sluice.gateway.usecase;

import java.time.Instant;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.store.Tx;

/** Something that follows from a file's having been deposited; it is put on record in the unit that settles the file. */
public interface OnDeposited {
    void deposited(Tx tx, Deposit deposit, Instant now);
}
