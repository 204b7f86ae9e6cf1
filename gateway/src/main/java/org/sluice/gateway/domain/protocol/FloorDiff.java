package org.sluice.gateway.domain.protocol;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.Level;

/**
 * Compares the floors of two protocols by what they say about every label that can be: the ladders have 288
 * combinations, so that no reading of rules against rules is needed.
 */
final class FloorDiff {
    private static final List<List<Level>> COMBINATIONS = combinations();

    private FloorDiff() {}

    static void compare(Protocol before, Protocol after, List<Difference> all) {
        if (before.floors().equals(after.floors())) {
            return;
        }
        for (String type : types(before, after)) {
            List<Change> changes = new ArrayList<>();
            for (List<Level> levels : COMBINATIONS) {
                Label label = label(type, levels);
                Channel was = least(before, label);
                Channel is = least(after, label);
                // One example each way is enough for a person to find the rule.
                if (is.compareTo(was) < 0 && changes.stream().noneMatch(Change::wider)) {
                    changes.add(Change.wider(words(levels), was.word(), is.word()));
                } else if (is.compareTo(was) > 0 && changes.stream().allMatch(Change::wider)) {
                    changes.add(Change.narrower(words(levels), was.word(), is.word()));
                }
            }
            ProtocolDiff.add(all, Difference.Part.FLOOR, type, Optional.empty(), changes);
        }
    }

    private static Channel least(Protocol protocol, Label label) {
        return protocol.floors().stream()
                .filter(r -> !r.otherwise() && r.matches(label))
                .map(FloorRule::floor)
                .max(Comparator.naturalOrder())
                .orElse(protocol.floors().getLast().floor());
    }

    private static Set<String> types(Protocol before, Protocol after) {
        Set<String> ids = new LinkedHashSet<>();
        after.informationTypes().forEach(t -> ids.add(t.id()));
        before.informationTypes().forEach(t -> ids.add(t.id()));
        return ids;
    }

    private static Label label(String type, List<Level> levels) {
        Label label = Label.of(Channel.STRICTLY_CONFIDENTIAL, type);
        for (Level level : levels) {
            label = label.declaring(level);
        }
        return label;
    }

    private static String words(List<Level> levels) {
        return String.join(
                ", ",
                levels.stream().map(l -> l.dimension().word() + " " + l.word()).toList());
    }

    private static List<List<Level>> combinations() {
        List<List<Level>> all = List.of(List.of());
        for (Dimension dimension : Dimension.values()) {
            List<List<Level>> longer = new ArrayList<>();
            for (List<Level> start : all) {
                for (Level level : dimension.levels()) {
                    List<Level> more = new ArrayList<>(start);
                    more.add(level);
                    longer.add(List.copyOf(more));
                }
            }
            all = longer;
        }
        return List.copyOf(all);
    }
}
