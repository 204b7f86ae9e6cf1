package org.sluice.gateway.usecase;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.release.Reception;
import org.sluice.gateway.domain.subject.SubjectRequest;
import org.sluice.gateway.domain.subject.SubjectTask;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Receptions;
import org.sluice.gateway.store.Releases;

/** The copies of a case: what lies here, and what was fetched of it. Thread-safe. */
final class SubjectCopies {
    /** The way of the copy that lies on the gateway itself. */
    static final String OWNER = "owner";

    private final Ledger ledger;

    SubjectCopies(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The copy that lies here for each deposit of the case, superseded ones too, and each that was fetched. */
    List<SubjectTask> of(Handle sql, SubjectRequest request) {
        List<SubjectTask> tasks = new ArrayList<>();
        for (Deposit deposit : ofCase(sql, request.caseCode())) {
            if (deposit.state() != DepositState.REMOVED) {
                tasks.add(task(
                        request,
                        deposit.id(),
                        deposit.participantId(),
                        OWNER,
                        Optional.of(deposit.participantId()),
                        deposit.personId()));
            }
            List<Reception> receptions = new ArrayList<>(Receptions.overLinks(sql, deposit.id()));
            receptions.addAll(Receptions.overInbox(sql, deposit.id()));
            for (Reception reception : receptions) {
                if (reception.times() > 0) {
                    // A contact has no log-in and no notices: who released to it tells it, and brings its word back.
                    String asked = reception.way().equals("inbox")
                            ? reception.recipient()
                            : Releases.find(sql, reception.releaseId())
                                    .orElseThrow()
                                    .personId();
                    tasks.add(task(
                            request,
                            deposit.id(),
                            reception.recipient(),
                            reception.way(),
                            reception.participant(),
                            asked));
                }
            }
        }
        return tasks;
    }

    private SubjectTask task(
            SubjectRequest request,
            String deposit,
            String holder,
            String way,
            Optional<String> participant,
            String asked) {
        return new SubjectTask(
                ledger.newId("t"),
                request.id(),
                deposit,
                holder,
                way,
                participant,
                asked,
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
