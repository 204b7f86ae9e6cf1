package org.sluice.gateway.domain.protocol;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a newer protocol says differently from an older one, part by part: every type and audience with the cell that
 * counts for them, inherited ones too, so that a changed {@code is-also} or a new cell for the public shows wherever it
 * counts.
 */
public record ProtocolDiff(List<Difference> differences) {
    public ProtocolDiff {
        differences = List.copyOf(differences);
    }

    public static ProtocolDiff of(Protocol before, Protocol after) {
        return of(Optional.of(before), after);
    }

    /** @param before what it is measured against; without one, whatever is shared counts as wider than nothing */
    public static ProtocolDiff of(Optional<Protocol> before, Protocol after) {
        List<Difference> all = new ArrayList<>();
        before.ifPresent(old -> HeadingDiff.compare(old, after, all));
        for (String type : types(before, after)) {
            for (String audience : audiences(before, after)) {
                Optional<Cell> is = after.cell(type, audience);
                Optional<Cell> was = before.flatMap(
                        old -> old.cell(type, old.audience(audience).isPresent() ? audience : Audience.PUBLIC));
                // Whoever is no audience any more still is the public.
                Optional<Cell> counts = after.audience(audience).isPresent() ? is : after.cell(type, Audience.PUBLIC);
                add(all, Difference.Part.CELL, type + ":" + audience, counts, CellWidth.compare(was, counts));
            }
        }
        before.ifPresent(old -> {
            FloorDiff.compare(old, after, all);
            ChannelDiff.compare(old, after, all);
        });
        return new ProtocolDiff(all);
    }

    /** The parts that let more pass than before. */
    public List<Difference> wider() {
        return differences.stream().filter(Difference::wider).toList();
    }

    static void add(
            List<Difference> all, Difference.Part part, String name, Optional<Cell> cell, List<Change> changes) {
        if (!changes.isEmpty()) {
            all.add(new Difference(part, name, cell.map(Cell::row).orElse(""), changes));
        }
    }

    private static Set<String> types(Optional<Protocol> before, Protocol after) {
        Set<String> ids = new LinkedHashSet<>();
        after.informationTypes().forEach(t -> ids.add(t.id()));
        before.ifPresent(old -> old.informationTypes().forEach(t -> ids.add(t.id())));
        return ids;
    }

    private static Set<String> audiences(Optional<Protocol> before, Protocol after) {
        Set<String> ids = new LinkedHashSet<>();
        after.audiences().forEach(a -> ids.add(a.id()));
        before.ifPresent(old -> old.audiences().forEach(a -> ids.add(a.id())));
        return ids;
    }
}
