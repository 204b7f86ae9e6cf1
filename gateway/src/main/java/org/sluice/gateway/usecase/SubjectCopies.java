package org.sluice.gateway.usecase;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.subject.SubjectRequest;
import org.sluice.gateway.domain.subject.SubjectTask;
import org.sluice.gateway.store.Deposits;

/** The copies of a case: what lies here, and what was fetched of it. Thread-safe. */
final class SubjectCopies {
    private final Ledger ledger;

    SubjectCopies(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The copy that lies here for each deposit of the case, superseded ones too, and each that was fetched. */
    List<SubjectTask> of(Handle sql, SubjectRequest request) {
        return ofCase(sql, request.caseCode()).stream()
                .flatMap(deposit -> HeldCopy.of(sql, deposit, reception -> HeldCopy.releaser(sql, reception)).stream())
                .map(copy -> task(request, copy))
                .toList();
    }

    private SubjectTask task(SubjectRequest request, HeldCopy copy) {
        return new SubjectTask(
                ledger.newId("t"),
                request.id(),
                copy.depositId(),
                copy.holder(),
                copy.way(),
                copy.participant(),
                copy.asked(),
                ledger.now(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Every deposit of a case, also what is gone. */
    static List<Deposit> ofCase(Handle sql, String caseCode) {
        return Deposits.all(sql).stream()
                .filter(deposit -> deposit.label()
                        .particulars()
                        .caseCode()
                        .filter(caseCode::equals)
                        .isPresent())
                .toList();
    }

    /** Whether two tasks are about one copy. */
    static boolean same(SubjectTask a, SubjectTask b) {
        return a.depositId().equals(b.depositId())
                && a.holder().equals(b.holder())
                && a.way().equals(b.way());
    }
}
