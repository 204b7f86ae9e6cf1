package org.sluice.gateway.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.sluice.gateway.domain.inspect.FindingKind;
import org.sluice.gateway.domain.inspect.Gap;
import org.sluice.gateway.domain.inspect.LikelyPerson;
import org.sluice.gateway.domain.inspect.Report;
import org.sluice.gateway.domain.inspect.TextTally;
import org.sluice.gateway.domain.inspect.Vocabulary;

/**
 * Looks into one file, whatever its form, which is told by its bytes and never by its name. Never fails over what a file
 * holds: what can't be read is a gap of the report. Thread-safe; each call works on its own thread within the bounds.
 */
public final class Inspector {
    private static final int HEAD = 64 << 10;

    private final Vocabulary words;
    private final LikelyPerson persons;
    private final int smallest;
    private final Bounds bounds;
    private final LongSupplier nanos;

    /** @param smallest persons in a cell from which on a count hides them */
    public Inspector(Vocabulary words, int smallest) {
        this(words, smallest, Bounds.USUAL, System::nanoTime);
    }

    Inspector(Vocabulary words, int smallest, Bounds bounds, LongSupplier nanos) {
        this.words = words;
        this.persons = new LikelyPerson(words);
        this.smallest = smallest;
        this.bounds = bounds;
        this.nanos = nanos;
        // The reader's own way is to search the machine for fonts and to keep a list of them in the home folder.
        FontMappers.set(new NoSystemFonts());
    }

    /**
     * Looks into a file.
     *
     * @param name the file's own name, which is judged as well
     * @param content read from its start; stays open
     * @param organisations names of participants, normalised by {@link Vocabulary#normal}
     */
    public Report inspect(String name, SeekableByteChannel content, Set<String> organisations) {
        Look look = new Look(words, organisations, smallest, bounds, nanos);
        if (persons.inFileName(name)) {
            look.found(FindingKind.NAME_IN_FILE_NAME, "the file's name", 1);
        }
        file(look, content, "", 0);
        return look.report();
    }

    /** A file or a part; what stops it stops nothing beside it, but when time or room for all is up. */
    private void file(Look look, SeekableByteChannel content, String prefix, int depth) {
        String place = prefix.isEmpty() ? "the file" : prefix.substring(0, prefix.length() - 2);
        try {
            form(look, content, prefix, depth);
        } catch (IOException | XMLStreamException | RuntimeException e) {
            // Parsers of foreign files throw anything; whatever it is, its words may hold content, so they go nowhere.
            look.gap(place, BoundReached.reasonOf(e));
        }
    }

    private void form(Look look, SeekableByteChannel content, String prefix, int depth)
            throws IOException, XMLStreamException {
        byte[] head = head(content);
        if (head.length == 0) {
            return;
        }
        if (Pictures.starts(head, 0, 'P', 'K', 3, 4) || Pictures.starts(head, 0, 'P', 'K', 5, 6)) {
            try (Archive archive = Archive.open(content, look)) {
                archive(look, archive, prefix, depth);
            }
        } else if (Pictures.starts(head, 0, 0xD0, 0xCF, 0x11, 0xE0)) {
            boolean sealed = new String(head, StandardCharsets.UTF_16LE).contains("EncryptedPackage")
                    || new String(tail(content), StandardCharsets.UTF_16LE).contains("EncryptedPackage");
            look.gap(prefix + "all of it", sealed ? Gap.Why.PASSWORD_PROTECTED : Gap.Why.OLD_OFFICE_FORMAT);
        } else if (new String(head, 0, Math.min(1024, head.length), StandardCharsets.ISO_8859_1).contains("%PDF-")) {
            PdfPages.read(whole(content), look, persons, prefix);
        } else if (Pictures.isPicture(head)) {
            Pictures.read(whole(content), look, prefix);
        } else {
            text(look, content, head, prefix);
        }
    }

    private static void text(Look look, SeekableByteChannel content, byte[] head, String prefix) throws IOException {
        Optional<Charset> charset = PlainText.charset(head);
        if (charset.isEmpty()) {
            look.gap(prefix + "all of it", Gap.Why.UNKNOWN_FORMAT);
            return;
        }
        String first = new String(head, charset.get()).replace("\uFEFF", "").strip();
        if (first.startsWith("{") || first.startsWith("[")) {
            try {
                new JsonTree(look).read(Channels.newInputStream(content.position(0)), prefix);
                return;
            } catch (BoundReached e) {
                throw e;
            } catch (IOException e) {
                // It only began like JSON; as text it is looked at all the same.
            }
        }
        InputStream in = Channels.newInputStream(content.position(0));
        new PlainText(look).read(in, head, charset.get(), prefix);
    }

