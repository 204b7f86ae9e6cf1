package org.sluice.gateway.domain.inspect;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a deposit's content.
 *
 * @param judgedVersion of the label that the findings were last judged against, for notices alone: exits judge anew
 * @param attestedBy the person who answers for what was not looked at
 */
public record Inspection(
        String depositId,
        Report.State state,
        Report report,
        Optional<Instant> lookedAt,
        long judgedVersion,
        Optional<String> attestedBy,
        Optional<String> attestedNote,
        List<Acceptance> accepted) {
    public Inspection {
        accepted = List.copyOf(accepted);
    }

    /** The same with this in the place of all free words. */
    public Inspection withoutWords(String mark) {
        return new Inspection(
                depositId,
                state,
                report,
                lookedAt,
                judgedVersion,
                attestedBy,
                attestedNote.map(note -> mark),
                accepted.stream().map(one -> one.withoutWords(mark)).toList());
    }
}
