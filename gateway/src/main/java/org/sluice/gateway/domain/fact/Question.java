package org.sluice.gateway.domain.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A missing fact, asked of an organisation that can give it: what, to whom, why.
 *
 * @param subject what the fact will be about
 * @param participantId who is asked
 * @param askedBy the person who asked; may never answer
 * @param expires from this instant on it can't be answered any more
 */
public record Question(
        String id,
        String kind,
        Fact.About about,
        String subject,
        String depositId,
        String recipient,
        String audience,
        String purpose,
        String why,
        String participantId,
        String askedBy,
        Instant asked,
        Instant expires,
        Optional<Instant> answered,
        Optional<String> answeredBy,
        Optional<Answer> answer,
        Optional<String> factId) {
    /** How long it may be answered. */
    public static final Duration LIFE = Duration.ofDays(14);

    /** What may be answered. */
    public enum Answer {
        /** Yes, for this recipient and this purpose only. */
        ONCE,
        /** Yes, for this recipient until a day. */
        STANDING,
        NO;

        public String word() {
            return switch (this) {
                case ONCE -> "once";
                case STANDING -> "standing";
                case NO -> "no";
            };
        }

        public static Optional<Answer> of(String word) {
            for (Answer answer : values()) {
                if (answer.word().equals(word)) {
                    return Optional.of(answer);
                }
            }
            return Optional.empty();
        }
    }

    public boolean open(Instant now) {
        return answered.isEmpty() && now.isBefore(expires);
    }

    /** For what the fact counts that an answer puts on record. A "no" is meant for this recipient, whatever the purpose. */
    public Fact.Scope scope(Answer given) {
        return new Fact.Scope(
                Optional.empty(),
                Optional.of(recipient),
                given == Answer.ONCE ? Optional.of(purpose) : Optional.empty());
    }
}
