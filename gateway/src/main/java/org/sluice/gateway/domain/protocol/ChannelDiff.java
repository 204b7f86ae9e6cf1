package org.sluice.gateway.domain.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sluice.gateway.domain.label.Channel;

/** Compares what two protocols ask of each channel. */
final class ChannelDiff {
    private ChannelDiff() {}

    static void compare(Protocol before, Protocol after, List<Difference> all) {
        for (Channel channel : Channel.values()) {
            ProtocolDiff.add(
                    all,
                    Difference.Part.CHANNEL,
                    channel.word(),
                    Optional.empty(),
                    rules(before.channel(channel), after.channel(channel)));
        }
    }

    private static List<Change> rules(ChannelRule before, ChannelRule after) {
        List<Change> changes = new ArrayList<>();
        int life = after.longestLink().compareTo(before.longestLink());
        if (life != 0) {
            changes.add(
                    life > 0
                            ? Change.wider("longest-link", before.longestLink(), after.longestLink())
                            : Change.narrower("longest-link", before.longestLink(), after.longestLink()));
        }
        int count = Integer.compare(after.mostDownloads(), before.mostDownloads());
        if (count != 0) {
            changes.add(
                    count > 0
                            ? Change.wider("most-downloads", before.mostDownloads(), after.mostDownloads())
                            : Change.narrower("most-downloads", before.mostDownloads(), after.mostDownloads()));
        }
        for (Obligation obligation : Obligation.values()) {
            boolean was = before.obligations().contains(obligation);
            boolean is = after.obligations().contains(obligation);
            if (was && !is) {
                changes.add(Change.wider("obligation", obligation.word(), ""));
            } else if (is && !was) {
                changes.add(Change.narrower("obligation", "", obligation.word()));
            }
        }
        return changes;
    }
}
