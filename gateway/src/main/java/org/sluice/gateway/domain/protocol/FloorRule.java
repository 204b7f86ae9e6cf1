package org.sluice.gateway.domain.protocol;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.Level;

/**
 * The least channel for the labels that it matches. A rule with neither levels nor types is the one for everything
 * else.
 *
 * @param levels for each dimension named, the levels that match; all dimensions named must match
 * @param informationTypes the types that match; empty for every type
 * @param source the document and the sentence that the rule rests on
 */
public record FloorRule(Map<Dimension, Set<Level>> levels, Set<String> informationTypes, Channel floor, String source) {
    public FloorRule {
        Map<Dimension, Set<Level>> copy = new EnumMap<>(Dimension.class);
        levels.forEach((dimension, set) -> copy.put(dimension, Set.copyOf(set)));
        levels = Dimension.ordered(copy);
        informationTypes = Set.copyOf(informationTypes);
    }

    /** Whether this is the rule for everything that no other rule matches. */
    public boolean otherwise() {
        return levels.isEmpty() && informationTypes.isEmpty();
    }

    boolean matches(Label label) {
        boolean type = informationTypes.isEmpty() || informationTypes.contains(label.informationType());
        return type && levels.entrySet().stream().allMatch(e -> e.getValue().contains(label.effective(e.getKey())));
    }
}
