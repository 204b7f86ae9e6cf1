package org.sluice.gateway.inspect;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;
import org.sluice.gateway.domain.inspect.TableTally;

/**
 * Makes rows of the elements {@code row}, {@code c}, {@code v} and {@code t} of a worksheet (ECMA-376, part 1, 18.3.1), and
 * hands over the words that stand in no cell: headers, lists of allowed values, texts in formulas.
 */
final class SheetCells implements Xml.Steps {
    private static final int LONGEST_CELL = 32_767;
    private static final Set<String> LOOSE = Set.of(
            "f",
            "formula1",
            "formula2",
            "oddHeader",
            "oddFooter",
            "evenHeader",
            "evenFooter",
            "firstHeader",
            "firstFooter");

    private final List<String> shared;
    private final BitSet dates;
    private final LocalDate epoch;
    private final Spreadsheet.Rows rows;
    private final Consumer<String> loose;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder aside = new StringBuilder();
    private List<String> row = new ArrayList<>();
    private String type = "";
    private boolean date;
    private int column;
    private boolean inValue;
    private boolean inLoose;

    /**
     * @param dates numbers of the cell formats that show a number as a day
     * @param epoch the day before the first of the workbook's calendar
     */
    SheetCells(List<String> shared, BitSet dates, LocalDate epoch, Spreadsheet.Rows rows, Consumer<String> loose) {
        this.shared = shared;
        this.dates = dates;
        this.epoch = epoch;
        this.rows = rows;
        this.loose = loose;
    }

    @Override
    public void step(XMLStreamReader xml, int event) throws BoundReached {
        if (event == XMLStreamConstants.START_ELEMENT) {
            start(xml);
        } else if (event == XMLStreamConstants.CHARACTERS && inValue) {
            append(text, xml);
        } else if (event == XMLStreamConstants.CHARACTERS && inLoose) {
            append(aside, xml);
        } else if (event == XMLStreamConstants.END_ELEMENT) {
            end(xml.getLocalName());
        }
    }

    private void start(XMLStreamReader xml) throws BoundReached {
        String name = xml.getLocalName();
        switch (name) {
            case "col" -> {
                if (isTrue(Xml.attribute(xml, "hidden"))) {
                    int first = number(Xml.attribute(xml, "min")) - 1;
                    int last = Math.min(number(Xml.attribute(xml, "max")) - 1, TableTally.MOST_COLUMNS);
                    for (int at = Math.max(0, first); at <= last; at++) {
                        rows.hiddenColumn(at);
                    }
                }
            }
            case "row" -> {
                row = new ArrayList<>();
                column = 0;
                rows.hiddenRow(isTrue(Xml.attribute(xml, "hidden")));
            }
            case "c" -> {
                type = Xml.attribute(xml, "t");
                date = (type.isEmpty() || type.equals("n")) && dates.get(number(Xml.attribute(xml, "s")));
                text.setLength(0);
                column = column(Xml.attribute(xml, "r"), column);
            }
            case "v", "t" -> inValue = true;
            // How a word is spoken stands beside it in workbooks of East Asia.
            case "rPh" -> inValue = false;
            default -> {
                if (LOOSE.contains(name)) {
                    inLoose = true;
                    aside.setLength(0);
                }
            }
        }
    }

    private void end(String name) throws BoundReached {
        switch (name) {
            case "v", "t" -> inValue = false;
            case "c" -> cell();
            case "row" -> rows.row(row);
            default -> {
                if (inLoose && LOOSE.contains(name)) {
                    inLoose = false;
                    if (!name.equals("f") || aside.indexOf("\"") >= 0) {
                        loose.accept(aside.toString());
                    }
                }
            }
        }
    }

    private static boolean isTrue(String said) {
        return said.equals("1") || said.equals("true");
    }

    static int number(String said) {
        try {
            return Math.max(0, Integer.parseInt(said.strip()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    static void append(StringBuilder text, XMLStreamReader xml) {
        int room = LONGEST_CELL - text.length();
        if (room > 0) {
            text.append(xml.getTextCharacters(), xml.getTextStart(), Math.min(room, xml.getTextLength()));
        }
    }

    private void cell() {
        String value = value();
        if (column < TableTally.MOST_COLUMNS || !value.isBlank()) {
            // One more than is looked at tells that there are more.
            int at = Math.min(column, TableTally.MOST_COLUMNS);
            while (row.size() <= at) {
                row.add("");
            }
            row.set(at, value);
        }
        column++;
    }

    private String value() {
        String said = text.toString();
        if (type.equals("s")) {
            return looked(said);
        }
        return type.isEmpty() || type.equals("n") ? figure(said) : said;
    }

    /** As it is shown: a day instead of its number, and no powers of ten. */
    private String figure(String said) {
        try {
            if (date) {
                double days = Double.parseDouble(said);
                if (days >= 1 && days < 1_000_000) {
                    return epoch.plusDays((long) days).toString();
                }
            }
            return said.indexOf('E') > 0 && said.length() < 30 && Math.abs(new BigDecimal(said).scale()) < 30
                    ? new BigDecimal(said).toPlainString()
                    : said;
        } catch (NumberFormatException e) {
            return said;
        }
    }

    private String looked(String index) {
        try {
            int at = Integer.parseInt(index.strip());
            return at >= 0 && at < shared.size() ? shared.get(at) : "";
        } catch (NumberFormatException e) {
            return "";
        }
    }

    /** The column of a reference such as {@code AB12}; without one the next. */
    private static int column(String reference, int next) {
        int column = 0;
        for (int i = 0; i < reference.length() && i < 4; i++) {
            char c = reference.charAt(i);
            if (c < 'A' || c > 'Z') {
                break;
            }
            column = column * 26 + c - 'A' + 1;
        }
        return column == 0 ? next : column - 1;
    }
}
