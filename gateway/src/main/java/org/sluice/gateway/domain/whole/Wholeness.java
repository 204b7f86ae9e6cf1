package org.sluice.gateway.domain.whole;

import java.time.Instant;
import java.util.Optional;
import org.sluice.gateway.domain.deposit.Deposit;

/**
 * What is known of whether a deposit is the whole file that its owner has.
 *
 * @param saidSha256 what the owner's own {@code .sha256} says, lower-case hex
 * @param answeredBy the person of the owner who looked and says that it is whole all the same
 */
public record Wholeness(
        String depositId,
        Ending ending,
        Optional<Instant> lookedAt,
        Optional<String> saidSha256,
        Optional<Instant> saidAt,
        Optional<String> answeredBy,
        Optional<String> answeredNote) {

    /** How the owner's own hash compares. */
    public enum Hash {
        NOT_SAID("not-said"),
        MATCHES("matches"),
        DIFFERS("differs");

        private final String word;

        Hash(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public Hash hash(Deposit deposit) {
        if (saidSha256.isEmpty()) {
            return Hash.NOT_SAID;
        }
        return saidSha256.equals(deposit.sha256()) ? Hash.MATCHES : Hash.DIFFERS;
    }

    /** Whether it is kept back: its end is missing or its hash is another, and nobody answers for it. */
    public boolean holds(Deposit deposit) {
        return answeredBy.isEmpty() && doubted(deposit);
    }

    /** Whether there is something to answer for. A hash that matches says more than any form does. */
    public boolean doubted(Deposit deposit) {
        return switch (hash(deposit)) {
            case DIFFERS -> true;
            case MATCHES -> false;
            case NOT_SAID -> ending.state() == Ending.State.CUT_OFF;
        };
    }

    /** The same with this in the place of the free words. */
    public Wholeness withoutWords(String mark) {
        return new Wholeness(
                depositId, ending, lookedAt, saidSha256, saidAt, answeredBy, answeredNote.map(note -> mark));
    }
}
