package org.sluice.gateway.usecase;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sluice.gateway.domain.release.Way;

/**
 * What a releaser asks for.
 *
 * @param to contacts and persons, each with the audience that counts where it has several: {@code ID} or {@code ID:AUDIENCE}
 * @param life from now to the expiry; by default seven days, or the channel's longest where that is shorter
 * @param mostDownloads for each link and file; by default three, or the channel's most where that is fewer
 */
public record ReleaseOrder(
        List<String> deposits,
        List<String> to,
        String purpose,
        Optional<Duration> life,
        Optional<Integer> mostDownloads,
        Optional<Way> linkWay,
        Optional<Way> passwordWay,
        LinkWishes wishes) {

    public static final Duration USUAL_LIFE = Duration.ofDays(7);
    public static final int USUAL_DOWNLOADS = 3;

    public ReleaseOrder {
        deposits = List.copyOf(deposits);
        to = List.copyOf(to);
    }

    /** With links as usual. */
    public ReleaseOrder(
            List<String> deposits,
            List<String> to,
            String purpose,
            Optional<Duration> life,
            Optional<Integer> mostDownloads,
            Optional<Way> linkWay,
            Optional<Way> passwordWay) {
        this(deposits, to, purpose, life, mostDownloads, linkWay, passwordWay, LinkWishes.USUAL);
    }
}
