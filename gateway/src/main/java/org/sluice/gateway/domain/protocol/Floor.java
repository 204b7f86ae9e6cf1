package org.sluice.gateway.domain.protocol;

import java.util.Comparator;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Label;

/**
 * The least channel for a label under one protocol.
 *
 * @param source what it rests on
 */
record Floor(Channel channel, String source) {
    /**
     * What the matrix permits for the public, with no fact on record, has the floor {@code public}; for the rest the
     * strictest rule that matches counts, and where none does the rule for everything else. The owner's narrowing plays
     * no part: it says who may have it, not how much harm it can do.
     */
    static Floor of(Protocol protocol, Label label) {
        Ruling open = Ruling.of(protocol, new Question(label, Audience.PUBLIC, Parties.NOBODY, FactsOnRecord.NONE));
        if (open.permits()) {
            return new Floor(Channel.PUBLIC, "the matrix permits it for the public");
        }
        FloorRule rule = protocol.floors().stream()
                .filter(r -> !r.otherwise() && r.matches(label))
                .max(Comparator.comparing(FloorRule::floor))
                .orElse(protocol.floors().getLast());
        return new Floor(rule.floor(), rule.source());
    }
}
