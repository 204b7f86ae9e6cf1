package org.sluice.gateway.domain.participant;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.label.Channel;

/**
 * What lets a job deposit for a person, into one channel, until a day; nothing else can be done with it. The token itself is
 * nowhere: only its hash is kept, and that not here.
 *
 * @param types information types that it may deposit; empty for all
 * @param epoch of the person's participant when it was made; once that moves, the token is void for good
 * @param expires the first instant at which it counts no more
 * @param lastUsed a day, UTC: enough to find tokens that nobody uses
 */
public record DepositToken(
        String id,
        String personId,
        Channel channel,
        Set<String> types,
        String purpose,
        long epoch,
        Instant created,
        Instant expires,
        Optional<Instant> firstUsed,
        Optional<LocalDate> lastUsed,
        Optional<Instant> revoked) {
    /** By which secret scanners and people know it. */
    public static final String PREFIX = "sluice_dep_";

    public static final Duration USUAL = Duration.ofDays(90);
    /** A year, which may be a leap year. */
    public static final Duration LONGEST = Duration.ofDays(366);

    public DepositToken {
        types = Set.copyOf(types);
    }

    /** Why it opens nothing at this instant, whoever shows it; nothing if it does. */
    public Optional<Refusal> against(long epochNow, Instant now) {
        if (revoked.isPresent()) {
            return Optional.of(Refusal.forbidden(
                    "token-revoked", "This token was revoked. Ask the gateway's administrator for a new one."));
        }
        if (!now.isBefore(expires)) {
            return Optional.of(Refusal.forbidden(
                    "token-expired",
                    "This token expired at " + expires + ". Ask the gateway's administrator for a new one."));
        }
        if (epoch != epochNow) {
            return Optional.of(Refusal.forbidden(
                    "token-void",
                    "This token was made before the standing of its participant changed, so it is void. Ask the"
                            + " gateway's administrator for a new one."));
        }
        return Optional.empty();
    }

    /** Why it does not deposit there. */
    public Optional<Refusal> against(Channel asked, String type) {
        if (asked != channel) {
            return Optional.of(Refusal.forbidden(
                    "token-channel",
                    "This token deposits into the channel " + channel.word() + " only, not into " + asked.word()
                            + "."));
        }
        return types.isEmpty() || types.contains(type)
                ? Optional.empty()
                : Optional.of(Refusal.forbidden(
                        "token-type",
                        "This token deposits "
                                + String.join(", ", types.stream().sorted().toList()) + " only, not " + type + "."));
    }
}
