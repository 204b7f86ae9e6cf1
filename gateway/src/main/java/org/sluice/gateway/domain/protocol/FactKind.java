package org.sluice.gateway.domain.protocol;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A kind of fact that conditions ask for, for example {@code consent-of-organisation}.
 *
 * @param about of what such a fact is kept on record
 * @param givenBy whose word it is
 * @param derived from what it follows by itself, if it does
 * @param overridesRefusal the facts of which one on record makes a refusal of this one count no more
 */
public record FactKind(
        String id,
        About about,
        Titles titles,
        GivenBy givenBy,
        Optional<Derived> derived,
        Set<String> overridesRefusal) {
    public FactKind {
        overridesRefusal = Set.copyOf(overridesRefusal);
    }

    /** Of what a fact is kept on record. */
    public enum About {
        /** The receiving organisation: it is an active member, it reports 4W. */
        RECIPIENT,
        /** The deposit: its owners consent, it announces a training. */
        DEPOSIT,
        /** One release: what it is for. */
        RELEASE;

        public String word() {
            return switch (this) {
                case RECIPIENT -> "recipient";
                case DEPOSIT -> "deposit";
                case RELEASE -> "release";
            };
        }
    }

    /** Whose word a fact is, from the least to the most asking. */
    public enum GivenBy {
        ANYONE,
        SENDER,
        RECIPIENT,
        COORDINATOR,
        /** The owner of the deposit, and nobody else. */
        OWNER,
        /** Every organisation that the deposit concerns, its owner among them. */
        CONCERNED;

        public String word() {
            return switch (this) {
                case OWNER -> "owner";
                case CONCERNED -> "concerned";
                case COORDINATOR -> "coordinator";
                case RECIPIENT -> "recipient";
                case SENDER -> "sender";
                case ANYONE -> "anyone";
            };
        }
    }

    /**
     * Holds for a participant that deposits regularly.
     *
     * @param depositsOf the information type
     * @param every how often it is due
     * @param grace how long it may be late
     */
    public record Derived(String depositsOf, Duration every, Duration grace) {
        /** How old the latest deposit may be; at exactly this age the fact holds no more. */
        public Duration longest() {
            return every.plus(grace);
        }
    }
}
