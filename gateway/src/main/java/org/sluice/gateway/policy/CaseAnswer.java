package org.sluice.gateway.policy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.domain.protocol.Reason;

/**
 * The answer to one case.
 *
 * @param word {@code permit}, {@code refuse} or {@code needs}
 * @param decision the whole decision; none where the case had words that are not known, so that none could be made
 */
public record CaseAnswer(String word, List<Reason> reasons, Optional<Decision> decision) {
    public CaseAnswer {
        reasons = List.copyOf(reasons);
    }

    static CaseAnswer of(Decision decision) {
        return new CaseAnswer(decision.word(), decision.reasons(), Optional.of(decision));
    }

    static CaseAnswer unknown(List<Reason> reasons) {
        return new CaseAnswer("refuse", reasons, Optional.empty());
    }

    /** The English sentences of the reasons that decided, without their full stops, with {@code "; "} between. */
    public String sentences() {
        return decision.map(Decision::deciding).orElse(reasons).stream()
                .map(reason -> reason.sentence().replaceFirst("\\.$", ""))
                .collect(Collectors.joining("; "));
    }
}
