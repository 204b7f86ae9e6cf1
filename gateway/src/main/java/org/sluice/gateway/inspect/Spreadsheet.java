package org.sluice.gateway.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.sluice.gateway.domain.inspect.Gap;
import org.sluice.gateway.domain.inspect.TableTally;
import org.sluice.gateway.domain.inspect.TextTally;

/** Sheets of an XLSX workbook, row by row (ECMA-376, part 1, 18.3). Hidden sheets are looked at like the others. */
final class Spreadsheet {
    private static final long MOST_SHARED_CHARACTERS = 32L << 20;
    private static final int MOST_SHARED = 2_000_000;
    private static final int MOST_FORMATS = 70_000;

    private final Archive archive;
    private final Look look;

    Spreadsheet(Archive archive, Look look) {
        this.archive = archive;
        this.look = look;
    }

    /**
     * A sheet: where it lies, and how the workbook calls it.
     *
     * @param name empty where the workbook does not list it
     */
    record Sheet(String part, String name, boolean hidden) {}

    /** A row of cells; missing ones are empty. */
    interface Rows {
        void row(List<String> cells) throws BoundReached;

        /** Said before the first row. */
        default void hiddenColumn(int column) throws BoundReached {}

        /** Said before each row. */
        default void hiddenRow(boolean hidden) throws BoundReached {}
    }

    /** What all sheets of a workbook share. */
    record Common(List<String> strings, BitSet dates, LocalDate epoch) {}

    void read(String prefix) throws IOException, XMLStreamException {
        Common common = common();
        TextTally loose = look.text();
        int number = 0;
        try {
            for (Sheet sheet : sheets()) {
                number++;
                loose.line(sheet.name());
                TableTally tally = look.table();
                long[] rows = {0};
                try {
                    rows(
                            sheet,
                            common,
                            cells -> {
                                if (look.row(rows[0]++)) {
                                    tally.row(cells);
                                }
                            },
                            loose::line);
                } finally {
                    look.found(tally, prefix + "sheet " + number + (sheet.hidden() ? " (hidden)" : ""));
                }
            }
            names(loose);
        } finally {
            look.found(loose.findings(prefix + "names, headers and formulas of the sheets"));
        }
    }

