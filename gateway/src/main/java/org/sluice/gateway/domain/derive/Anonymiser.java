package org.sluice.gateway.domain.derive;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.sluice.gateway.domain.inspect.Vocabulary;

/** Follows a recipe row by row, and counts what it does. For one thread; one for each pass over a table. */
public final class Anonymiser {
    /** Words for a sum, normalised: English, French, Arabic, Turkish. */
    private static final Set<String> TOTALS = Set.of(
            "total",
            "totals",
            "grand total",
            "sum",
            "somme",
            "toplam",
            "genel toplam",
            "المجموع",
            "مجموع",
            "الاجمالي",
            "اجمالي");

    /** Stands for any code where none was looked up yet. */
    private static final String SOME_CODE = "ORG-00000";

    /** A figure of whatever kind, in the digits of any script, with or without what groups them. */
    private static final Pattern FIGURE = Pattern.compile("[-+<>]?\\p{Nd}[\\p{Nd}\\p{Zs}.,'٫٬]*%?");

    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}(\\.0+)?");

    /** What happens to a column. */
    private enum Act {
        KEEP,
        DROP,
        COARSEN,
        CODE,
        HIDE,
        /** Hidden in the workbook: whoever hid it did not decide that it goes. */
        UNSEEN
    }

    /** What was done to one column; values are not told. */
    public record Change(String column, String act, long changed, long emptied) {}

    private final Recipe recipe;
    private final Map<String, String> codes;
    private final List<Act> acts = new ArrayList<>();
    private final Map<Integer, long[]> done = new TreeMap<>();
    private final Set<String> organisations = new LinkedHashSet<>();
    private final List<String> unknown = new ArrayList<>();
    private final Set<Integer> unseen = new HashSet<>();
    private final List<String> headings = new ArrayList<>();
    /** Of each column of counts: cells that say something, and those of them that are no figure. */
    private final Map<Integer, long[]> filled = new TreeMap<>();

    private boolean totalColumn;
    private boolean totalRow;
    private long aloneInRow;
    private int row;

    /** @param codes organisation, normalised, to its code; in a first pass none */
    public Anonymiser(Recipe recipe, Map<String, String> codes) {
        this.recipe = recipe;
        this.codes = Map.copyOf(codes);
    }

    /** Said before the first row: this column is hidden. */
    public void hidden(int column) {
        unseen.add(column);
    }

    /** The row as it goes into the version; nothing for what stands above the headings. */
    public Optional<List<String>> row(List<String> cells) {
        row++;
        if (row < recipe.headingRow()) {
            return Optional.empty();
        }
        if (row == recipe.headingRow()) {
            head(cells);
        }
        boolean heading = row == recipe.headingRow();
        long hiddenBefore = hiddenSoFar();
        List<String> out = new ArrayList<>();
        // What stands under no heading was named in no recipe, so nobody decided that it may go.
        for (int i = 0; i < acts.size(); i++) {
            String cell = i < cells.size() ? cells.get(i) : "";
            if (acts.get(i) != Act.DROP && acts.get(i) != Act.UNSEEN) {
                out.add(heading ? headed(i, cell) : changed(i, cell.strip()));
            } else if (!heading && !cell.isBlank()) {
                count(i, 0, 1);
            }
        }
        boolean saysTotal = out.stream().anyMatch(cell -> TOTALS.contains(Vocabulary.normal(cell)));
        totalColumn |= heading && saysTotal;
        totalRow |= !heading && saysTotal;
        aloneInRow += hiddenSoFar() - hiddenBefore == 1 ? 1 : 0;
        return Optional.of(out);
    }

    private long hiddenSoFar() {
        long hidden = 0;
        for (int i = 0; i < acts.size(); i++) {
            hidden += acts.get(i) == Act.HIDE ? done.getOrDefault(i, new long[2])[0] : 0;
        }
        return hidden;
    }

    /**
     * Where a hidden count can still be worked out from what is shown: one alone in a column or row, with a sum in the table or
     * in another one. What to do about it is the depositor's to decide, since any remedy hides more.
     */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        done.forEach((column, counts) -> {
            if (acts.get(column) == Act.HIDE && counts[0] == 1) {
                warnings.add("Column " + letters(column) + " hides one count alone: whoever knows "
                        + (totalRow ? "the sum below it" : "its sum")
                        + " can work it out. Hide another one too, or leave out "
                        + (totalRow ? "the row of sums." : "the sums elsewhere."));
            }
        });
        if (totalColumn && aloneInRow > 0) {
            warnings.add((aloneInRow == 1 ? "1 row hides" : aloneInRow + " rows hide")
                    + " one count beside a sum, from which it can be worked out. Leave out the column of"
                    + " sums, or hide more.");
        }
        return warnings;
    }

    private void head(List<String> cells) {
        for (String heading : cells) {
            acts.add(Act.KEEP);
            headings.add(heading.strip());
        }
        assign(recipe.counts(), Act.HIDE, cells);
        assign(recipe.places(), Act.COARSEN, cells);
        assign(recipe.code(), Act.CODE, cells);
        // Last, so that a column that is named twice is left out.
        assign(recipe.drop(), Act.DROP, cells);
        for (int column : unseen) {
            if (column < acts.size()) {
                acts.set(column, Act.UNSEEN);
            }
        }
        for (int i = 0; i < acts.size(); i++) {
            long[] unused = done.computeIfAbsent(i, none -> new long[2]);
        }
    }

    private void assign(List<String> names, Act act, List<String> cells) {
        for (String name : names) {
            boolean known = false;
            for (int i = 0; i < cells.size(); i++) {
                // Two columns of one heading are both meant.
                if (Vocabulary.normal(cells.get(i)).equals(Vocabulary.normal(name))
                        || letters(i).equals(name)) {
                    acts.set(i, act);
                    long[] unused = done.computeIfAbsent(i, none -> new long[2]);
                    known = true;
                }
            }
            if (!known) {
                unknown.add(name);
            }
        }
    }

    private String headed(int column, String said) {
        return acts.get(column) == Act.COARSEN ? recipe.level().orElse(said) : said;
    }

    private String changed(int column, String cell) {
        if (cell.isEmpty()) {
            return cell;
        }
        return switch (acts.get(column)) {
            case KEEP, DROP, UNSEEN -> cell;
            case COARSEN -> coarser(column, cell);
            case CODE -> coded(column, cell);
            case HIDE -> hidden(column, cell);
        };
    }

    private String coarser(int column, String cell) {
        String coarse = recipe.coarse().get(Vocabulary.normal(cell));
        count(column, coarse == null ? 0 : 1, coarse == null ? 1 : 0);
        return coarse == null ? "" : coarse;
    }

    private String coded(int column, String cell) {
        organisations.add(cell);
        String code = codes.get(Vocabulary.normal(cell));
        count(column, 1, 0);
        return code == null ? SOME_CODE : code;
    }

    private String hidden(int column, String cell) {
        long[] seen = filled.computeIfAbsent(column, none -> new long[2]);
        seen[0]++;
        seen[1] += FIGURE.matcher(cell).matches() ? 0 : 1;
        if (!WHOLE.matcher(cell).matches()) {
            // A count that is no whole number can't be judged, so it does not go.
            count(column, 0, 1);
            return "";
        }
        long number = Long.parseLong(cell.replaceAll("\\..*", ""));
        if (number == 0 || number >= recipe.smallest()) {
            return cell;
        }
        count(column, 1, 0);
        return "<" + recipe.smallest();
    }

    private void count(int column, long changed, long emptied) {
        long[] counts = done.computeIfAbsent(column, none -> new long[2]);
        counts[0] += changed;
        counts[1] += emptied;
    }

    /** Columns that the recipe names and the table has not: such a recipe is not followed. */
    public List<String> unknown() {
        return List.copyOf(unknown);
    }

    /**
     * Columns that were said to hold counts and mostly hold none, by letter and heading: to empty them under the name of small
     * counts would hide a mistake in the recipe.
     */
    public List<String> noCounts() {
        return filled.entrySet().stream()
                .filter(column -> column.getValue()[1] * 2 > column.getValue()[0])
                .map(column -> letters(column.getKey()) + " (" + headings.get(column.getKey()) + ")")
                .toList();
    }

    public boolean headed() {
        return row >= recipe.headingRow();
    }

    /** Rows under the headings. */
    public long rows() {
        return Math.max(0, row - recipe.headingRow());
    }

    public Set<String> organisations() {
        return Set.copyOf(organisations);
    }

    /** What was done, column by column. */
    public List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        done.forEach((column, counts) -> changes.add(new Change(
                letters(column),
                switch (acts.get(column)) {
                    case KEEP -> "kept";
                    case DROP -> "dropped";
                    case COARSEN -> "made coarser";
                    case CODE -> "coded";
                    case HIDE -> "small counts hidden";
                    case UNSEEN -> "left out, as it is hidden";
                },
                counts[0],
                counts[1])));
        return changes;
    }

    private static String letters(int column) {
        StringBuilder name = new StringBuilder();
        for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
            name.insert(0, (char) ('A' + (rest - 1) % 26));
        }
        return name.toString();
    }
}
