package org.sluice.gateway.usecase;

import java.util.List;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.store.Notices;

/** What the gateway has to tell a person. Thread-safe. */
public final class OwnNotices {
    private final Ledger ledger;

    public OwnNotices(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The oldest first. A session that was cut is told nothing more. */
    public List<Notice> list(Visit visit) {
        return visit.isCut()
                ? List.of()
                : ledger.read(sql -> Notices.of(sql, visit.person().id()));
    }
}