    /** Names that the workbook gives to cells and values. */
    private void names(TextTally loose) throws IOException, XMLStreamException {
        StringBuilder text = new StringBuilder();
        try (InputStream in = part("xl/workbook.xml")) {
            Xml.read(in, (xml, event) -> {
                if (event == XMLStreamConstants.CHARACTERS) {
                    SheetCells.append(text, xml);
                } else if (event == XMLStreamConstants.START_ELEMENT) {
                    text.setLength(0);
                    if (xml.getLocalName().equals("definedName")) {
                        loose.line(Xml.attribute(xml, "name") + " " + Xml.attribute(xml, "comment"));
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    loose.line(text.toString());
                    text.setLength(0);
                }
            });
        }
    }

    private InputStream part(String name) throws IOException {
        return archive.open(archive.entry(name).orElseThrow(() -> new BoundReached(Gap.Why.DAMAGED)));
    }

    /** All rows of a sheet in their order. */
    void rows(Sheet sheet, Common common, Rows rows, Consumer<String> loose) throws IOException, XMLStreamException {
        try (InputStream in = part(sheet.part())) {
            Xml.read(in, new SheetCells(common.strings(), common.dates(), common.epoch(), rows, loose));
        }
    }

    /** The sheets in the order of the workbook; parts that it does not list come last. */
    List<Sheet> sheets() throws IOException, XMLStreamException {
        Map<String, String> targets = new HashMap<>();
        Map<String, Sheet> sheets = new LinkedHashMap<>();
        if (archive.has("xl/_rels/workbook.xml.rels") && archive.has("xl/workbook.xml")) {
            elements("xl/_rels/workbook.xml.rels", "Relationship", xml -> {
                String target = Xml.attribute(xml, "Target");
                targets.put(Xml.attribute(xml, "Id"), target.startsWith("/") ? target.substring(1) : "xl/" + target);
            });
            elements("xl/workbook.xml", "sheet", xml -> {
                String part = targets.get(Xml.attribute(xml, "id"));
                String state = Xml.attribute(xml, "state");
                if (part != null && archive.has(part)) {
                    sheets.putIfAbsent(
                            part,
                            new Sheet(part, Xml.attribute(xml, "name"), !state.isEmpty() && !state.equals("visible")));
                }
            });
        }
        archive.entries().stream()
                .map(ZipArchiveEntry::getName)
                .filter(name -> name.startsWith("xl/worksheets/") && name.endsWith(".xml") && !name.contains("_rels"))
                .sorted()
                .forEach(part -> sheets.putIfAbsent(part, new Sheet(part, "", false)));
        return List.copyOf(sheets.values());
    }

    private interface Element {
        void at(XMLStreamReader xml) throws BoundReached;
    }

    private void elements(String part, String name, Element element) throws IOException, XMLStreamException {
        try (InputStream in = part(part)) {
            Xml.read(in, (xml, event) -> {
                if (event == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals(name)) {
                    element.at(xml);
                }
            });
        }
    }

    Common common() throws IOException, XMLStreamException {
        LocalDate[] epoch = {LocalDate.of(1899, 12, 30)};
        elements("xl/workbook.xml", "workbookPr", xml -> {
            String since1904 = Xml.attribute(xml, "date1904");
            if (since1904.equals("1") || since1904.equals("true")) {
                epoch[0] = LocalDate.of(1904, 1, 1);
            }
        });
        return new Common(shared(), dates(), epoch[0]);
    }

    /** Which cell formats show a day: those built in, and those whose own code has a year or a day in it. */
    private BitSet dates() throws IOException, XMLStreamException {
        BitSet dates = new BitSet();
        if (!archive.has("xl/styles.xml")) {
            return dates;
        }
        BitSet codes = new BitSet();
        codes.set(14, 18);
        codes.set(22);
        codes.set(27, 37);
        codes.set(50, 59);
        elements("xl/styles.xml", "numFmt", xml -> {
            int id = SheetCells.number(Xml.attribute(xml, "numFmtId"));
            String code = Xml.attribute(xml, "formatCode").replaceAll("\"[^\"]*\"|\\[[^]]*]|\\\\.", "");
            if (id < MOST_FORMATS && code.toLowerCase(java.util.Locale.ROOT).matches(".*[yd].*")) {
                codes.set(id);
            }
        });
        boolean[] inFormats = {false};
        int[] format = {0};
        try (InputStream in = part("xl/styles.xml")) {
            Xml.read(in, (xml, event) -> {
                boolean starts = event == XMLStreamConstants.START_ELEMENT;
                if (starts || event == XMLStreamConstants.END_ELEMENT) {
                    if (xml.getLocalName().equals("cellXfs")) {
                        inFormats[0] = starts;
                    } else if (starts && inFormats[0] && xml.getLocalName().equals("xf")) {
                        boolean date = codes.get(SheetCells.number(Xml.attribute(xml, "numFmtId")));
                        if (format[0] < MOST_FORMATS) {
                            dates.set(format[0]++, date);
                        }
                    }
                }
            });
        }
        return dates;
    }

    private List<String> shared() throws IOException, XMLStreamException {
        List<String> shared = new ArrayList<>();
        if (!archive.has("xl/sharedStrings.xml")) {
            return shared;
        }
        try (InputStream in = part("xl/sharedStrings.xml")) {
            StringBuilder text = new StringBuilder();
            long[] characters = {0};
            Xml.read(in, (xml, event) -> {
                if (event == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("si")) {
                    text.setLength(0);
                } else if (event == XMLStreamConstants.CHARACTERS) {
                    SheetCells.append(text, xml);
                } else if (event == XMLStreamConstants.END_ELEMENT
                        && xml.getLocalName().equals("si")) {
                    shared.add(text.toString());
                    characters[0] += text.length();
                    if (characters[0] > MOST_SHARED_CHARACTERS || shared.size() > MOST_SHARED) {
                        throw new BoundReached(Gap.Why.TOO_BIG);
                    }
                }
            });
        }
        return shared;
    }
}
