package org.sluice.gateway.policy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.sluice.gateway.domain.label.LabelKey;
import org.sluice.gateway.domain.protocol.Protocol;

/**
 * The names that protocols know, for the keys of a label that must name one of theirs. Organisations concerned are not
 * among them: one that is not on record gives no consent, which refuses.
 */
public record KnownWords(Map<LabelKey, List<String>> byKey) {
    /** Where no protocol is at hand: any well-formed name may be right. */
    public static final KnownWords ANY = new KnownWords(Map.of());

    public KnownWords {
        byKey = Map.copyOf(byKey);
    }

    /** What these protocols know together. */
    public static KnownWords of(List<Protocol> protocols) {
        List<String> types = new ArrayList<>();
        List<String> audiences = new ArrayList<>();
        List<String> elements = new ArrayList<>();
        List<String> marks = new ArrayList<>();
        for (Protocol protocol : protocols) {
            protocol.informationTypes().forEach(type -> types.add(type.id()));
            protocol.audiences().forEach(audience -> audiences.add(audience.id()));
            protocol.vocabulary().elements().forEach(term -> elements.add(term.id()));
            protocol.vocabulary().marks().forEach(mark -> marks.add(mark.id()));
        }
        Map<LabelKey, List<String>> byKey = new EnumMap<>(LabelKey.class);
        byKey.put(LabelKey.TYPE, sorted(types));
        byKey.put(LabelKey.SHARE_WITH, sorted(audiences));
        byKey.put(LabelKey.ELEMENTS, sorted(elements));
        byKey.put(LabelKey.WITHHELD, sorted(elements));
        byKey.put(LabelKey.MARKS, sorted(marks));
        return new KnownWords(byKey);
    }

    /** The names that are right for a key; nothing where any may be. */
    public Optional<List<String>> of(LabelKey key) {
        return Optional.ofNullable(byKey.get(key));
    }

    private static List<String> sorted(List<String> names) {
        return List.copyOf(new TreeSet<>(names));
    }
}
