package org.sluice.gateway.policy;

import static org.sluice.gateway.policy.Headings.get;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sluice.gateway.domain.protocol.FactKind;

/** Reads the kinds of facts of a protocol. */
final class FactReader {
    private static final Pattern DAYS = Pattern.compile("([1-9][0-9]{0,3})d");

    private FactReader() {}

    /** @param types the places at which information types are named, to be checked once these are known */
    static List<FactKind> read(Optional<Place> place, List<Place> types) {
        Map<String, Place> overriders = new LinkedHashMap<>();
        List<FactKind> facts = Headings.list(place, p -> fact(p, overriders, types), FactKind::id);
        List<String> known = facts.stream().map(FactKind::id).toList();
        // Only here are all of them known: one may override a refusal of another that stands before it.
        overriders.values().forEach(p -> Headings.names(p, item -> item.oneOf(known, id -> id), true));
        return facts;
    }

    private static Optional<FactKind> fact(Place place, Map<String, Place> overriders, List<Place> types) {
        Map<String, Place> at =
                place.fields(List.of("id", "about", "title"), List.of("given-by", "derived", "overrides-refusal"));
        Optional<String> id = get(at, "id").flatMap(Place::name);
        Optional<FactKind.About> about =
                get(at, "about").flatMap(p -> p.oneOf(List.of(FactKind.About.values()), FactKind.About::word));
        var titles = Headings.titles(get(at, "title"));
        FactKind.GivenBy givenBy = get(at, "given-by")
                .flatMap(p -> p.oneOf(List.of(FactKind.GivenBy.values()), FactKind.GivenBy::word))
                .orElse(FactKind.GivenBy.ANYONE);
        Optional<FactKind.Derived> derived = get(at, "derived").flatMap(p -> derived(p, types));
        about.ifPresent(of -> fits(at, of));
        Optional<Place> overrides = get(at, "overrides-refusal");
        id.ifPresent(name -> overrides.ifPresent(p -> overriders.put(name, p)));
        // Mistakes in these names are told once all facts are known.
        Set<String> overriding = overrides
                .filter(p -> p.node() instanceof YamlNode.Items)
                .map(p -> Set.copyOf(p.items().stream()
                        .flatMap(item -> item.node() instanceof YamlNode.Scalar scalar
                                ? java.util.stream.Stream.of(scalar.text().strip())
                                : java.util.stream.Stream.empty())
                        .toList()))
                .orElse(Set.of());
        return id.map(
                name -> new FactKind(name, about.orElse(FactKind.About.DEPOSIT), titles, givenBy, derived, overriding));
    }

    /** What could never follow is told while it is written, and not when somebody waits for it. */
    private static void fits(Map<String, Place> at, FactKind.About about) {
        if (about != FactKind.About.RECIPIENT) {
            get(at, "derived")
                    .ifPresent(p -> p.wrong(
                            "Only a fact about who receives follows from its deposits; write \"about: recipient\"."));
        }
    }

    private static Optional<FactKind.Derived> derived(Place place, List<Place> types) {
        Map<String, Place> at = place.fields(List.of("deposits-of", "every"), List.of("grace"));
        Optional<String> type = get(at, "deposits-of").flatMap(p -> {
            Optional<String> name = p.name();
            name.ifPresent(known -> types.add(p));
            return name;
        });
        Optional<Duration> every = get(at, "every").flatMap(FactReader::days);
        Duration grace = get(at, "grace").flatMap(FactReader::days).orElse(Duration.ZERO);
        return type.flatMap(name -> every.map(due -> new FactKind.Derived(name, due, grace)));
    }

    private static Optional<Duration> days(Place place) {
        return place.text().flatMap(text -> {
            Matcher matcher = DAYS.matcher(text);
            if (matcher.matches()) {
                return Optional.of(Duration.ofDays(Long.parseLong(matcher.group(1))));
            }
            place.wrong("\"" + text + "\" is no number of days; write for example 31d.");
            return Optional.empty();
        });
    }
}
