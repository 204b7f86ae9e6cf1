package org.sluice.gateway.domain.release;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A decision that lets deposits go to recipients for a purpose.
 *
 * @param personId who released
 * @param participantId the releaser's participant: when it withdraws, everything it released is cut
 * @param expires from this instant on nothing of it opens any more
 * @param mostDownloads for each link and file
 */
public record Release(
        String id,
        String personId,
        String participantId,
        String purpose,
        Instant created,
        Instant expires,
        int mostDownloads,
        Optional<Way> linkWay,
        Optional<Way> passwordWay,
        Optional<Instant> revoked,
        List<String> deposits,
        List<Recipient> recipients) {

    public Release {
        deposits = List.copyOf(deposits);
        recipients = List.copyOf(recipients);
    }

    /** The same with these ways: those of one link, where its release said none or others. */
    public Release by(Optional<Way> link, Optional<Way> password) {
        return new Release(
                id,
                personId,
                participantId,
                purpose,
                created,
                expires,
                mostDownloads,
                link,
                password,
                revoked,
                deposits,
                recipients);
    }
}
