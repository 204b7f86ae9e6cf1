package org.sluice.gateway.policy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Level;
import org.sluice.gateway.domain.protocol.Audience;
import org.sluice.gateway.domain.protocol.FactKind;
import org.sluice.gateway.domain.protocol.InformationType;
import org.sluice.gateway.domain.protocol.Term;
import org.sluice.gateway.domain.protocol.ThirdParty;
import org.sluice.gateway.domain.protocol.Titles;
import org.sluice.gateway.domain.protocol.Vocabulary;

/** What the cells of a protocol refer to: its facts, audiences and types. */
record Headings(List<FactKind> facts, List<Audience> audiences, List<InformationType> types, Vocabulary vocabulary) {

    static Headings read(Map<String, Place> at) {
        List<Place> typesNamed = new ArrayList<>();
        List<FactKind> facts = FactReader.read(get(at, "facts"), typesNamed);
        List<Audience> audiences = audiences(get(at, "audiences"));
        Headings bare = new Headings(
                facts, audiences, list(get(at, "types"), Headings::type, InformationType::id), Vocabulary.NONE);
        // Only here are the types known.
        typesNamed.forEach(bare::typeAt);
        return new Headings(facts, audiences, bare.types(), VocabularyReader.read(at, bare));
    }

    Optional<String> functionAt(Place place) {
        return place.oneOf(vocabulary.functions().stream().map(Term::id).toList(), id -> id);
    }

    Optional<String> elementAt(Place place) {
        return place.oneOf(vocabulary.elements().stream().map(Term::id).toList(), id -> id);
    }

    /** A fact that this protocol lists. */
    Optional<String> factAt(Place place) {
        return place.oneOf(facts.stream().map(FactKind::id).toList(), id -> id);
    }

    Optional<String> audienceAt(Place place) {
        return place.oneOf(audiences.stream().map(Audience::id).toList(), id -> id);
    }

    Optional<String> typeAt(Place place) {
        return place.oneOf(types.stream().map(InformationType::id).toList(), id -> id);
    }

    static Titles titles(Optional<Place> place) {
        Map<String, String> words = new LinkedHashMap<>();
        // A missing title was written down where its key is missing; this one only lets the reading go on.
        words.put("en", "?");
        place.ifPresent(p -> p.fields(List.of("en"), Titles.LANGUAGES.subList(1, Titles.LANGUAGES.size()))
                .forEach((language, at) -> at.text().ifPresent(text -> words.put(language, text))));
        return new Titles(words);
    }

    static Map<Dimension, Level> levels(Place place) {
        Map<Dimension, Level> levels = new EnumMap<>(Dimension.class);
        place.fields(List.of(), Dimension.words())
                .forEach((word, at) -> Dimension.of(word)
                        .ifPresent(dimension -> at.word(dimension::level, dimension.ladder())
                                .ifPresent(level -> levels.put(dimension, level))));
        return levels;
    }

    private static Optional<InformationType> type(Place place) {
        Map<String, Place> at = place.fields(List.of("id", "title"), List.of("standard-label", "flow"));
        Optional<String> id = get(at, "id").flatMap(Place::name);
        Titles titles = titles(get(at, "title"));
        Map<Dimension, Level> standard =
                get(at, "standard-label").map(Headings::levels).orElse(Map.of());
        boolean flow = get(at, "flow")
                .flatMap(p -> p.oneOf(List.of("true", "false"), word -> word))
                .filter("true"::equals)
                .isPresent();
        return id.map(name -> new InformationType(name, titles, standard, flow));
    }

    private static List<Audience> audiences(Optional<Place> place) {
        Map<String, Place> partOf = new HashMap<>();
        List<Audience> audiences = list(
                place,
                p -> {
                    Map<String, Place> at =
                            p.fields(List.of("id", "title", "who"), List.of("is-also", "internal", "third-party"));
                    Optional<String> id = get(at, "id").flatMap(Place::name);
                    Titles titles = titles(get(at, "title"));
                    Optional<String> who = get(at, "who").flatMap(Place::text);
                    Optional<String> isAlso = get(at, "is-also").flatMap(Place::name);
                    id.ifPresent(name -> get(at, "is-also").ifPresent(w -> partOf.putIfAbsent(name, w)));
                    return id.map(name -> new Audience(
                            name,
                            titles,
                            isAlso,
                            who.orElse(""),
                            flag(get(at, "internal")),
                            get(at, "third-party")
                                    .flatMap(w -> w.oneOf(List.of(ThirdParty.values()), ThirdParty::word))
                                    .orElse(ThirdParty.NO)));
                },
                Audience::id);
        Map<String, String> links = new LinkedHashMap<>();
        audiences.forEach(a -> a.isAlso().ifPresent(other -> links.put(a.id(), other)));
        List<String> known = audiences.stream().map(Audience::id).toList();
        links.forEach((id, other) -> {
            if (!known.contains(other)) {
                at(partOf, id)
                        .wrong("There is no audience \"" + other + "\"; the audiences are " + String.join(", ", known)
                                + ".");
            } else if (id.equals(Audience.PUBLIC)) {
                at(partOf, id).wrong("The public is everybody and part of nothing; take this away.");
            }
        });
        circles(links, partOf);
        if (place.isPresent() && !known.contains(Audience.PUBLIC)) {
            place.get().wrong("The audience \"public\" is missing; every look-up ends there.");
        }
        return audiences;
    }

    private static void circles(Map<String, String> links, Map<String, Place> partOf) {
        Set<String> told = new LinkedHashSet<>();
        for (String start : links.keySet()) {
            Set<String> way = new LinkedHashSet<>();
            String here = start;
            while (here != null && way.add(here)) {
                here = links.get(here);
            }
            if (start.equals(here) && !told.contains(start)) {
                told.addAll(way);
                at(partOf, start)
                        .wrong("An audience cannot be part of itself: " + String.join(" is also ", way) + " is also "
                                + start + ".");
            }
        }
    }

    private static Place at(Map<String, Place> places, String id) {
        return Optional.ofNullable(places.get(id)).orElseThrow();
    }

    static <T> List<T> list(Optional<Place> place, Function<Place, Optional<T>> read, Function<T, String> id) {
        List<T> all = new ArrayList<>();
        Set<String> ids = new LinkedHashSet<>();
        for (Place item : place.map(Place::items).orElse(List.of())) {
            read.apply(item).ifPresent(value -> {
                if (ids.add(id.apply(value))) {
                    all.add(value);
                } else {
                    item.wrong("The id \"" + id.apply(value) + "\" stands here a second time; keep one.");
                }
            });
        }
        return all;
    }

    /** The names of a list, each once; an empty list is a mistake where {@code some} says so. */
    static List<String> names(Place place, Function<Place, Optional<String>> known, boolean some) {
        List<String> names = new ArrayList<>();
        List<Place> items = place.items();
        if (some && items.isEmpty() && place.node() instanceof YamlNode.Items) {
            place.wrong("The list is empty; name one or take the key away.");
        }
        for (Place item : items) {
            known.apply(item).ifPresent(name -> {
                if (names.contains(name)) {
                    item.wrong("\"" + name + "\" stands here a second time; keep one.");
                } else {
                    names.add(name);
                }
            });
        }
        return names;
    }

    static boolean flag(Optional<Place> place) {
        return place.flatMap(p -> p.oneOf(List.of("true", "false"), word -> word))
                .filter("true"::equals)
                .isPresent();
    }

    static Optional<Place> get(Map<String, Place> places, String key) {
        return Optional.ofNullable(places.get(key));
    }
}
