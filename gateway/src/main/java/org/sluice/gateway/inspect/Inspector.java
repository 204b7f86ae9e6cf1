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
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import javax.xml.stream.XMLStreamException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.sluice.gateway.domain.inspect.FindingKind;
import org.sluice.gateway.domain.inspect.Gap;
import org.sluice.gateway.domain.inspect.LikelyPerson;
import org.sluice.gateway.domain.inspect.Report;
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
        file(look, content, "", 0, false);
        return look.report();
    }

    /** A file or a part; what stops it stops nothing beside it, but when time or room for all is up. */
    private void file(Look look, SeekableByteChannel content, String prefix, int depth, boolean embedded) {
        String place = prefix.isEmpty() ? "the file" : prefix.substring(0, prefix.length() - 2);
        try {
            form(look, content, prefix, depth, embedded);
        } catch (IOException | XMLStreamException | RuntimeException e) {
            // Parsers of foreign files throw anything; whatever it is, its words may hold content, so they go nowhere.
            look.gap(place, BoundReached.reasonOf(e));
        } catch (StackOverflowError e) {
            // Things in things in things: made to do this, or broken beyond use. The next deposit must not wait for it.
            look.gap(place, Gap.Why.DAMAGED);
        }
    }

    private void form(Look look, SeekableByteChannel content, String prefix, int depth, boolean embedded)
            throws IOException, XMLStreamException {
        byte[] head = head(content);
        if (head.length == 0) {
            return;
        }
        if (Pictures.starts(head, 0, 'P', 'K', 3, 4) || Pictures.starts(head, 0, 'P', 'K', 5, 6)) {
            try (Archive archive = Archive.open(content, look)) {
                archive(look, archive, prefix, depth);
            }
        } else if (SealedFile.isOne(content)) {
            look.gap(prefix + "all of it", Gap.Why.SEALED_BY_SENDER);
        } else if (OldOffice.isOne(head)) {
            OldOffice.read(content, head, look, prefix);
        } else if (new String(head, 0, Math.min(1024, head.length), StandardCharsets.ISO_8859_1).contains("%PDF-")) {
            PdfPages.read(
                    whole(content),
                    look,
                    persons,
                    prefix,
                    (bytes, place) -> inner(look, place, depth, true, () -> bytes));
        } else if (Pictures.isPicture(head)) {
            Pictures.read(whole(content), look, prefix);
            if (!embedded) {
                // A photograph of a list or of a card is read by people alone.
                look.gap(prefix + "what the picture shows", Gap.Why.NO_TEXT);
            }
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
                new JsonTree(look).read(look.timed(Channels.newInputStream(content.position(0))), prefix);
                return;
            } catch (BoundReached e) {
                throw e;
            } catch (IOException e) {
                // It only began like JSON; as text it is looked at all the same.
            }
        }
        InputStream in = look.timed(Channels.newInputStream(content.position(0)));
        new PlainText(look).read(in, head, charset.get(), prefix);
    }

    private void archive(Look look, Archive archive, String prefix, int depth) throws IOException, XMLStreamException {
        OfficePackage office = new OfficePackage(
                look,
                archive,
                persons,
                prefix,
                (entry, place) -> inner(look, place, depth, true, () -> archive.bytes(entry)));
        if (!office.read()) {
            bundle(look, archive, prefix, depth);
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
            // Folders are named after people as well.
            if (Arrays.stream(name.split("[/\\\\]", -1)).anyMatch(persons::inFileName)) {
                look.found(FindingKind.NAME_IN_FILE_NAME, prefix + "the name of file " + number, 1);
            }
            inner(look, prefix + "file " + number + ": ", depth, false, () -> archive.bytes(entry));
        }
    }

    /** The bytes of a file in a file. */
    private interface Bytes {
        byte[] get() throws IOException;
    }

    /** A file in a file. What is only embedded and of no known form is a font or a drawing, and no gap. */
    private void inner(Look look, String prefix, int depth, boolean embedded, Bytes content) throws IOException {
        if (depth + 1 >= look.bounds().depth()) {
            look.gap(prefix + "all of it", Gap.Why.TOO_DEEP);
            return;
        }
        try {
            byte[] bytes = content.get();
            byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, HEAD));
            if (embedded
                    && !Pictures.isPicture(head)
                    && !Pictures.starts(head, 0, 'P', 'K')
                    && !Pictures.starts(head, 0, '%', 'P', 'D', 'F')
                    && !OldOffice.isOne(head)) {
                return;
            }
            try (SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel(bytes)) {
                file(look, channel, prefix, depth + 1, embedded);
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

    static void fill(SeekableByteChannel content, ByteBuffer into) throws IOException {
        while (into.hasRemaining() && content.read(into) >= 0) {
            // Until it is full.
        }
    }
}
