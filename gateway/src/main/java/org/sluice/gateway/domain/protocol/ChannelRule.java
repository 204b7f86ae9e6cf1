package org.sluice.gateway.domain.protocol;

import java.time.Duration;
import java.util.List;
import org.sluice.gateway.domain.label.Channel;

/**
 * What a protocol asks of everything that is kept in one channel.
 *
 * @param longestLink the longest life of a link, from its making
 * @param mostDownloads how often a link may deliver each of its files, at most
 */
public record ChannelRule(
        Channel channel, Titles titles, Duration longestLink, int mostDownloads, List<Obligation> obligations) {
    /** @throws IllegalArgumentException if a link could not live or deliver at all */
    public ChannelRule {
        if (!longestLink.isPositive() || mostDownloads < 1) {
            throw new IllegalArgumentException("A link lives for some time and delivers at least once.");
        }
        obligations = List.copyOf(obligations);
    }
}
