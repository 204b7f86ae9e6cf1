package org.sluice.gateway.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;

/** Instants and spans as people write them. */
final class Instants {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,5})([dhm])");

    private Instants() {}

    /** A day, which begins at midnight UTC, or an instant with its offset. */
    static Instant of(String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new RefusedException(Refusal.wrong(
                    "bad-instant",
                    "\"" + (text.length() > 40 ? text.substring(0, 40) + "…" : text)
                            + "\" is no day. Give a day such as 2026-04-01, which begins at midnight UTC, or an instant such as"
                            + " 2026-04-01T08:00:00Z."));
        }
    }

    /** {@code 7d}, {@code 12h}, {@code 90m}. */
    static Duration span(String text) {
        Matcher span = SPAN.matcher(text);
        if (!span.matches()) {
            throw new RefusedException(
                    Refusal.wrong("bad-expiry", "A link lives for some time; give an expiry such as 7d, 12h or 90m."));
        }
        long count = Long.parseLong(span.group(1));
        return switch (span.group(2)) {
            case "d" -> Duration.ofDays(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofMinutes(count);
        };
    }
}
