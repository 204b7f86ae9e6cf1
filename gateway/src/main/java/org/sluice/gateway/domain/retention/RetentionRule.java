package org.sluice.gateway.domain.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of the retention schema. Exactly one of {@code days} and {@code onDay} is there.
 *
 * @param protocol a protocol's id, or {@link #ANY}; {@code channel} and {@code type} likewise
 * @param days so many times 24 hours after the clock began
 * @param onDay the beginning of this day, UTC
 */
public record RetentionRule(
        Clock clock,
        String protocol,
        String channel,
        String type,
        Act act,
        Optional<Integer> days,
        Optional<LocalDate> onDay) {
    /** Every protocol, channel or type. */
    public static final String ANY = "*";

    /** What is kept; the clocks run apart, so that an audit record does not keep a file alive. */
    public enum Clock {
        /** The file, from its deposit on. */
        CONTENT,
        /** Name and label, from the file's destruction on. */
        LABEL,
        /** What the audit says beyond its hashes, from each record on. */
        AUDIT,
        /** Not ours to destroy: how long whoever makes backups says to keep one. */
        BACKUP;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Clock> of(String word) {
            return Arrays.stream(values())
                    .filter(clock -> clock.word().equals(word))
                    .findFirst();
        }

        public static List<String> words() {
            return Arrays.stream(values()).map(Clock::word).toList();
        }
    }

    /** What happens when it is due. */
    public enum Act {
        /** Destroyed by the gateway itself, unless a hold stands against it. */
        DESTROY,
        /** Listed, and somebody asked to look. */
        REVIEW;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Act> of(String word) {
            return Arrays.stream(values())
                    .filter(act -> act.word().equals(word))
                    .findFirst();
        }
    }

    public RetentionRule {
        if (days.isPresent() == onDay.isPresent()) {
            throw new IllegalArgumentException("A line of the schema has a duration or a day, and not both.");
        }
    }

    /** When it is due for something whose clock began then. */
    public Instant due(Instant since) {
        return onDay.map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant())
                .orElseGet(() -> since.plus(java.time.Duration.ofDays(days.orElseThrow())));
    }

    boolean matches(Clock asked, List<String> protocols, String askedChannel, String askedType) {
        return clock == asked
                && (protocol.equals(ANY) || protocols.contains(protocol))
                && (channel.equals(ANY) || channel.equals(askedChannel))
                && (type.equals(ANY) || type.equals(askedType));
    }

    /** A line for a type goes before one for a channel, and that before one for a protocol. */
    public int weight() {
        return (type.equals(ANY) ? 0 : 4) + (channel.equals(ANY) ? 0 : 2) + (protocol.equals(ANY) ? 0 : 1);
    }
}
