package org.sluice.gateway.domain.inspect;

import java.util.List;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;

/** Judges what was found against what is claimed. */
public final class ContentRules {
    private ContentRules() {}

    /**
     * The findings that the label does not cover and nobody answers for. A dimension that nobody declared counts as its most
     * identifying value, so an unlabelled file claims nothing that could be contradicted. A likely name in the file's own
     * name stands against every label: the name is seen where the content is not.
     */
    public static List<Finding> above(Report report, Label label, List<Acceptance> accepted) {
        return report.findings().stream()
                .filter(finding -> contradicts(finding, label))
                .filter(finding -> accepted.stream().noneMatch(word -> word.covers(finding, label)))
                .toList();
    }

    private static boolean contradicts(Finding finding, Label label) {
        if (finding.kind() == FindingKind.NAME_IN_FILE_NAME) {
            return true;
        }
        return finding.kind()
                .shows()
                .map(shown -> !shown.atMost(label.effective(shown.dimension())))
                .orElse(false);
    }

    /**
     * Whether somebody must answer for what was not looked at: always where the gateway is set so, else where the label
     * promises that nobody is identified and everybody may have the file, and for what its sender sealed.
     */
    public static boolean needsAttestation(Report report, Label label, boolean always) {
        return !report.gaps().isEmpty()
                && (always
                        || report.gaps().stream().anyMatch(gap -> gap.why() == Gap.Why.SEALED_BY_SENDER)
                        || (label.channel() == Channel.PUBLIC
                                && label.effective(Dimension.PERSONS).rank() == 0));
    }
}
