package org.sluice.gateway.inspect;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.sluice.gateway.domain.inspect.TableTally;
import org.sluice.gateway.domain.inspect.TextTally;

/**
 * Paragraphs and tables of a part of DOCX, PPTX, ODT or ODS. Elements go by their local names: {@code tbl}, {@code tr},
 * {@code tc}, {@code p} (ECMA-376, part 1, 17.4) and {@code table}, {@code table-row}, {@code table-cell}, {@code p}
 * (OpenDocument 1.3, 9.1).
 */
final class Writing implements Xml.Steps {
    private static final Set<String> TABLES = Set.of("tbl", "table");
    private static final Set<String> ROWS = Set.of("tr", "table-row");
    /** What ends a line outside of tables: paragraphs, headings, and the words of comments and their authors. */
    private static final Set<String> LINES =
            Set.of("p", "h", "si", "text", "author", "creator", "date", "desc", "title", "initials", "sender-initials");

    private static final Set<String> AUTHORS = Set.of("author", "creator", "initials", "sender-initials");

    private static final Set<String> CELLS = Set.of("tc", "table-cell", "covered-table-cell");
    private static final int LONGEST = 20_000;
    private static final int LONGEST_CELL = 32_767;
    private static final int DEEPEST = 16;
    private static final int MOST_ATTRIBUTES = 1000;

    /** A table under way, and the row and cell in it. */
    private static final class Table {
        final TableTally tally;
        final int number;
        List<String> row = new ArrayList<>();
        final StringBuilder cell = new StringBuilder();
        int repeated = 1;
        /** Empty cells, which most rows of a sheet end with by the thousand: they count only before another one. */
        int empty;

        long rows;

        Table(TableTally tally, int number) {
            this.tally = tally;
            this.number = number;
        }

        void cell(String words) {
            if (words.isBlank()) {
                empty = Math.min(TableTally.MOST_COLUMNS, empty + repeated);
                return;
            }
            while (empty > 0 && row.size() < TableTally.MOST_COLUMNS) {
                row.add("");
                empty--;
            }
            // One more than is looked at tells that there are more.
            for (int i = 0; i < repeated && row.size() <= TableTally.MOST_COLUMNS; i++) {
                row.add(words);
            }
        }
    }

    private final Look look;
    private final String prefix;
    private final String tableWord;
    private final TextTally text;
    /** Each change of a document names its author: once is enough. */
    private final TextTally authors;

    private final Set<String> seen = new HashSet<>();
    private final Deque<Table> open = new ArrayDeque<>();
    private final StringBuilder line = new StringBuilder();
    private int tables;

    private Writing(Look look, String prefix, String tableWord) {
        this.look = look;
        this.prefix = prefix;
        this.tableWord = tableWord;
        this.text = look.text();
        this.authors = look.text();
    }

    /** @param tableWord what a table is called in a place: {@code table}, or {@code sheet} in a spreadsheet */
    static void read(InputStream in, Look look, String prefix, String tableWord)
            throws XMLStreamException, BoundReached {
        Writing writing = new Writing(look, prefix, tableWord);
        try {
            Xml.read(in, writing);
        } finally {
            while (!writing.open.isEmpty()) {
                writing.close(writing.open.pop());
            }
            writing.text.line(writing.line.toString());
            look.foundOfAuthors(writing.authors.findings(prefix + "authors of changes and comments"));
            look.found(writing.text.findings(prefix + "text"));
        }
    }

    @Override
    public void step(XMLStreamReader xml, int event) throws BoundReached {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> start(xml);
            case XMLStreamConstants.END_ELEMENT -> end(xml.getLocalName());
            case XMLStreamConstants.CHARACTERS -> {
                StringBuilder into = open.isEmpty() ? line : open.peek().cell;
                int room = (open.isEmpty() ? LONGEST : LONGEST_CELL) - into.length();
                if (room > 0) {
                    into.append(xml.getTextCharacters(), xml.getTextStart(), Math.min(room, xml.getTextLength()));
                }
            }
            default -> {}
        }
    }

    private void start(XMLStreamReader xml) {
        String name = xml.getLocalName();
        attributes(xml);
        Table table = open.peek();
        if (TABLES.contains(name) && open.size() < DEEPEST) {
            open.push(new Table(look.table(), ++tables));
        } else if (table != null && ROWS.contains(name)) {
            table.row = new ArrayList<>();
            table.empty = 0;
        } else if (table != null && CELLS.contains(name)) {
            table.cell.setLength(0);
            table.repeated = repeated(Xml.attribute(xml, "number-columns-repeated"));
        } else if (table == null && AUTHORS.contains(name)) {
            // A comment lies in the middle of the line that it is about.
            text.line(line.toString());
            line.setLength(0);
        } else if (name.equals("tab") || name.equals("br") || name.equals("line-break") || name.equals("s")) {
            (table == null ? line : table.cell).append(' ');
        }
    }

    /** Who wrote a comment or made a change, and the words for a picture that some can't see. */
    private void attributes(XMLStreamReader xml) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String name = xml.getAttributeLocalName(i);
            if (name.equals("author") || name.equals("descr") || name.equals("title")) {
                String words = xml.getAttributeValue(i);
                if (words.length() < LONGEST && seen.size() < MOST_ATTRIBUTES && seen.add(words)) {
                    (name.equals("author") ? authors : text).line(words);
                }
            }
        }
    }

    private void end(String name) throws BoundReached {
        Table table = open.peek();
        if (table == null) {
            if (LINES.contains(name)) {
                look.line();
                (AUTHORS.contains(name) ? authors : text).line(line.toString());
                line.setLength(0);
            }
        } else if (TABLES.contains(name)) {
            close(open.pop());
        } else if (ROWS.contains(name)) {
            if (look.row(table.rows++)) {
                table.tally.row(table.row);
            }
        } else if (CELLS.contains(name)) {
            String cell = table.cell.toString();
            table.cell(cell);
            table.cell.setLength(0);
        } else if (name.equals("p")) {
            table.cell.append(' ');
        }
    }

    private void close(Table table) {
        look.found(table.tally, prefix + tableWord + " " + table.number);
    }

    /** What a file may say is any number; a row is no wider than what is looked at. */
    private static int repeated(String said) {
        try {
            return said.isEmpty() ? 1 : Math.max(1, Math.min(TableTally.MOST_COLUMNS, Integer.parseInt(said)));
        } catch (NumberFormatException e) {
            return 1;
        }
    }
}
