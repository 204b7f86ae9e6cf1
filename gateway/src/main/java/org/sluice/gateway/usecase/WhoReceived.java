package org.sluice.gateway.usecase;

import java.util.ArrayList;
import java.util.List;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.release.Reception;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Receptions;

/** Who has a deposit, or may have it: the first question after a leak, and before a correction. Reads only. Thread-safe. */
public final class WhoReceived {
    private final Ledger ledger;

    public WhoReceived(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Every recipient of these deposits, those who took nothing yet too; earlier versions are deposits of their own. */
    public Answer<List<Reception>> of(List<String> depositIds) {
        return ledger.read(sql -> {
            List<Reception> all = new ArrayList<>();
            for (String id : depositIds) {
                if (Deposits.find(sql, id).isEmpty()) {
                    return Answer.refused(Refusal.unknown("deposit", id));
                }
                all.addAll(Receptions.of(sql, id));
            }
            return Answer.done(List.copyOf(all));
        });
    }
}
