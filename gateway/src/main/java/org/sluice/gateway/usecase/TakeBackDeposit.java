package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.HandOvers;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.Tx;
import org.sluice.gateway.store.Versions;

/**
 * Takes back what was deposited, as long as nobody but its depositor has had to do with it: what others received, answer
 * for, look into or built upon stays on record. Thread-safe.
 */
final class TakeBackDeposit {
    /** What the record says of why. */
    static final String REASON = "taken back by its depositor before it was released";

    private static final String SUPERSEDE = "Upload a corrected file of the same name to supersede it.";

    private final HoldCheck holds;

    TakeBackDeposit(HoldCheck holds) {
        this.holds = holds;
    }

    /** Ends it and drops the record that opens its body; the version that it superseded is current again. */
    void within(Tx tx, Deposit deposit, Instant now) {
        Handle sql = tx.sql();
        String id = deposit.id();
        if (!Releases.holding(sql, id).isEmpty()) {
            throw refused("released", deposit, "is or was in a release, so it stays on record. " + SUPERSEDE);
        }
        if (!HandOvers.sources(sql, id).isEmpty()) {
            throw refused("handed-over", deposit, "came to you from somebody who left, so it stays on record.");
        }
        if (Versions.hasDerived(sql, id)) {
            throw refused("has-versions", deposit, "has versions that were made from it, so it stays on record.");
        }
        List<String> held = holds.on(sql, id);
        if (!held.isEmpty()) {
            throw new RefusedException(new Refusal(
                    Refusal.Kind.CONFLICT,
                    "held",
                    "\"" + deposit.name() + "\" is not removed while others need it. " + String.join(" ", held),
                    held));
        }
        if (Deposits.supersededBy(sql, id).stream()
                .anyMatch(older -> !Releases.holding(sql, older).isEmpty())) {
            throw refused(
                    "supersedes-released",
                    deposit,
                    "takes the place of a version that was released: whoever has that one is told that it is superseded."
                            + " " + SUPERSEDE);
        }
        if (!Deposits.takeBack(tx, id, now)) {
            throw refused("already-deposited", deposit, "changed a moment ago; look at the folder again.");
        }
    }

    private static RefusedException refused(String code, Deposit deposit, String why) {
        return new RefusedException(Refusal.conflict(code, "\"" + deposit.name() + "\" " + why));
    }
}
