package org.sluice.gateway.policy;

import static org.sluice.gateway.policy.Headings.get;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Level;
import org.sluice.gateway.domain.protocol.Cell;
import org.sluice.gateway.domain.protocol.Condition;
import org.sluice.gateway.domain.protocol.Disclosure;
import org.sluice.gateway.domain.protocol.Onward;
import org.sluice.gateway.domain.protocol.Shared;

/** Reads the cells of a protocol, and checks each against the headings. */
final class CellReader {
    private static final List<String> OPTIONAL = List.of(
            "ceiling",
            "conditions",
            "lifted-by",
            "onward",
            "onward-to",
            "inside-organisation",
            "senders",
            "recipient",
            "elements",
            "element-with",
            "withheld",
            "withheld-override",
            "small-counts",
            "owner-names",
            "obligations",
            "flow");

    /** What makes no sense in a cell that is not shared. */
    private static final List<String> NOT_WITHOUT_SHARING =
            OPTIONAL.stream().filter(key -> !key.equals("onward")).toList();

    private final Headings headings;
    private final Set<String> seen = new HashSet<>();

    private CellReader(Headings headings) {
        this.headings = headings;
    }

    static List<Cell> read(Optional<Place> place, Headings headings) {
        CellReader reader = new CellReader(headings);
        List<Cell> cells = new ArrayList<>();
        for (Place item : place.map(Place::items).orElse(List.of())) {
            reader.cell(item).ifPresent(cells::add);
        }
        return cells;
    }

    private Optional<Cell> cell(Place place) {
        Map<String, Place> at = place.fields(List.of("type", "audience", "shared", "disclosure", "row"), OPTIONAL);
        Optional<String> type = get(at, "type").flatMap(headings::typeAt);
        Optional<String> audience = get(at, "audience").flatMap(headings::audienceAt);
        Optional<Shared> shared = get(at, "shared").flatMap(p -> p.oneOf(List.of(Shared.values()), Shared::word));
        Optional<Disclosure> disclosure =
                get(at, "disclosure").flatMap(p -> p.oneOf(List.of(Disclosure.values()), Disclosure::word));
        Map<Dimension, Level> ceilings =
                get(at, "ceiling").map(Headings::levels).orElse(Map.of());
        List<Condition> conditions = get(at, "conditions").map(this::conditions).orElse(List.of());
        Map<Dimension, String> liftedBy =
                get(at, "lifted-by").map(p -> lifts(p, ceilings)).orElse(Map.of());
        String onward = get(at, "onward").flatMap(Place::text).orElse("");
        String row = get(at, "row").flatMap(Place::text).orElse("");
        if (type.isPresent() && audience.isPresent() && !seen.add(type.get() + " " + audience.get())) {
            place.wrong(
                    "The cell of " + type.get() + " and " + audience.get() + " stands here a second time; keep one.");
        }
        shared.ifPresent(s -> check(place, at, s));
        boolean whole = type.isPresent() && audience.isPresent() && shared.isPresent() && disclosure.isPresent();
        if (!whole || (shared.get() == Shared.CONSENT && conditions.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(new Cell(
                type.get(),
                audience.get(),
                shared.get(),
                ceilings,
                disclosure.get(),
                conditions,
                liftedBy,
                onward,
                new Onward(
                        Set.copyOf(get(at, "onward-to")
                                .map(p -> Headings.names(p, headings::audienceAt, false))
                                .orElse(List.of())),
                        Headings.flag(get(at, "inside-organisation"))),
                HandlingReader.read(at, headings),
                Headings.flag(get(at, "flow")),
                row));
    }

    private static void check(Place place, Map<String, Place> at, Shared shared) {
        if (shared == Shared.NO) {
            for (String key : NOT_WITHOUT_SHARING) {
                get(at, key).ifPresent(p -> p.wrong("A cell that is not shared has no \"" + key + "\"; take it away."));
            }
            return;
        }
        // Data on persons is what does most harm: a protocol says how far it goes, and silence is no word on it.
        Optional<Place> ceiling = get(at, "ceiling");
        boolean persons = ceiling.isPresent()
                && ceiling.get().node() instanceof YamlNode.Fields fields
                && fields.list().stream().anyMatch(f -> f.key().text().equals(Dimension.PERSONS.word()));
        if (!persons) {
            ceiling.orElse(place)
                    .wrong("A shared cell says its ceiling of persons; write \"persons\" under \"ceiling\".");
        }
        if (shared == Shared.CONSENT && get(at, "conditions").isEmpty()) {
            place.wrong("A cell shared by consent names the fact that records it; write it under \"conditions\".");
        }
    }

    private List<Condition> conditions(Place place) {
        List<Condition> conditions = new ArrayList<>();
        List<Place> items = place.items();
        if (items.isEmpty() && place.node() instanceof YamlNode.Items) {
            place.wrong("The list is empty; name a fact or take the key away.");
        }
        for (Place item : items) {
            condition(item).ifPresent(condition -> {
                if (conditions.contains(condition)) {
                    item.wrong("The fact \"" + condition.words() + "\" stands here a second time; keep one.");
                } else {
                    conditions.add(condition);
                }
            });
        }
        return conditions;
    }

    private Optional<Condition> condition(Place item) {
        if (!(item.node() instanceof YamlNode.Fields)) {
            return headings.factAt(item).map(Condition::of);
        }
        return get(item.fields(List.of("any-of"), List.of()), "any-of")
                .map(p -> Headings.names(p, headings::factAt, true))
                .filter(names -> !names.isEmpty())
                .map(Condition::new);
    }

    private Map<Dimension, String> lifts(Place place, Map<Dimension, Level> ceilings) {
        Map<Dimension, String> lifts = new EnumMap<>(Dimension.class);
        place.fields(List.of(), Dimension.words())
                .forEach((word, at) -> Dimension.of(word).ifPresent(dimension -> {
                    if (!ceilings.containsKey(dimension)) {
                        at.wrong("There is no ceiling of " + word + " to lift; write one or take this away.");
                    }
                    headings.factAt(at).ifPresent(fact -> lifts.put(dimension, fact));
                }));
        return lifts;
    }
}
