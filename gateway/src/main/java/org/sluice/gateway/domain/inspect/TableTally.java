package org.sluice.gateway.domain.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Counts what the columns of one table look like. For one thread. */
public final class TableTally {
    /** Rows in which headings are looked for: forms have titles and explanations above. */
    private static final int HEADING_ROWS = 20;
    /** Columns that are looked at; those behind are told as a gap by the reader. */
    public static final int MOST_COLUMNS = 400;

    private final Vocabulary words;
    private final Set<String> organisations;
    private final int smallest;
    private final List<ColumnTally> columns = new ArrayList<>();
    private final List<List<String>> first = new ArrayList<>();
    private final TextTally above;
    private boolean headed;

    /**
     * @param organisations names of participants, normalised
     * @param smallest persons in a cell from which on a count hides them
     */
    public TableTally(Vocabulary words, Set<String> organisations, int smallest) {
        this.words = words;
        this.organisations = organisations;
        this.smallest = smallest;
        this.above = new TextTally(words, organisations);
    }

    public void row(List<String> cells) {
        List<String> row = cells.size() > MOST_COLUMNS ? cells.subList(0, MOST_COLUMNS) : cells;
        if (headed) {
            values(row);
            return;
        }
        first.add(List.copyOf(row));
        if (first.size() == HEADING_ROWS) {
            head();
        }
    }

    /**
     * Finds the headings among the first rows: the row with the most words that are headings, wide enough to be one of the
     * table itself; and the row above it, as headings often stand in two.
     */
    private void head() {
        headed = true;
        long width = first.stream().mapToLong(TableTally::filled).max().orElse(0);
        int at = -1;
        long most = 0;
        for (int i = 0; i < first.size(); i++) {
            long said =
                    first.get(i).stream().filter(cell -> says(cell).isPresent()).count();
            if (said > most && filled(first.get(i)) * 2 >= width) {
                most = said;
                at = i;
            }
        }
        for (int i = 0; i < first.size(); i++) {
            if (i == at || i == at - 1) {
                headings(first.get(i), i == at);
            }
            if (i > at) {
                values(first.get(i));
            } else if (i < at) {
                first.get(i).forEach(above::line);
            }
        }
        first.clear();
    }

    private static long filled(List<String> row) {
        return row.stream().filter(cell -> !cell.isBlank()).count();
    }

    private Optional<Heading> says(String cell) {
        return cell.indexOf('@') < 0 && Values.letters(cell.replaceAll("\\d", ""))
                ? words.heading(cell)
                : Optional.empty();
    }

    /** In the heading row itself also what is no heading may be a value: a table without headings begins with people. */
    private void headings(List<String> row, boolean last) {
        for (int i = 0; i < row.size(); i++) {
            Optional<Heading> heading = says(row.get(i));
            if (heading.isPresent()) {
                column(i).headed(heading.get());
            } else if (last) {
                column(i).cell(row.get(i));
            }
        }
    }

    private void values(List<String> row) {
        for (int i = 0; i < row.size(); i++) {
            if (!row.get(i).isEmpty()) {
                column(i).cell(row.get(i));
            }
        }
    }

    private ColumnTally column(int at) {
        while (columns.size() <= at) {
            columns.add(new ColumnTally(words, organisations, smallest));
        }
        return columns.get(at);
    }

    /** @param place of the table, such as {@code sheet 2} */
    public List<Finding> findings(String place) {
        if (!headed) {
            head();
        }
        boolean contacts = columns.stream().anyMatch(ColumnTally::saysContacts);
        List<Finding> found = new ArrayList<>(above.findings(place + ", above the headings"));
        for (int i = 0; i < columns.size(); i++) {
            found.addAll(columns.get(i).findings(place + ", column " + letters(i), contacts));
        }
        if (columns.stream().anyMatch(ColumnTally::holdsSexes)
                && columns.stream().anyMatch(ColumnTally::holdsAges)) {
            long most = columns.stream()
                    .filter(ColumnTally::holdsSexes)
                    .mapToLong(ColumnTally::filled)
                    .max()
                    .orElse(0);
            found.add(new Finding(FindingKind.ROWS_OF_INDIVIDUALS, place, most));
        }
        return found;
    }

    /** A column as spreadsheets name it: A, B, … Z, AA. */
    static String letters(int column) {
        StringBuilder name = new StringBuilder();
        for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
            name.insert(0, (char) ('A' + (rest - 1) % 26));
        }
        return name.toString();
    }
}
