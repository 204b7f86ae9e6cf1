package org.sluice.gateway.inspect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sluice.gateway.domain.inspect.TableTally;
import org.sluice.gateway.domain.inspect.TextTally;

/** Text in a character set that is guessed from its beginning: a table with commas or the like, or lines. */
final class PlainText {
    private static final int LONGEST_FIELD = 1000;
    private static final int LONGEST_LINE = 20_000;

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
            if (b >= 0 && b < 32 && b != '\t' && b != '\n' && b != '\r' && b != '\f') {
                return Optional.empty();
            }
        }
        // The head may end inside a character.
        for (int cut = 0; cut < 4 && cut <= head.length; cut++) {
            try {
                var unused = StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(head, 0, head.length - cut));
                return Optional.of(StandardCharsets.UTF_8);
            } catch (CharacterCodingException e) {
                // One byte less may be whole.
            }
        }
        return eightBits(head);
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
        boolean spaced = new String(head, StandardCharsets.ISO_8859_1).indexOf(' ') >= 0;
        if (!spaced || high * 10L > head.length * 9L) {
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
                    look.found(tally.findings(prefix + "table"));
                }
            }
        }
    }

    /** The sign that stands equally often in the first lines; 0 in running text. */
    static char separator(String head) {
        List<String> first =
                head.lines().filter(line -> !line.isBlank()).limit(5).toList();
        for (char candidate : new char[] {',', ';', '\t', '|'}) {
            long least = first.stream()
                    .mapToLong(line -> line.chars().filter(c -> c == candidate).count())
                    .min()
                    .orElse(0);
            if (least > 0 && (first.size() > 1 || least > 1)) {
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
        if (row.size() < TableTally.MOST_COLUMNS) {
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
