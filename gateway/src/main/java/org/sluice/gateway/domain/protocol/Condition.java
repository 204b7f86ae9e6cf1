package org.sluice.gateway.domain.protocol;

import java.util.List;

/**
 * What must be on record: a fact, or one of several.
 *
 * @param anyOf the kinds of facts, one of which is enough; mostly one
 */
public record Condition(List<String> anyOf) {
    /** @throws IllegalArgumentException if it asks for nothing, which would let everything through */
    public Condition {
        anyOf = List.copyOf(anyOf);
        if (anyOf.isEmpty()) {
            throw new IllegalArgumentException("A condition names at least one fact.");
        }
    }

    public static Condition of(String fact) {
        return new Condition(List.of(fact));
    }

    /** The facts with {@code or} between, for example {@code consent or assent}. */
    public String words() {
        return String.join(" or ", anyOf);
    }
}
