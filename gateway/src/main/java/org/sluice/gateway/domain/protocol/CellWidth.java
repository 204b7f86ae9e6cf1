package org.sluice.gateway.domain.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Level;

/**
 * Compares what two protocols say about one type and one audience. A cell that is not there shares nothing; what is only
 * said in words, such as how to pass something on, is never called narrower.
 */
final class CellWidth {
    private static final String UNLIMITED = "no ceiling";

    private final Cell before;
    private final Cell after;
    private final List<Change> changes = new ArrayList<>();

    private CellWidth(Cell before, Cell after) {
        this.before = before;
        this.after = after;
    }

    /** What the newer cell changes; empty where both say the same. */
    static List<Change> compare(Optional<Cell> before, Optional<Cell> after) {
        boolean was = before.filter(c -> c.shared() != Shared.NO).isPresent();
        boolean is = after.filter(c -> c.shared() != Shared.NO).isPresent();
        if (was && is) {
            return new CellWidth(before.orElseThrow(), after.orElseThrow()).compare();
        }
        if (was == is) {
            return List.of();
        }
        return List.of(
                is
                        ? Change.wider("shared", word(before), word(after))
                        : Change.narrower("shared", word(before), word(after)));
    }

    private static String word(Optional<Cell> cell) {
        return cell.map(c -> c.shared().word()).orElse("no cell");
    }

    private List<Change> compare() {
        if (before.shared() != after.shared()) {
            add(
                    after.shared() == Shared.YES,
                    "shared",
                    before.shared().word(),
                    after.shared().word());
        }
        for (Dimension dimension : Dimension.values()) {
            ceiling(dimension);
            lift(dimension);
        }
        conditions();
        if (before.disclosure() != after.disclosure()) {
            add(
                    after.disclosure().compareTo(before.disclosure()) < 0,
                    "disclosure",
                    before.disclosure().word(),
                    after.disclosure().word());
        }
        if (before.flow() != after.flow()) {
            add(after.flow(), "flow", before.flow(), after.flow());
        }
        if (!before.onward().equals(after.onward())) {
            changes.add(Change.other("onward", before.onward(), after.onward()));
        }
        HandlingWidth.passing(before.passing(), after.passing(), changes);
        HandlingWidth.handling(before.handling(), after.handling(), changes);
        return List.copyOf(changes);
    }

    private void add(boolean wider, String aspect, Object was, Object is) {
        changes.add(wider ? Change.wider(aspect, was, is) : Change.narrower(aspect, was, is));
    }

    private void ceiling(Dimension dimension) {
        Optional<Level> was = Optional.ofNullable(before.ceilings().get(dimension));
        Optional<Level> is = Optional.ofNullable(after.ceilings().get(dimension));
        if (!was.equals(is)) {
            // Without a ceiling everything passes: that is one more than the top of the ladder only in words.
            int most = dimension.ladder().size() - 1;
            int had = was.map(Level::rank).orElse(most);
            int has = is.map(Level::rank).orElse(most);
            String from = was.map(Level::word).orElse(UNLIMITED);
            String to = is.map(Level::word).orElse(UNLIMITED);
            if (had == has) {
                changes.add(Change.other(dimension.word(), from, to));
            } else {
                add(has > had, dimension.word(), from, to);
            }
        }
    }

    /** A lift lets more pass; another fact than before may be one that is easier to get. */
    private void lift(Dimension dimension) {
        Map<Dimension, String> now = after.liftedBy();
        String was = before.liftedBy().getOrDefault(dimension, "");
        String is = now.getOrDefault(dimension, "");
        boolean limited = after.ceilings().containsKey(dimension);
        if (!was.equals(is) && limited) {
            boolean unlimited = !before.ceilings().containsKey(dimension);
            add(!is.isEmpty() && !unlimited, dimension.word() + " lifted by", was, is);
        }
    }

    /** A condition is kept where one that asks for no other facts than it is still there: asking for fewer is stricter. */
    private void conditions() {
        before.conditions().stream()
                .filter(c -> !asked(c, after.conditions()))
                .forEach(c -> changes.add(Change.wider("condition", c.words(), nearest(c, after.conditions()))));
        after.conditions().stream()
                .filter(c -> !asked(c, before.conditions()))
                .forEach(c -> changes.add(Change.narrower("condition", nearest(c, before.conditions()), c.words())));
    }

    private static boolean asked(Condition condition, List<Condition> among) {
        return among.stream().anyMatch(c -> condition.anyOf().containsAll(c.anyOf()));
    }

    private static String nearest(Condition condition, List<Condition> among) {
        return among.stream()
                .filter(c -> c.anyOf().containsAll(condition.anyOf())
                        || condition.anyOf().containsAll(c.anyOf()))
                .map(Condition::words)
                .findFirst()
                .orElse("");
    }
}