    private void archive(Look look, Archive archive, String prefix, int depth) throws IOException, XMLStreamException {
        if (archive.entries().stream().anyMatch(entry -> isMacro(entry.getName()))) {
            look.found(FindingKind.MACROS, prefix.isEmpty() ? "the file" : prefix + "the file", 1);
        }
        if (archive.has("xl/workbook.bin")) {
            look.gap(prefix + "all of it", Gap.Why.OLD_OFFICE_FORMAT);
        } else if (archive.has("xl/workbook.xml")) {
            new Spreadsheet(archive, look).read(prefix);
            office(look, archive, prefix, depth);
        } else if (archive.has("word/document.xml") || archive.has("ppt/presentation.xml")) {
            office(look, archive, prefix, depth);
        } else if (archive.has("content.xml") && archive.has("mimetype")) {
            openDocument(look, archive, prefix, depth);
        } else {
            bundle(look, archive, prefix, depth);
        }
    }

    /** Visual Basic, old Excel macro sheets, and Basic or scripts in OpenDocument. */
    private static boolean isMacro(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith("vbaproject.bin")
                || lower.startsWith("xl/macrosheets/")
                || ((lower.startsWith("basic/") || lower.startsWith("scripts/")) && lower.endsWith(".xml"));
    }

    private void office(Look look, Archive archive, String prefix, int depth) throws IOException, XMLStreamException {
        int embedded = 0;
        for (ZipArchiveEntry entry : archive.entries()) {
            String name = entry.getName();
            String lower = name.toLowerCase(Locale.ROOT);
            look.part();
            if (lower.matches("word/(document|header\\d*|footer\\d*|footnotes|endnotes|comments)\\.xml")
                    || lower.matches("ppt/(slides|notesslides)/[^/]+\\.xml")
                    || lower.matches("xl/(comments[^/]*|threadedcomments/[^/]+|drawings/[^/]+)\\.xml")) {
                part(look, archive, entry, prefix + partName(lower), "table");
            } else if (lower.matches("xl/pivotcache/[^/]+\\.xml")) {
                pivot(look, archive, entry, prefix);
            } else if (lower.equals("docprops/core.xml")) {
                author(look, archive, entry, prefix);
            } else if (lower.matches("(word|xl|ppt)/(embeddings|media)/[^/]+") && !lower.endsWith("/")) {
                embedded++;
                inner(look, archive, entry, prefix + "embedded file " + embedded + ": ", depth, true);
            }
        }
    }

    private static String partName(String name) {
        if (name.contains("comment")) {
            return "comments, ";
        }
        return name.contains("header") || name.contains("footer") ? "header or footer, " : "";
    }

    private void openDocument(Look look, Archive archive, String prefix, int depth)
            throws IOException, XMLStreamException {
        Optional<ZipArchiveEntry> manifest = archive.entry("META-INF/manifest.xml");
        if (manifest.isPresent()
                && new String(archive.bytes(manifest.get()), StandardCharsets.UTF_8).contains("encryption-data")) {
            look.gap(prefix + "all of it", Gap.Why.PASSWORD_PROTECTED);
            return;
        }
        String mime = new String(archive.bytes(archive.entry("mimetype").orElseThrow()), StandardCharsets.US_ASCII);
        String table = mime.contains("spreadsheet") ? "sheet" : "table";
        int embedded = 0;
        for (ZipArchiveEntry entry : archive.entries()) {
            String name = entry.getName();
            look.part();
            if (name.equals("content.xml") || name.equals("styles.xml")) {
                part(look, archive, entry, prefix + (name.equals("styles.xml") ? "header or footer, " : ""), table);
            } else if (name.equals("meta.xml")) {
                author(look, archive, entry, prefix);
            } else if (name.startsWith("Pictures/") && !name.endsWith("/")) {
                embedded++;
                inner(look, archive, entry, prefix + "embedded file " + embedded + ": ", depth, true);
            }
        }
    }

    private void part(Look look, Archive archive, ZipArchiveEntry entry, String prefix, String table)
            throws IOException, XMLStreamException {
        try (InputStream in = archive.open(entry)) {
            Writing.read(in, look, prefix, table);
        }
    }

