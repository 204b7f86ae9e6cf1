package org.sluice.gateway.usecase;

import java.util.Optional;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.SideFile;
import org.sluice.gateway.store.Tx;

/** What becomes of the SHA-256 that somebody puts beside a file. Where the file comes later, it is found by then. */
public interface HashSaid {
    /** What is wrong with such a file, if it can't be used at all. */
    Optional<Refusal> against(SideFile file);

    /** Such a file came for a deposit that is here already; in the unit that keeps the file. */
    void said(Tx tx, Deposit deposit, SideFile file);

    /** Keeps it for its person, and nothing more. */
    HashSaid KEPT = new HashSaid() {
        @Override
        public Optional<Refusal> against(SideFile file) {
            return Optional.empty();
        }

        @Override
        public void said(Tx tx, Deposit deposit, SideFile file) {
            // It lies there to be read.
        }
    };
}
