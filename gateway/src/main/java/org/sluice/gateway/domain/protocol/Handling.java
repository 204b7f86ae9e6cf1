package org.sluice.gateway.domain.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a cell asks beyond ceilings and facts, mostly of case data.
 *
 * @param senders the functions of which the sending person has one; empty for anybody
 * @param namedRecipient whether only a named person may receive it
 * @param elements the data elements that may pass; absent where they are not limited
 * @param elementWith elements that pass only together with another
 * @param withheldRespected whether what those concerned withheld must not be in it
 * @param withheldOverride the fact that lets it pass all the same
 * @param ownerNames whether the owner must have named the audience
 * @param obligations what whoever hands it over has to do, besides what its channel asks
 */
public record Handling(
        Set<String> senders,
        boolean namedRecipient,
        Optional<Set<String>> elements,
        Map<String, String> elementWith,
        boolean withheldRespected,
        Optional<String> withheldOverride,
        SmallCounts smallCounts,
        boolean ownerNames,
        List<Obligation> obligations) {
    /** Asks nothing more. */
    public static final Handling PLAIN = new Handling(
            Set.of(), false, Optional.empty(), Map.of(), false, Optional.empty(), SmallCounts.FREE, false, List.of());

    public Handling {
        senders = Set.copyOf(senders);
        elements = elements.map(Set::copyOf);
        elementWith = Map.copyOf(elementWith);
        obligations = List.copyOf(obligations);
    }

    /** What becomes of figures that count so few that they may point at somebody. */
    public enum SmallCounts {
        FREE,
        /** They go to a named recipient only. */
        NAMED_RECIPIENT,
        HELD_BACK;

        public String word() {
            return switch (this) {
                case FREE -> "free";
                case NAMED_RECIPIENT -> "named-recipient";
                case HELD_BACK -> "held-back";
            };
        }
    }
}