    /** The values that a pivot table keeps of its source, also where the source was taken out of the file. */
    private void pivot(Look look, Archive archive, ZipArchiveEntry entry, String prefix)
            throws IOException, XMLStreamException {
        TextTally tally = look.text();
        try (InputStream in = archive.open(entry)) {
            Xml.read(in, (xml, event) -> {
                if (event == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("s")) {
                    look.line();
                    tally.line(Xml.attribute(xml, "v"));
                }
            });
        }
        look.found(tally.findings(prefix + "source of a pivot table"));
    }

    private void author(Look look, Archive archive, ZipArchiveEntry entry, String prefix)
            throws IOException, XMLStreamException {
        Set<String> authors = Set.of("creator", "lastModifiedBy", "initial-creator");
        StringBuilder text = new StringBuilder();
        boolean[] named = {false};
        try (InputStream in = archive.open(entry)) {
            Xml.read(in, (xml, event) -> {
                if (event == XMLStreamConstants.START_ELEMENT) {
                    text.setLength(0);
                } else if (event == XMLStreamConstants.CHARACTERS && text.length() < 1000) {
                    text.append(xml.getText());
                } else if (event == XMLStreamConstants.END_ELEMENT && authors.contains(xml.getLocalName())) {
                    named[0] |= persons.inText(text.toString());
                }
            });
        }
        if (named[0]) {
            look.found(FindingKind.AUTHOR_IN_PROPERTIES, prefix + "properties", 1);
        }
    }

    private void bundle(Look look, Archive archive, String prefix, int depth) throws IOException {
        int number = 0;
        for (ZipArchiveEntry entry : archive.entries()) {
            look.part();
            if (entry.isDirectory()) {
                continue;
            }
            number++;
            String name = entry.getName();
            if (persons.inFileName(name.substring(name.lastIndexOf('/') + 1))) {
                look.found(FindingKind.NAME_IN_FILE_NAME, prefix + "the name of file " + number, 1);
            }
            inner(look, archive, entry, prefix + "file " + number + ": ", depth, false);
        }
    }

    /** A file in a file. What is only embedded and of no known form is a font or a drawing, and no gap. */
    private void inner(Look look, Archive archive, ZipArchiveEntry entry, String prefix, int depth, boolean embedded)
            throws IOException {
        if (depth + 1 >= look.bounds().depth()) {
            look.gap(prefix + "all of it", Gap.Why.TOO_DEEP);
            return;
        }
        try {
            byte[] bytes = archive.bytes(entry);
            byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, HEAD));
            if (embedded && !Pictures.isPicture(head) && !Pictures.starts(head, 0, 'P', 'K')) {
                if (Pictures.starts(head, 0, 0xD0, 0xCF, 0x11, 0xE0)) {
                    look.gap(prefix + "all of it", Gap.Why.OLD_OFFICE_FORMAT);
                }
                return;
            }
            try (SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel(bytes)) {
                file(look, channel, prefix, depth + 1);
            }
        } catch (BoundReached e) {
            look.gap(prefix + "all of it", e.why());
            if (List.of(Gap.Why.TOO_SLOW, Gap.Why.TOO_MANY_PARTS).contains(e.why())) {
                throw e;
            }
        }
    }

    private byte[] whole(SeekableByteChannel content) throws IOException {
        if (content.size() > bounds.inMemory()) {
            throw new BoundReached(Gap.Why.TOO_BIG);
        }
        ByteBuffer into = ByteBuffer.allocate((int) content.size());
        fill(content.position(0), into);
        return into.array();
    }

    private static byte[] head(SeekableByteChannel content) throws IOException {
        ByteBuffer into = ByteBuffer.allocate((int) Math.min(HEAD, content.size()));
        fill(content.position(0), into);
        content.position(0);
        return into.array();
    }

    private static byte[] tail(SeekableByteChannel content) throws IOException {
        ByteBuffer into = ByteBuffer.allocate((int) Math.min(HEAD, content.size()));
        // At an even distance from the start, as the names in it stand at even places.
        fill(content.position((content.size() - into.capacity()) & ~1L), into);
        return into.array();
    }

    private static void fill(SeekableByteChannel content, ByteBuffer into) throws IOException {
        while (into.hasRemaining() && content.read(into) >= 0) {
            // Until it is full.
        }
    }
}
