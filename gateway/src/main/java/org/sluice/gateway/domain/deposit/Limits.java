package org.sluice.gateway.domain.deposit;

import java.util.EnumMap;
import java.util.Map;
import org.sluice.gateway.domain.label.Channel;

/**
 * How much may come, where nobody set something else for a participant.
 *
 * @param quota bytes of plain content that a participant's files may have together
 * @param largest bytes that one file of a channel may have; a channel that is missing takes {@link #USUAL_LARGEST}
 */
public record Limits(long quota, Map<Channel, Long> largest) {
    /** Room for the largest file, another version of it on its way, and what a year brings. */
    public static final long USUAL_QUOTA = 250L << 30;

    public static final long USUAL_LARGEST = 100L << 30;

    public static final Limits USUAL = new Limits(USUAL_QUOTA, Map.of());

    public Limits {
        Map<Channel, Long> all = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            all.put(channel, largest.getOrDefault(channel, USUAL_LARGEST));
        }
        largest = Map.copyOf(all);
    }

    public long largest(Channel channel) {
        return largest.getOrDefault(channel, USUAL_LARGEST);
    }
}
