package org.sluice.gateway.domain.protocol;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sluice.gateway.domain.label.Label;

/** What an audience may have, and what would have to change before it may. */
public record Explanation(Decision decision, List<Remedy> remedies) {
    public Explanation {
        remedies = List.copyOf(remedies);
    }

    public static Explanation of(Decision decision, List<Protocol> inForce) {
        return new Explanation(decision, Remedy.of(decision, inForce));
    }

    /** Every audience at once, in the order of the protocols. */
    public static List<Explanation> all(List<Protocol> inForce, Label label, Set<String> facts) {
        return audiences(inForce).stream()
                .map(audience -> of(Engine.decide(inForce, label, audience, facts), inForce))
                .toList();
    }

    /** The audiences of the protocols, each once. */
    public static Set<String> audiences(List<Protocol> protocols) {
        Set<String> audiences = new LinkedHashSet<>();
        protocols.forEach(protocol -> protocol.audiences().forEach(a -> audiences.add(a.id())));
        return audiences;
    }
}
