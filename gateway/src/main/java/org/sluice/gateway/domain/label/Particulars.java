package org.sluice.gateway.domain.label;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a label says of case data, besides the five dimensions. All of it only narrows or informs. Immutable.
 *
 * @param elements the data elements that the content has; absent means that nobody said, empty that it has none of those
 *     that the protocol lists
 * @param concerns the organisations that the content is about, besides its owner
 * @param withheld the data elements that those concerned asked not to pass on
 * @param consentedPurposes the purposes that consent was given for; absent means that nobody said, empty none
 * @param smallCounts whether some figure counts so few that it may point at somebody; absent counts as yes
 * @param marks such as {@code unhcr}, whose data has rules of its own
 * @param caseCode the code of a case, never a name
 */
public record Particulars(
        Optional<List<String>> elements,
        List<String> concerns,
        List<String> withheld,
        Optional<List<String>> consentedPurposes,
        Optional<Boolean> smallCounts,
        List<String> marks,
        Optional<String> caseCode) {
    /** Nothing said. */
    public static final Particulars NONE = new Particulars(
            Optional.empty(), List.of(), List.of(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    /** @throws IllegalArgumentException if a name or the code is not well-formed */
    public Particulars {
        elements = elements.map(Particulars::names);
        concerns = names(concerns);
        withheld = names(withheld);
        consentedPurposes = consentedPurposes.map(Particulars::names);
        marks = names(marks);
        caseCode.ifPresent(code -> {
            if (!Words.isCode(code)) {
                throw new IllegalArgumentException("A case code has letters, digits and hyphens.");
            }
        });
    }

    /** Whether figures may count so few that they point at somebody. */
    public boolean hasSmallCounts() {
        return smallCounts.orElse(true);
    }

    /** These with the one that {@code key} names replaced; the key must be one of a list of names. */
    Particulars with(LabelKey key, List<String> names) {
        return new Particulars(
                key == LabelKey.ELEMENTS ? Optional.of(names) : elements,
                key == LabelKey.CONCERNS ? names : concerns,
                key == LabelKey.WITHHELD ? names : withheld,
                key == LabelKey.CONSENTED_PURPOSES ? Optional.of(names) : consentedPurposes,
                smallCounts,
                key == LabelKey.MARKS ? names : marks,
                caseCode);
    }

    Particulars counting(Optional<Boolean> small) {
        return new Particulars(elements, concerns, withheld, consentedPurposes, small, marks, caseCode);
    }

    Particulars ofCase(Optional<String> code) {
        return new Particulars(elements, concerns, withheld, consentedPurposes, smallCounts, marks, code);
    }

    private static List<String> names(List<String> names) {
        names.forEach(name -> {
            if (!Words.isName(name)) {
                throw new IllegalArgumentException("\"" + name + "\" is no name.");
            }
        });
        return List.copyOf(new TreeSet<>(names));
    }
}
