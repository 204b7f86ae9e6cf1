package org.sluice.gateway.usecase;

import java.util.Optional;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.domain.release.Release;

/**
 * One deposit on its way to one recipient.
 *
 * @param releasedBy the person who releases
 * @param sender the releaser's participant
 * @param releaseId the release that it stands in; none while that is being made
 * @param purpose of the release, as the releaser wrote it
 */
public record Exit(
        Deposit deposit,
        Recipient recipient,
        String releasedBy,
        String sender,
        Optional<String> releaseId,
        String purpose) {
    static Exit of(Release release, Deposit deposit, Recipient recipient) {
        return new Exit(
                deposit,
                recipient,
                release.personId(),
                release.participantId(),
                Optional.of(release.id()),
                release.purpose());
    }

    String audience() {
        return recipient.audience();
    }
}
