package org.sluice.gateway.domain.protocol;

import java.util.Optional;
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
        return open.permits()
                ? new Floor(Channel.PUBLIC, "the matrix permits it for the public")
                : ruled(protocol, label);
    }

    /**
     * The floor below which this label is kept, if it is. Most are kept where even the strictest rule that matches is
     * content, and then nobody needs to know whether the public might have it.
     */
    static Optional<Floor> missed(Protocol protocol, Label label) {
        if (label.channel().atLeast(ruled(protocol, label).channel())) {
            return Optional.empty();
        }
        return Optional.of(of(protocol, label)).filter(floor -> !label.channel().atLeast(floor.channel()));
    }

    private static Floor ruled(Protocol protocol, Label label) {
        FloorRule strictest = protocol.floors().getLast();
        for (FloorRule rule : protocol.floors()) {
            boolean higher = strictest.otherwise() || rule.floor().compareTo(strictest.floor()) > 0;
            if (higher && !rule.otherwise() && rule.matches(label)) {
                strictest = rule;
            }
        }
        return new Floor(strictest.floor(), strictest.source());
    }
}
