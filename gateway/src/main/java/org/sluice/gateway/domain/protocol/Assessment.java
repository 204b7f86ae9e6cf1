package org.sluice.gateway.domain.protocol;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A data protection impact assessment on record: somebody signed that these parts of a protocol may be as wide as that
 * version of it has them, and no wider.
 *
 * @param parts keys of differences, for example {@code cell assessments-reports:public}
 * @param text the protocol that was assessed, as it was written
 * @param document SHA-256 of the signed document, if there is one
 * @param file name of the signed document's file, if it is kept here
 */
public record Assessment(
        String id,
        String protocolId,
        List<String> parts,
        String text,
        String signedBy,
        LocalDate signed,
        Optional<String> document,
        Optional<String> file,
        Optional<String> note,
        String recordedBy,
        Instant recorded) {
    public Assessment {
        parts = List.copyOf(parts);
        if (document.isEmpty() && note.isEmpty()) {
            throw new IllegalArgumentException("An assessment rests on a signed document or a note of where it is.");
        }
    }

    /** An assessment with the protocol that it assessed, read. */
    public record Read(Assessment assessment, Protocol assessed) {
        /** Whether this lets a part be as wide as the proposed protocol has it. */
        boolean covers(Difference wider, Protocol proposed) {
            return assessment.protocolId().equals(proposed.id())
                    && assessment.parts().contains(wider.key())
                    && ProtocolDiff.of(assessed, proposed).wider().stream()
                            .noneMatch(d -> d.key().equals(wider.key()));
        }
    }

    /** Of what is wider, that which no assessment on record lets be so. */
    public static List<Difference> uncovered(List<Difference> wider, Protocol proposed, List<Read> onRecord) {
        return wider.stream()
                .filter(d -> onRecord.stream().noneMatch(a -> a.covers(d, proposed)))
                .toList();
    }
}
