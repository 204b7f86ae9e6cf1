package org.sluice.gateway.domain.fact;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sluice.gateway.domain.protocol.FactKind;
import org.sluice.gateway.domain.protocol.FactsOnRecord;

/**
 * Which of the facts on record count for one question. Of several words of one organisation the last one counts; where
 * every organisation concerned must agree, one that is silent leaves it open and one that refuses refuses.
 *
 * @param owner of the deposit
 * @param concerned the organisations that it concerns, its owner among them
 * @param sender the participant that releases; none in a question about an audience, where any sender's word counts
 * @param audience that is asked for
 * @param recipient the recipient's id; none in a question about an audience
 */
public record CountedFacts(
        String owner,
        Set<String> concerned,
        Optional<String> sender,
        String audience,
        Optional<String> recipient,
        Optional<String> purpose,
        Instant now) {

    /**
     * @param facts about the deposit, the recipient and its participant, in any order
     * @param derived the kinds that follow from deposits
     */
    public FactsOnRecord of(Map<String, FactKind> kinds, List<Fact> facts, Set<String> derived) {
        Map<String, Map<String, Fact>> words = new HashMap<>();
        facts.stream()
                .filter(fact -> fact.holds(now) && fact.scope().covers(audience, recipient, purpose))
                .sorted(Comparator.comparing(Fact::recorded).thenComparing(Fact::id))
                .forEach(fact -> words.computeIfAbsent(fact.kind(), kind -> new HashMap<>())
                        .put(fact.by(), fact));
        Set<String> given = new HashSet<>(derived);
        Set<String> refused = new HashSet<>();
        words.forEach((kind, byWhom) -> {
            FactKind known = kinds.get(kind);
            if (known != null) {
                count(known, byWhom, given, refused);
            }
        });
        return new FactsOnRecord(given, refused);
    }

    private void count(FactKind kind, Map<String, Fact> byWhom, Set<String> given, Set<String> refused) {
        Set<String> asked = switch (kind.givenBy()) {
            case OWNER -> Set.of(owner);
            case CONCERNED -> concerned;
            // What the sender vouches for, who receives can't say instead; the owner can, who sent it first.
            case SENDER ->
                sender.map(who -> who.equals(owner) ? Set.of(owner) : Set.of(owner, who))
                        .orElse(byWhom.keySet());
            case COORDINATOR, RECIPIENT, ANYONE -> byWhom.keySet();
        };
        boolean every = kind.givenBy() == FactKind.GivenBy.CONCERNED;
        if (asked.stream().anyMatch(who -> byWhom.containsKey(who) && !gave(byWhom, who))) {
            refused.add(kind.id());
        }
        if (every
                ? asked.stream().allMatch(who -> gave(byWhom, who))
                : asked.stream().anyMatch(who -> gave(byWhom, who))) {
            given.add(kind.id());
        }
    }

    private static boolean gave(Map<String, Fact> byWhom, String who) {
        Fact fact = byWhom.get(who);
        return fact != null && fact.given();
    }
}
