package org.sluice.gateway.inspect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.stream.XMLStreamException;
import org.sluice.gateway.domain.inspect.Gap;
import org.sluice.gateway.domain.inspect.TableTally;
import org.sluice.gateway.domain.inspect.Vocabulary;

/** The rows of one table as it is shown: a CSV, or one sheet of a workbook. Within the same bounds as an inspection. */
public final class TableFile {
    private TableFile() {}

    /** Takes the table, row by row. */
    public interface Rows {
        /** Said before the first row: nobody who opens the workbook sees this column. */
        void hidden(int column);

        void row(List<String> cells);
    }

    /**
     * What was read, and what was not.
     *
     * @param why nothing could be made of it; empty if all of the table was handed over
     * @param sheet the sheet that was read; empty for a CSV
     * @param otherSheets the names of those that were not, hidden ones among them
     * @param hiddenRows rows that nobody sees, which were not handed over
     */
    public record Outcome(Optional<Gap.Why> why, String sheet, List<String> otherSheets, long hiddenRows) {
        public Outcome {
            otherSheets = List.copyOf(otherSheets);
        }

        static Outcome failed(Gap.Why why) {
            return new Outcome(Optional.of(why), "", List.of(), 0);
        }
    }

    /**
     * Hands over all rows that are shown.
     *
     * @param sheet name of a sheet; without one the first that is not hidden. A name that no sheet has leaves
     *     {@link Outcome#sheet} empty and hands over nothing
     */
    public static Outcome rows(SeekableByteChannel content, Vocabulary words, Optional<String> sheet, Rows rows) {
        Look look = new Look(words, Set.of(), 2, Bounds.USUAL, System::nanoTime);
        Shown shown = new Shown(look, rows);
        try {
            ByteBuffer into = ByteBuffer.allocate((int) Math.min(64 << 10, content.size()));
            Inspector.fill(content.position(0), into);
            byte[] head = into.array();
            content.position(0);
            if (Pictures.starts(head, 0, 'P', 'K', 3, 4)) {
                return workbook(content, look, sheet, shown);
            }
            Optional<Charset> charset = PlainText.charset(head);
            char separator = charset.map(set -> PlainText.separator(new String(head, set)))
                    .orElse((char) 0);
            if (charset.isEmpty() || separator == 0) {
                return Outcome.failed(Gap.Why.UNKNOWN_FORMAT);
            }
            Reader reader = new BufferedReader(
                    new InputStreamReader(look.timed(Channels.newInputStream(content)), charset.get()), 1 << 16);
            PlainText.rows(reader, separator, shown);
            return new Outcome(Optional.empty(), "", List.of(), 0);
        } catch (IOException | XMLStreamException | RuntimeException e) {
            return Outcome.failed(BoundReached.reasonOf(e));
        }
    }

    private static Outcome workbook(SeekableByteChannel content, Look look, Optional<String> name, Shown rows)
            throws IOException, XMLStreamException {
        try (Archive archive = Archive.open(content, look)) {
            if (!archive.has("xl/workbook.xml")) {
                return Outcome.failed(Gap.Why.UNKNOWN_FORMAT);
            }
            Spreadsheet workbook = new Spreadsheet(archive, look);
            List<Spreadsheet.Sheet> sheets = workbook.sheets();
            if (sheets.isEmpty()) {
                return Outcome.failed(Gap.Why.DAMAGED);
            }
            String[] names = new String[sheets.size()];
            Arrays.setAll(names, i -> called(sheets.get(i), i));
            int chosen = IntStream.range(0, names.length)
                    .filter(i ->
                            name.map(names[i]::equals).orElse(!sheets.get(i).hidden()))
                    .findFirst()
                    .orElse(-1);
            if (chosen < 0) {
                return new Outcome(Optional.empty(), "", List.of(names), 0);
            }
            workbook.rows(sheets.get(chosen), workbook.common(), rows, loose -> {});
            List<String> others = IntStream.range(0, names.length)
                    .filter(i -> i != chosen)
                    .mapToObj(i -> names[i] + (sheets.get(i).hidden() ? " (hidden)" : ""))
                    .toList();
            return new Outcome(Optional.empty(), names[chosen], others, rows.hiddenRows);
        }
    }

    private static String called(Spreadsheet.Sheet sheet, int at) {
        return sheet.name().isEmpty() ? "sheet " + (at + 1) : sheet.name();
    }

    /** Leaves out the hidden rows, and takes a table as a whole or not at all. */
    private static final class Shown implements Spreadsheet.Rows {
        private final Look look;
        private final Rows rows;
        private long seen;
        private long hiddenRows;
        private boolean hidden;

        Shown(Look look, Rows rows) {
            this.look = look;
            this.rows = rows;
        }

        @Override
        public void hiddenColumn(int column) {
            rows.hidden(column);
        }

        @Override
        public void hiddenRow(boolean isHidden) {
            hidden = isHidden;
        }

        @Override
        public void row(List<String> cells) throws BoundReached {
            if (hidden) {
                hiddenRows++;
            } else if (!look.row(seen++) || cells.size() > TableTally.MOST_COLUMNS) {
                throw new BoundReached(Gap.Why.TOO_BIG);
            } else {
                rows.row(cells);
            }
        }
    }
}
