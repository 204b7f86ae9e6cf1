package org.sluice.gateway.domain.fact;

import java.time.Instant;
import java.util.Optional;

/**
 * Something on record that a cell of the matrix asks for, such as a consent, or its refusal.
 *
 * @param subject the id of what it is about
 * @param by the organisation whose word it is; mostly a participant
 * @param given whether it holds; otherwise it was refused, and that is kept too
 * @param from the first instant at which it counts
 * @param until the first instant at which it counts no more
 * @param ended when it was taken back
 */
public record Fact(
        String id,
        String kind,
        About about,
        String subject,
        String by,
        boolean given,
        Scope scope,
        Instant from,
        Optional<Instant> until,
        Optional<String> note,
        String recordedBy,
        Instant recorded,
        Optional<Instant> ended,
        Optional<String> endReason) {

    /** Of what it is on record. */
    public enum About {
        DEPOSIT,
        PARTICIPANT,
        CONTACT;

        public String word() {
            return switch (this) {
                case DEPOSIT -> "deposit";
                case PARTICIPANT -> "participant";
                case CONTACT -> "contact";
            };
        }

        public static Optional<About> of(String word) {
            for (About about : values()) {
                if (about.word().equals(word)) {
                    return Optional.of(about);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * For what it counts; what is absent does not narrow.
     *
     * @param purpose of a release, as it is written there
     */
    public record Scope(Optional<String> audience, Optional<String> recipient, Optional<String> purpose) {
        /** For everything. */
        public static final Scope ALL = new Scope(Optional.empty(), Optional.empty(), Optional.empty());

        /** Whether it counts for this; a question that leaves something open is not covered by a scope that names it. */
        public boolean covers(String ofAudience, Optional<String> ofRecipient, Optional<String> ofPurpose) {
            return audience.map(ofAudience::equals).orElse(true)
                    && (recipient.isEmpty() || recipient.equals(ofRecipient))
                    && (purpose.isEmpty() || purpose.equals(ofPurpose));
        }
    }

    /** Whether it counts at this instant; at its end it does not. */
    public boolean holds(Instant now) {
        return !now.isBefore(from)
                && until.map(now::isBefore).orElse(true)
                && ended.map(now::isBefore).orElse(true);
    }
}
