package org.sluice.gateway.usecase;

import java.io.IOException;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;

/** Content that was asked for where nobody can open it: it is sealed for its recipients and its owner. */
final class SealedContent extends IOException {
    private static final long serialVersionUID = 1L;

    SealedContent(Deposit deposit) {
        super(refusal(deposit.id()).message());
    }

    static Refusal refusal(String depositId) {
        return Refusal.conflict(
                "sealed",
                "The deposit " + depositId + " is sealed: the gateway can't open it any more. Its owner can, with the"
                        + " private key: sluice seal --help. Or upload it again.");
    }
}
