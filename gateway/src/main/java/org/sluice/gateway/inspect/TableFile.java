package org.sluice.gateway.inspect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamException;
import org.sluice.gateway.domain.inspect.Gap;
import org.sluice.gateway.domain.inspect.Vocabulary;

/** The rows of one table: a CSV, or the first sheet of a workbook. Within the same bounds as an inspection. */
public final class TableFile {
    private TableFile() {}

    /**
     * Hands over all rows, cells cut at 1,000 characters.
     *
     * @return the reason, where it is no table that can be read as a whole
     */
    public static Optional<Gap.Why> rows(SeekableByteChannel content, Vocabulary words, Consumer<List<String>> rows) {
        Look look = new Look(words, Set.of(), 2, Bounds.USUAL, System::nanoTime);
        long[] seen = {0};
        Spreadsheet.Rows bounded = row -> {
            if (!look.row(seen[0]++)) {
                throw new BoundReached(Gap.Why.TOO_BIG);
            }
            rows.accept(row);
        };
        try {
            ByteBuffer into = ByteBuffer.allocate((int) Math.min(64 << 10, content.size()));
            content.position(0);
            while (into.hasRemaining() && content.read(into) >= 0) {
                // Until it is full.
            }
            byte[] head = into.array();
            content.position(0);
            if (Pictures.starts(head, 0, 'P', 'K', 3, 4)) {
                return workbook(content, look, bounded);
            }
            Optional<Charset> charset = PlainText.charset(head);
            char separator = charset.map(set -> PlainText.separator(new String(head, set)))
                    .orElse((char) 0);
            if (charset.isEmpty() || separator == 0) {
                return Optional.of(Gap.Why.UNKNOWN_FORMAT);
            }
            Reader reader =
                    new BufferedReader(new InputStreamReader(Channels.newInputStream(content), charset.get()), 1 << 16);
            PlainText.rows(reader, separator, bounded);
            return Optional.empty();
        } catch (IOException | XMLStreamException | RuntimeException e) {
            return Optional.of(BoundReached.reasonOf(e));
        }
    }

    private static Optional<Gap.Why> workbook(SeekableByteChannel content, Look look, Spreadsheet.Rows rows)
            throws IOException, XMLStreamException {
        try (Archive archive = Archive.open(content, look)) {
            if (!archive.has("xl/workbook.xml")) {
                return Optional.of(Gap.Why.UNKNOWN_FORMAT);
            }
            Spreadsheet sheet = new Spreadsheet(archive, look);
            List<String> sheets = sheet.sheets();
            if (sheets.isEmpty()) {
                return Optional.of(Gap.Why.DAMAGED);
            }
            sheet.rows(sheets.getFirst(), sheet.shared(), rows);
            return Optional.empty();
        }
    }
}
