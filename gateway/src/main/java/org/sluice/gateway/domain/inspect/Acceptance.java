package org.sluice.gateway.domain.inspect;

import java.time.Instant;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.Level;

/**
 * Somebody's word that a kind of finding may stand.
 *
 * @param claimed the rank that the label claimed then; a label that claims less later is contradicted anew
 */
public record Acceptance(FindingKind kind, int claimed, String personId, String reason, Instant at) {
    Acceptance withoutWords(String mark) {
        return new Acceptance(kind, claimed, personId, mark, at);
    }

    boolean covers(Finding finding, Label label) {
        return finding.kind() == kind && rank(kind, label) >= claimed;
    }

    /** What a label claims where this kind looks. */
    public static int rank(FindingKind kind, Label label) {
        return kind.shows()
                .map(Level::dimension)
                .map(dimension -> label.effective(dimension).rank())
                .orElse(0);
    }
}
