package org.sluice.gateway.inspect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sluice.gateway.domain.inspect.TableTally;
import org.sluice.gateway.domain.inspect.TextTally;

/** Text in a character set that is guessed from its beginning: a table with commas or the like, or lines. */
final class PlainText {
    private static final int LONGEST_FIELD = 32_767;
    private static final int LONGEST_LINE = 20_000;

    /** Tabs and ends of lines and pages, a break in a cell, the end that old programs wrote. */
    private static final String HARMLESS_CONTROLS = "\t\n\r\f\u000B\u001A";

    private final Look look;

    PlainText(Look look) {
        this.look = look;
    }

    /** The character set of a text that begins so; nothing where it is no text. */
    static Optional<Charset> charset(byte[] head) {
        if (head.length >= 2 && (head[0] & 0xFF) == 0xFF && (head[1] & 0xFF) == 0xFE) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        if (head.length >= 2 && (head[0] & 0xFF) == 0xFE && (head[1] & 0xFF) == 0xFF) {
            return Optional.of(StandardCharsets.UTF_16BE);
        }
        for (byte b : head) {
            if (b >= 0 && b < 32 && HARMLESS_CONTROLS.indexOf(b) < 0) {
                return Optional.empty();
            }
        }
        // The head may end inside a character, and a single damaged one does not make another character set of it.
        String text = new String(head, StandardCharsets.UTF_8);
        long damaged = text.chars().filter(c -> c == 0xFFFD).count();
        long beyond = text.chars().filter(c -> c >= 0x80).count() - damaged;
        return damaged * 10 <= beyond || (damaged == 1 && text.endsWith("\uFFFD"))
                ? Optional.of(StandardCharsets.UTF_8)
                : eightBits(head);
    }

    /** Old files of the region: Arabic or Turkish Windows. Letters beyond ASCII must not be most of it, or it is no text. */
    private static Optional<Charset> eightBits(byte[] head) {
        int high = 0;
        int arabic = 0;
        for (byte b : head) {
            int c = b & 0xFF;
            high += c >= 0x80 ? 1 : 0;
            arabic += c >= 0xC7 && c <= 0xED && c != 0xD7 ? 1 : 0;
        }
        boolean apart =
                new String(head, StandardCharsets.ISO_8859_1).chars().anyMatch(c -> " ,;\t\r\n".indexOf(c) >= 0);
        if (!apart || high * 10L > head.length * 9L) {
            return Optional.empty();
        }
        return Optional.of(
                Charset.forName(arabic * 2 > high && high * 4L > head.length ? "windows-1256" : "windows-1254"));
    }

    void read(InputStream in, byte[] head, Charset charset, String prefix) throws IOException {
        char separator = separator(new String(head, charset));
        try (Reader reader = new BufferedReader(new InputStreamReader(in, charset), 1 << 16)) {
            if (separator == 0) {
                lines(reader, prefix);
            } else {
                TableTally tally = look.table();
                long[] rows = {0};
                try {
                    rows(reader, separator, row -> {
                        if (look.row(rows[0]++)) {
                            tally.row(row);
                        }
                    });
                } finally {
                    look.found(tally, prefix + "table");
                }
            }
        }
    }

    /**
     * The sign that stands equally often in most of the first lines, with room for a title above; 0 in running text. A line
     * inside quotes counts as well, so most is enough.
     */
    static char separator(String head) {
        List<String> first =
                head.lines().filter(line -> !line.isBlank()).limit(20).toList();
        char best = 0;
        long bestScore = 0;
        for (char candidate : new char[] {',', ';', '\t', '|'}) {
            Map<Long, Long> lines = new TreeMap<>();
            for (String line : first) {
                lines.merge(line.chars().filter(c -> c == candidate).count(), 1L, Long::sum);
            }
            lines.remove(0L);
            for (Map.Entry<Long, Long> count : lines.entrySet()) {
                boolean most = first.size() == 1
                        ? count.getKey() > 1
                        : count.getValue() > 1 && count.getValue() * 2 > first.size();
                if (most && count.getValue() * 100 + count.getKey() > bestScore) {
                    best = candidate;
                    bestScore = count.getValue() * 100 + count.getKey();
                }
            }
        }
        return best == 0 ? always(first) : best;
    }

    /** A sign that no line is without: of a table whose rows are of several lengths. */
    private static char always(List<String> first) {
        for (char candidate : new char[] {',', ';', '\t', '|'}) {
            if (first.size() > 1 && first.stream().allMatch(line -> line.indexOf(candidate) >= 0)) {
                return candidate;
            }
        }
        return 0;
    }

    /** RFC 4180, with any separator, and lenient: what is no table is counted as it comes. */
    static void rows(Reader reader, char separator, Spreadsheet.Rows rows) throws IOException {
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        boolean any = false;
        int c = reader.read();
        if (c == 0xFEFF) {
            c = reader.read();
        }
        for (; c >= 0; c = reader.read()) {
            if (quoted) {
                if (c == '"') {
                    quoted = false;
                } else if (field.length() < LONGEST_FIELD) {
                    field.append((char) c);
                } else {
                    // A quote that nobody closed must not swallow the rest of the file.
                    quoted = c != '\n';
                }
            } else if (c == '"') {
                quoted = true;
                any = true;
            } else if (c == separator) {
                end(row, field);
                any = true;
            } else if (c == '\n' || c == '\r') {
                if (any || !field.isEmpty()) {
                    end(row, field);
                    rows.row(row);
                }
                row = new ArrayList<>();
                any = false;
            } else if (field.length() < LONGEST_FIELD) {
                field.append((char) c);
            }
        }
        if (any || !field.isEmpty()) {
            end(row, field);
            rows.row(row);
        }
    }

    private static void end(List<String> row, StringBuilder field) {
        // One more than is looked at tells that there are more.
        if (row.size() <= TableTally.MOST_COLUMNS) {
            row.add(field.toString());
        }
        field.setLength(0);
    }

    private void lines(Reader reader, String prefix) throws IOException {
        TextTally tally = look.text();
        try {
            StringBuilder line = new StringBuilder();
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                if (c == '\n' || c == '\r' || line.length() >= LONGEST_LINE) {
                    if (!line.isEmpty()) {
                        look.line();
                        tally.line(line.toString());
                    }
                    line.setLength(0);
                } else {
                    line.append((char) c);
                }
            }
            if (!line.isEmpty()) {
                look.line();
                tally.line(line.toString());
            }
        } finally {
            look.found(tally.findings(prefix + "text"));
        }
    }
}
