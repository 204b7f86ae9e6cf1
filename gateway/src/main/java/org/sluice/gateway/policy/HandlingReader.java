package org.sluice.gateway.policy;

import static org.sluice.gateway.policy.Headings.get;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sluice.gateway.domain.protocol.Handling;
import org.sluice.gateway.domain.protocol.Obligation;
import org.sluice.gateway.domain.protocol.Term;

/** Reads what a cell asks beyond ceilings and facts. */
final class HandlingReader {
    private static final String PERSON = "person";
    private static final String RESPECTED = "respected";

    private HandlingReader() {}

    static Handling read(Map<String, Place> at, Headings headings) {
        Optional<String> override = get(at, "withheld-override").flatMap(headings::factAt);
        boolean respected = said(at, "withheld", List.of(RESPECTED, "not-asked"), RESPECTED);
        if (override.isPresent() && !respected) {
            get(at, "withheld-override")
                    .ifPresent(
                            p -> p.wrong("There is nothing withheld to override; write \"withheld: respected\" too."));
        }
        return new Handling(
                names(at, "senders", headings::functionAt).orElse(Set.of()),
                said(at, "recipient", List.of("any", PERSON), PERSON),
                names(at, "elements", headings::elementAt),
                get(at, "element-with").map(p -> pairs(p, headings)).orElse(Map.of()),
                respected,
                override,
                get(at, "small-counts")
                        .flatMap(p -> p.oneOf(List.of(Handling.SmallCounts.values()), Handling.SmallCounts::word))
                        .orElse(Handling.SmallCounts.FREE),
                Headings.flag(get(at, "owner-names")),
                get(at, "obligations").map(HandlingReader::obligations).orElse(List.of()));
    }

    private static List<Obligation> obligations(Place place) {
        List<Obligation> obligations = new ArrayList<>();
        for (Place item : place.items()) {
            item.oneOf(List.of(Obligation.values()), Obligation::word).ifPresent(obligations::add);
        }
        return obligations;
    }

    private static Optional<Set<String>> names(
            Map<String, Place> at, String key, java.util.function.Function<Place, Optional<String>> known) {
        return get(at, key).map(p -> Set.copyOf(Headings.names(p, known, true)));
    }

    private static boolean said(Map<String, Place> at, String key, List<String> words, String wanted) {
        return get(at, key)
                .flatMap(p -> p.oneOf(words, word -> word))
                .filter(wanted::equals)
                .isPresent();
    }

    private static Map<String, String> pairs(Place place, Headings headings) {
        Map<String, String> pairs = new LinkedHashMap<>();
        List<String> elements =
                headings.vocabulary().elements().stream().map(Term::id).toList();
        place.fields(List.of(), elements)
                .forEach((element, at) -> headings.elementAt(at).ifPresent(other -> pairs.put(element, other)));
        return pairs;
    }
}
