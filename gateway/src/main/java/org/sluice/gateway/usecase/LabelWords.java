package org.sluice.gateway.usecase;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.LabelKey;
import org.sluice.gateway.domain.protocol.Protocol;

/**
 * The words of a label that must be a protocol's. A misspelt element that is withheld, or a misspelt mark, would protect
 * nothing. Organisations concerned are not asked for here: one that is not on record gives no consent, which refuses.
 */
final class LabelWords {
    private LabelWords() {}

    /** What speaks against the words of the keys that change; a protocol on record has to know each. */
    static Optional<Refusal> against(List<Protocol> onRecord, Set<String> changed, Label label) {
        Set<String> audiences = new HashSet<>();
        Set<String> elements = new HashSet<>();
        Set<String> marks = new HashSet<>();
        for (Protocol protocol : onRecord) {
            protocol.audiences().forEach(audience -> audiences.add(audience.id()));
            protocol.vocabulary().elements().forEach(term -> elements.add(term.id()));
            protocol.vocabulary().marks().forEach(mark -> marks.add(mark.id()));
        }
        return unknown(
                        changed,
                        LabelKey.ELEMENTS,
                        label.particulars().elements().orElse(List.of()),
                        elements)
                .or(() ->
                        unknown(changed, LabelKey.WITHHELD, label.particulars().withheld(), elements))
                .or(() -> unknown(changed, LabelKey.MARKS, label.particulars().marks(), marks))
                .or(() ->
                        unknown(changed, LabelKey.SHARE_WITH, label.shareWith().orElse(List.of()), audiences));
    }

    private static Optional<Refusal> unknown(Set<String> changed, LabelKey key, List<String> words, Set<String> known) {
        List<String> unknown = new ArrayList<>(words);
        unknown.removeAll(known);
        if (!changed.contains(key.word()) || unknown.isEmpty()) {
            return Optional.empty();
        }
        List<String> choices = List.copyOf(new TreeSet<>(known));
        return Optional.of(new Refusal(
                Refusal.Kind.WRONG,
                "bad-label",
                "The key \"" + key.word() + "\" does not take \"" + String.join("\", \"", unknown) + "\"; "
                        + (choices.isEmpty()
                                ? "no protocol here lists any."
                                : "write some of " + String.join(", ", choices) + "."),
                choices));
    }
}
