package org.sluice.gateway.domain.derive;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is done to the columns of a table. Columns are named by their heading, whatever its capitals, or by their letter.
 *
 * @param drop columns that are left out
 * @param places columns whose places are made coarser
 * @param coarse place, normalised, to what stands for it; a place that is not there is emptied
 * @param code columns whose organisations get a code
 * @param counts columns whose small counts are hidden
 * @param smallest persons from which on a count is shown
 * @param headingRow the row of the headings, from 1; those above are left out
 * @param sheet of a workbook, by its name; without one the first that is shown
 * @param level what places are made to, such as {@code district}: the new heading of their columns, since the old one would
 *     say more than is there
 */
public record Recipe(
        List<String> drop,
        List<String> places,
        Map<String, String> coarse,
        List<String> code,
        List<String> counts,
        int smallest,
        int headingRow,
        Optional<String> sheet,
        Optional<String> level) {
    public Recipe {
        drop = List.copyOf(drop);
        places = List.copyOf(places);
        coarse = Map.copyOf(coarse);
        code = List.copyOf(code);
        counts = List.copyOf(counts);
    }

    /** Why it can't be followed, before any file is read. */
    public Optional<String> mistake() {
        if (drop.isEmpty() && places.isEmpty() && code.isEmpty() && counts.isEmpty()) {
            return Optional.of(
                    "Say what to do: columns to drop, places to make coarser, organisations to code, or counts"
                            + " to hide where they are small.");
        }
        if (!places.isEmpty() && coarse.isEmpty()) {
            return Optional.of("Places are made coarser by a gazetteer; give one.");
        }
        if (smallest < 2 || headingRow < 1) {
            return Optional.of("The smallest count is at least 2, and the row of the headings at least 1.");
        }
        return Optional.empty();
    }
}
