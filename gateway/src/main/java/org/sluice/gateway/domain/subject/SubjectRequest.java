package org.sluice.gateway.domain.subject;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What a data subject asks about its case. The case code alone stands for the person. Immutable. */
public record SubjectRequest(
        String id,
        Kind kind,
        String caseCode,
        String what,
        String recordedBy,
        Instant received,
        Instant due,
        Optional<String> outcome,
        Optional<Instant> closed) {
    /** For as long as nobody gives another date; the documents name no figure. */
    public static final Duration USUAL = Duration.ofDays(30);

    private static final Duration REMIND = Duration.ofDays(7);

    /** Which right it is. */
    public enum Kind {
        ACCESS,
        CORRECTION,
        DELETION,
        OBJECTION;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> of(String word) {
            for (Kind kind : values()) {
                if (kind.word().equals(word)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    public boolean open() {
        return closed.isEmpty();
    }

    /** From when on it is reminded of. */
    public Instant remind() {
        return due.minus(REMIND);
    }

    /** Whether it should be closed by now: at the very instant it is still in time. */
    public boolean overdue(Instant now) {
        return open() && now.isAfter(due);
    }
}
