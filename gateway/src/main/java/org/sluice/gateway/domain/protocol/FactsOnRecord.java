package org.sluice.gateway.domain.protocol;

import java.util.Set;

/**
 * What is on record for one question.
 *
 * @param given the kinds of the facts that hold
 * @param refused the kinds that somebody who could have given them refused; a refusal turns a need into a refusal
 */
public record FactsOnRecord(Set<String> given, Set<String> refused) {
    public static final FactsOnRecord NONE = new FactsOnRecord(Set.of(), Set.of());

    public FactsOnRecord {
        given = Set.copyOf(given);
        refused = Set.copyOf(refused);
    }

    public static FactsOnRecord given(Set<String> kinds) {
        return new FactsOnRecord(kinds, Set.of());
    }

    boolean has(String kind) {
        return given.contains(kind);
    }
}
