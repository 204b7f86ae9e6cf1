package org.sluice.gateway.domain.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/** Counts what the columns of one table look like. For one thread. */
public final class TableTally {
    /** Rows in which headings are looked for: forms have titles and explanations above. */
    private static final int HEADING_ROWS = 20;
    /** Columns that are looked at; {@link #cut} tells of more. */
    public static final int MOST_COLUMNS = 2000;
    /** From here on a cell is rather a sentence, which may hold anything. */
    private static final int SENTENCE = 40;

    /** An age group as the heading of a column of figures: 0-5, Girls (6-17), 60+. */
    private static final Pattern AGE_GROUP = Pattern.compile(
            "(?:[\\p{L} ]{0,20}[ _:/-])?\\(?(?:\\d{1,2} ?[-\u2013] ?\\d{1,3}|\\d{2} ?\\+|[<>] ?\\d{1,2})\\)?(?: ?\\p{L}{1,10})?");

    private final Vocabulary words;
    private final Set<String> organisations;
    private final int smallest;
    private final List<ColumnTally> columns = new ArrayList<>();
    private final List<List<String>> first = new ArrayList<>();
    private final TextTally above;
    private final TextTally sentences;
    private final FormTally form;
    private boolean headed;
    private boolean cut;

    /**
     * @param organisations names of participants, normalised
     * @param smallest persons in a cell from which on a count hides them
     */
    public TableTally(Vocabulary words, Set<String> organisations, int smallest) {
        this.words = words;
        this.organisations = organisations;
        this.smallest = smallest;
        this.above = new TextTally(words, organisations);
        this.sentences = new TextTally(words, organisations);
        this.form = new FormTally(words, organisations, smallest);
    }

    /** Whether a row was wider than {@link #MOST_COLUMNS}. */
    public boolean cut() {
        return cut;
    }

    public void row(List<String> cells) {
        cut |= cells.size() > MOST_COLUMNS
                && cells.subList(MOST_COLUMNS, cells.size()).stream().anyMatch(cell -> !cell.isBlank());
        List<String> row = cells.size() > MOST_COLUMNS ? cells.subList(0, MOST_COLUMNS) : cells;
        form.row(row);
        if (headed) {
            values(row);
            return;
        }
        first.add(List.copyOf(row));
        if (first.size() == HEADING_ROWS) {
            head();
        }
    }

    /** A column by its heading, for what is no table of rows. Not mixed with {@link #row}. */
    public void heading(int column, String said) {
        headed = true;
        headings(column, said, true);
    }

    /** A value of such a column. */
    public void value(int column, String cell) {
        headed = true;
        values(column, cell);
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
        if (cell.length() <= SENTENCE
                && AGE_GROUP.matcher(Values.plain(cell.strip())).matches()) {
            return Optional.of(Heading.COUNT);
        }
        return cell.indexOf('@') < 0 && Values.letters(cell.replaceAll("\\d", ""))
                ? words.heading(cell)
                : Optional.empty();
    }

    /** In the heading row itself also what is no heading may be a value: a table without headings begins with people. */
    private void headings(List<String> row, boolean last) {
        for (int i = 0; i < row.size(); i++) {
            headings(i, row.get(i), last);
        }
    }

    private void headings(int column, String cell, boolean last) {
        Optional<Heading> heading = says(cell);
        if (heading.isPresent()) {
            column(column).headed(heading.get());
        } else if (last) {
            values(column, cell);
        }
    }

    private void values(List<String> row) {
        for (int i = 0; i < row.size(); i++) {
            values(i, row.get(i));
        }
    }

    private void values(int column, String cell) {
        if (!cell.isEmpty()) {
            column(column).cell(cell);
            if (cell.length() > SENTENCE) {
                sentences.line(cell);
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
        return findings(place, column -> ", column " + letters(column));
    }

    /** @param columns what a column is called behind the place */
    public List<Finding> findings(String place, IntFunction<String> columns) {
        if (!headed) {
            head();
        }
        boolean contacts = this.columns.stream().anyMatch(ColumnTally::saysContacts);
        List<Finding> found = new ArrayList<>(above.findings(place + ", above the headings"));
        for (int i = 0; i < this.columns.size(); i++) {
            found.addAll(this.columns.get(i).findings(place + columns.apply(i), contacts));
        }
        found.addAll(sentences.findings(place + ", sentences in cells"));
        found.addAll(form.findings(place));
        if (this.columns.stream().anyMatch(ColumnTally::holdsSexes)
                && this.columns.stream().anyMatch(ColumnTally::holdsAges)) {
            long most = this.columns.stream()
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
