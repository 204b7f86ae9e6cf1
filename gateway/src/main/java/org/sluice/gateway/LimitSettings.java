package org.sluice.gateway;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sluice.gateway.domain.deposit.ByteSize;
import org.sluice.gateway.domain.deposit.Limits;
import org.sluice.gateway.domain.label.Channel;

/** The lines of {@code sluice.yaml} that say how much may come. */
final class LimitSettings {
    private static final String QUOTA = "quota";
    private static final String LARGEST = "largest-file";

    static final List<String> KEYS = Stream.concat(
                    Stream.of(QUOTA, LARGEST), Arrays.stream(Channel.values()).map(LimitSettings::largest))
            .toList();

    private LimitSettings() {}

    static Limits read(Map<String, String> said, List<String> mistakes) {
        long usual = size(said, LARGEST, Limits.USUAL_LARGEST, mistakes);
        Map<Channel, Long> largest = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            largest.put(channel, size(said, largest(channel), usual, mistakes));
        }
        return new Limits(size(said, QUOTA, Limits.USUAL_QUOTA, mistakes), largest);
    }

    private static String largest(Channel channel) {
        return LARGEST + "-" + channel.word();
    }

    private static long size(Map<String, String> said, String key, long usual, List<String> mistakes) {
        String text = said.get(key);
        if (text == null) {
            return usual;
        }
        return ByteSize.of(text).filter(bytes -> bytes > 0).orElseGet(() -> {
            mistakes.add(key + " must be a size of at least one byte, such as 20GiB; it is \"" + text + "\".");
            return usual;
        });
    }
}
