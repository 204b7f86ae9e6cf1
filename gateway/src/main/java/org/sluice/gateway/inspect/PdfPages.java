package org.sluice.gateway.inspect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;
import org.sluice.gateway.domain.inspect.FindingKind;
import org.sluice.gateway.domain.inspect.Gap;
import org.sluice.gateway.domain.inspect.LikelyPerson;
import org.sluice.gateway.domain.inspect.TextTally;

/** The words on the pages of a PDF, in memory alone. */
final class PdfPages {
    /** Unpacked bytes of all streams: PDFBox unpacks each as a whole into memory. */
    private static final long MOST_UNPACKED = 96L << 20;

    private static final int MOST_CHARACTERS_OF_PAGE = 1 << 20;
    private static final int MOST_PICTURES = 200;
    /** What a camera writes beside the points stands before them. */
    private static final int PICTURE_HEAD = 256 << 10;

    private static final long SCRATCH = 64L << 20;

    private PdfPages() {}

    /** Files that lie in a PDF, pictures among them. */
    interface Inner {
        void file(byte[] content, String place) throws IOException;
    }

    static void read(byte[] pdf, Look look, LikelyPerson persons, String prefix, Inner inner) throws IOException {
        String raw = new String(pdf, StandardCharsets.ISO_8859_1);
        if (raw.contains("/Encrypt")) {
            look.gap(prefix + "pages", Gap.Why.PASSWORD_PROTECTED);
            return;
        }
        // What this scan can't bound beforehand is looked at when it is small.
        if (raw.contains("/LZWDecode") && pdf.length > 256 << 10) {
            throw new BoundReached(Gap.Why.TOO_BIG);
        }
        List<byte[]> pictures = unpackedWithinBounds(pdf, raw, look);
        try (PDDocument document = Loader.loadPDF(
                new RandomAccessReadBuffer(pdf),
                "",
                null,
                null,
                MemoryUsageSetting.setupMainMemoryOnly(SCRATCH).streamCache)) {
            if (document.isEncrypted()) {
                look.gap(prefix + "pages", Gap.Why.PASSWORD_PROTECTED);
                return;
            }
            pages(document, look, prefix);
            new PdfExtras(look, prefix).read(document, inner);
            int number = 0;
            for (byte[] picture : pictures) {
                number++;
                inner.file(picture, prefix + "picture " + number + ": ");
            }
            Optional<String> author =
                    Optional.ofNullable(document.getDocumentInformation().getAuthor());
            if (author.filter(persons::inText).isPresent()) {
                look.found(FindingKind.AUTHOR_IN_PROPERTIES, prefix + "properties", 1);
            }
        } catch (InvalidPasswordException e) {
            look.gap(prefix + "pages", Gap.Why.PASSWORD_PROTECTED);
        } catch (StackOverflowError e) {
            // Objects in objects in objects: a file that was made to do this, or is broken beyond use.
            look.gap(prefix + "pages", Gap.Why.DAMAGED);
        }
    }

    private static void pages(PDDocument document, Look look, String prefix) throws IOException {
        int all = document.getNumberOfPages();
        int last = Math.min(all, look.bounds().pages());
        int empty = 0;
        for (int page = 1; page <= last; page++) {
            look.page();
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setStartPage(page);
            stripper.setEndPage(page);
            Bounded text = new Bounded(look);
            stripper.writeText(document, text);
            String words = text.toString();
            if (words.isBlank()) {
                empty++;
            }
            TextTally tally = look.text();
            words.lines().forEach(tally::line);
            look.found(tally.findings(prefix + "page " + page));
        }
        if (empty > 0) {
            look.gap(prefix + empty + " of " + last + " pages", Gap.Why.NO_TEXT);
        }
        if (all > last) {
            look.gap(prefix + "pages from " + (last + 1) + " on", Gap.Why.TOO_BIG);
        }
    }

    /**
     * Unpacks every stream once and throws it away, so that a bomb is met where it costs nothing.
     *
     * @return the photographs among the streams, as a camera made them
     */
    private static List<byte[]> unpackedWithinBounds(byte[] pdf, String raw, Look look) throws BoundReached {
        long total = 0;
        List<byte[]> pictures = new ArrayList<>();
        byte[] out = new byte[64 << 10];
        for (int at = raw.indexOf("stream"); at >= 0; at = raw.indexOf("stream", at + 6)) {
            if (at >= 3 && raw.startsWith("end", at - 3)) {
                continue;
            }
            int from = at + 6;
            while (from < pdf.length && (pdf[from] == '\r' || pdf[from] == '\n')) {
                from++;
            }
            if (pictures.size() < MOST_PICTURES
                    && from + 3 < pdf.length
                    && raw.startsWith("\u00FF\u00D8\u00FF", from)) {
                int end = raw.indexOf("endstream", from);
                pictures.add(Arrays.copyOfRange(pdf, from, Math.min(from + PICTURE_HEAD, end < 0 ? pdf.length : end)));
            }
            total += unpacked(pdf, from, out, look, MOST_UNPACKED - total, 0);
            if (total > MOST_UNPACKED) {
                throw new BoundReached(Gap.Why.TOO_BIG);
            }
        }
        return pictures;
    }

    /** Bytes that come out, and those that come out of them if they are packed again. */
    private static long unpacked(byte[] packed, int from, byte[] out, Look look, long most, int depth)
            throws BoundReached {
        if (from + 2 > packed.length || (packed[from] & 0x0F) != 8) {
            return 0;
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed, from, packed.length - from);
            long bytes = 0;
            ByteArrayOutputStream inner = new ByteArrayOutputStream();
            while (bytes <= most && !inflater.finished()) {
                int got = inflater.inflate(out);
                if (got == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    break;
                }
                if (depth < 2 && inner.size() < 1 << 20) {
                    inner.write(out, 0, got);
                }
                bytes += got;
                look.inTime();
            }
            return bytes > most
                    ? bytes
                    : bytes + unpacked(inner.toByteArray(), 0, new byte[64 << 10], look, most - bytes, depth + 1);
        } catch (DataFormatException e) {
            return 0;
        } finally {
            inflater.end();
        }
    }

    /** Keeps at most so much of a page's words, and looks at the clock. */
    private static final class Bounded extends Writer {
        private final StringBuilder text = new StringBuilder();
        private final Look look;

        Bounded(Look look) {
            this.look = look;
        }

        @Override
        public void write(char[] from, int offset, int length) throws IOException {
            look.inTime();
            if (text.length() + length > MOST_CHARACTERS_OF_PAGE) {
                throw new BoundReached(Gap.Why.TOO_BIG);
            }
            text.append(from, offset, length);
        }

        @Override
        public void flush() {
            // Nothing waits.
        }

        @Override
        public void close() {
            // Nothing is open.
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
