package org.sluice.gateway.policy;

import java.util.List;
import org.sluice.gateway.domain.protocol.Protocol;

/** What came of reading a protocol. */
public sealed interface Loaded {
    record Good(Protocol protocol) implements Loaded {}

    /**
     * No protocol was made.
     *
     * @param mistakes all of them, in the order of the text; never empty
     */
    record Bad(List<Mistake> mistakes) implements Loaded {
        public Bad {
            mistakes = List.copyOf(mistakes);
        }
    }
}
