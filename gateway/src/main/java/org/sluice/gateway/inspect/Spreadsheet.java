package org.sluice.gateway.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.sluice.gateway.domain.inspect.Gap;
import org.sluice.gateway.domain.inspect.TableTally;

/** Sheets of an XLSX workbook, row by row (ECMA-376, part 1, 18.3). Hidden sheets are looked at like the others. */
final class Spreadsheet {
    private static final long MOST_SHARED_CHARACTERS = 32L << 20;
    private static final int MOST_SHARED = 2_000_000;
    private static final int LONGEST_CELL = 1000;

    private final Archive archive;
    private final Look look;

    Spreadsheet(Archive archive, Look look) {
        this.archive = archive;
        this.look = look;
    }

    /** A row of cells; missing ones are empty. */
    interface Rows {
        void row(List<String> cells) throws BoundReached;
    }

    void read(String prefix) throws IOException, XMLStreamException {
        List<String> shared = shared();
        int number = 0;
        for (String sheet : sheets()) {
            number++;
            String place = prefix + "sheet " + number;
            TableTally tally = look.table();
            long[] rows = {0};
            try {
                rows(sheet, shared, cells -> {
                    if (look.row(rows[0]++)) {
                        tally.row(cells);
                    }
                });
            } finally {
                look.found(tally.findings(place));
            }
        }
    }

    /** All rows of a sheet in their order. */
    void rows(String sheet, List<String> shared, Rows rows) throws IOException, XMLStreamException {
        try (InputStream in = archive.open(archive.entry(sheet).orElseThrow(() -> new BoundReached(Gap.Why.DAMAGED)))) {
            Xml.read(in, new Cells(shared, rows));
        }
    }

    /** The parts of the sheets, in the order of the workbook; sheets that it does not list come last. */
    List<String> sheets() throws IOException, XMLStreamException {
        Map<String, String> targets = new HashMap<>();
        Set<String> parts = new LinkedHashSet<>();
        if (archive.has("xl/_rels/workbook.xml.rels") && archive.has("xl/workbook.xml")) {
            elements("xl/_rels/workbook.xml.rels", "Relationship", xml -> {
                String target = Xml.attribute(xml, "Target");
                targets.put(Xml.attribute(xml, "Id"), target.startsWith("/") ? target.substring(1) : "xl/" + target);
            });
            elements("xl/workbook.xml", "sheet", xml -> {
                String part = targets.get(Xml.attribute(xml, "id"));
                if (part != null && archive.has(part)) {
                    parts.add(part);
                }
            });
        }
        archive.entries().stream()
                .map(ZipArchiveEntry::getName)
                .filter(name -> name.startsWith("xl/worksheets/") && name.endsWith(".xml") && !name.contains("_rels"))
                .sorted()
                .forEach(parts::add);
        return List.copyOf(parts);
    }

    private interface Element {
        void at(XMLStreamReader xml);
    }

    private void elements(String part, String name, Element element) throws IOException, XMLStreamException {
        try (InputStream in = archive.open(archive.entry(part).orElseThrow(() -> new BoundReached(Gap.Why.DAMAGED)))) {
            Xml.read(in, (xml, event) -> {
                if (event == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals(name)) {
                    element.at(xml);
                }
            });
        }
    }

    List<String> shared() throws IOException, XMLStreamException {
        List<String> shared = new ArrayList<>();
        if (!archive.has("xl/sharedStrings.xml")) {
            return shared;
        }
        try (InputStream in = archive.open(
                archive.entry("xl/sharedStrings.xml").orElseThrow(() -> new BoundReached(Gap.Why.DAMAGED)))) {
            StringBuilder text = new StringBuilder();
            long[] characters = {0};
            Xml.read(in, (xml, event) -> {
                if (event == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("si")) {
                    text.setLength(0);
                } else if (event == XMLStreamConstants.CHARACTERS) {
                    append(text, xml);
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

    private static void append(StringBuilder text, XMLStreamReader xml) {
        int room = LONGEST_CELL - text.length();
        if (room > 0) {
            text.append(xml.getTextCharacters(), xml.getTextStart(), Math.min(room, xml.getTextLength()));
        }
    }

    /** Makes rows of the elements {@code row}, {@code c}, {@code v} and {@code t}. */
    private static final class Cells implements Xml.Steps {
        private final List<String> shared;
        private final Rows rows;
        private final StringBuilder text = new StringBuilder();
        private List<String> row = new ArrayList<>();
        private String type = "";
        private int column;
        private boolean inValue;

        Cells(List<String> shared, Rows rows) {
            this.shared = shared;
            this.rows = rows;
        }

        @Override
        public void step(XMLStreamReader xml, int event) throws BoundReached {
            if (event == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "row" -> {
                        row = new ArrayList<>();
                        column = 0;
                    }
                    case "c" -> {
                        type = Xml.attribute(xml, "t");
                        text.setLength(0);
                        column = column(Xml.attribute(xml, "r"), column);
                    }
                    case "v", "t" -> inValue = true;
                    default -> {}
                }
            } else if (event == XMLStreamConstants.CHARACTERS && inValue) {
                append(text, xml);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "v", "t" -> inValue = false;
                    case "c" -> cell();
                    case "row" -> rows.row(row);
                    default -> {}
                }
            }
        }

        private void cell() {
            if (column < TableTally.MOST_COLUMNS) {
                while (row.size() <= column) {
                    row.add("");
                }
                row.set(column, type.equals("s") ? looked(text.toString()) : text.toString());
            }
            column++;
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
}
