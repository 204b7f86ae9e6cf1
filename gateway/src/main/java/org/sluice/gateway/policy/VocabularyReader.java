package org.sluice.gateway.policy;

import static org.sluice.gateway.policy.Headings.get;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.protocol.Mark;
import org.sluice.gateway.domain.protocol.Term;
import org.sluice.gateway.domain.protocol.Vocabulary;

/** Reads the functions, data elements and marks of a protocol. */
final class VocabularyReader {
    private VocabularyReader() {}

    static Vocabulary read(Map<String, Place> at, Headings headings) {
        return new Vocabulary(
                terms(get(at, "functions")),
                terms(get(at, "elements")),
                get(at, "marks")
                        .map(place -> Headings.list(Optional.of(place), p -> mark(p, headings), Mark::id))
                        .orElse(List.of()));
    }

    private static List<Term> terms(Optional<Place> place) {
        return Headings.list(
                place,
                p -> {
                    Map<String, Place> at = p.fields(List.of("id", "title"), List.of());
                    var titles = Headings.titles(get(at, "title"));
                    return get(at, "id").flatMap(Place::name).map(id -> new Term(id, titles));
                },
                Term::id);
    }

    private static Optional<Mark> mark(Place place, Headings headings) {
        Map<String, Place> at = place.fields(List.of("id", "title", "closed-to", "waiver"), List.of());
        Optional<String> id = get(at, "id").flatMap(Place::name);
        var titles = Headings.titles(get(at, "title"));
        List<String> closed = get(at, "closed-to")
                .map(p -> Headings.names(p, headings::audienceAt, true))
                .orElse(List.of());
        Optional<String> waiver = get(at, "waiver").flatMap(headings::factAt);
        return id.flatMap(name -> waiver.map(fact -> new Mark(name, titles, new HashSet<>(closed), fact)));
    }
}
