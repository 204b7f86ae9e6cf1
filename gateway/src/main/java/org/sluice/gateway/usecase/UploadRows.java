package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.WebUpload;
import org.sluice.gateway.domain.participant.DepositToken;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.WebUploads;

/** Where uploads over HTTPS stand, by their rows. Thread-safe. */
final class UploadRows {
    private final Ledger ledger;

    UploadRows(Ledger ledger) {
        this.ledger = ledger;
    }

    /** A job's next token goes on with what its earlier one began: the person is the same, and each token has its limits. */
    Answer<WebUpload> find(DepositToken token, String id) {
        Instant now = ledger.now();
        return ledger.read(sql -> WebUploads.find(sql, id)
                .filter(row -> row.personId().equals(token.personId()) && now.isBefore(row.expires()))
                .filter(row -> Deposits.find(sql, row.depositId())
                        .filter(deposit ->
                                token.against(deposit.folder(), deposit.type()).isEmpty())
                        .isPresent())
                .map(Answer::done)
                .orElseGet(() -> Answer.refused(gone())));
    }

    /** How many of a person's can be continued. */
    int unfinished(String personId) {
        return ledger.read(sql -> WebUploads.unfinished(sql, personId, ledger.now()));
    }

    Optional<Deposit> unfinished(WebUpload row) {
        return ledger.read(sql -> Deposits.find(sql, row.depositId()))
                .filter(deposit -> deposit.state() == DepositState.RECEIVING);
    }

    Optional<Deposit> deposited(WebUpload row) {
        return ledger.read(sql -> Deposits.find(sql, row.depositId()))
                .filter(deposit ->
                        deposit.state() == DepositState.SETTLING || deposit.state() == DepositState.DEPOSITED);
    }

    static Refusal gone() {
        return Refusal.of(
                Refusal.Kind.UNKNOWN,
                "unknown-upload",
                "There is no such upload, or it expired, was dropped, or was begun anew elsewhere. Begin it again.");
    }
}
