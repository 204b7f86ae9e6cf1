package org.sluice.gateway.inspect.whole;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.whole.Ending;

/**
 * Looks whether a file has its end, where its form says so. The form is told by the first bytes; the name counts only where
 * there are none to tell: for a file that is empty, breaks off in its first few bytes, or begins with nothing but zeros. An older
 * or password-protected office file, a text or a table has no end of which anything could be said. Thread-safe.
 */
public final class EndOfFile {
    private static final int HEAD = 1024 + 5;
    /** How files of a form begin; a file that holds a part of that, and nothing else, broke off right there. */
    private static final Map<String, List<String>> BEGINNINGS = Map.of(
            ZipEnd.FORMAT, List.of("504b0304", "504b0506"),
            PdfEnd.FORMAT, List.of("255044462d"),
            GzipEnd.FORMAT, List.of("1f8b08"),
            PngEnd.FORMAT, List.of("89504e470d0a1a0a"),
            JpegEnd.FORMAT, List.of("ffd8ff"));

    /** Bytes unpacked for one byte of the file, so that a small file does not keep the others waiting for long. */
    private static final long UNPACKED_PER_BYTE = 200;

    private static final long LEAST_UNPACKED = 64L << 20;
    private static final long MOST_UNPACKED = 16L << 30;
    private static final long LONGEST_PICTURE = 1L << 30;

    private static final Map<String, String> FORMATS = Map.ofEntries(
            Map.entry("zip", ZipEnd.FORMAT),
            Map.entry("docx", ZipEnd.FORMAT),
            Map.entry("docm", ZipEnd.FORMAT),
            Map.entry("xlsx", ZipEnd.FORMAT),
            Map.entry("xlsm", ZipEnd.FORMAT),
            Map.entry("pptx", ZipEnd.FORMAT),
            Map.entry("odt", ZipEnd.FORMAT),
            Map.entry("ods", ZipEnd.FORMAT),
            Map.entry("odp", ZipEnd.FORMAT),
            Map.entry("kmz", ZipEnd.FORMAT),
            Map.entry("pdf", PdfEnd.FORMAT),
            Map.entry("gz", GzipEnd.FORMAT),
            Map.entry("tgz", GzipEnd.FORMAT),
            Map.entry("png", PngEnd.FORMAT),
            Map.entry("jpg", JpegEnd.FORMAT),
            Map.entry("jpeg", JpegEnd.FORMAT));

    private EndOfFile() {}

    /**
     * @param name the file's own
     * @param content stays open
     */
    public static Ending look(String name, SeekableByteChannel content) throws IOException {
        Bytes file = new Bytes(content);
        byte[] head = file.at(0, HEAD);
        if (ZipEnd.starts(head)) {
            return ZipEnd.look(file);
        }
        if (PdfEnd.starts(head)) {
            return PdfEnd.look(file);
        }
        if (GzipEnd.starts(head)) {
            return GzipEnd.look(file, Math.clamp(file.size() * UNPACKED_PER_BYTE, LEAST_UNPACKED, MOST_UNPACKED));
        }
        if (PngEnd.starts(head)) {
            return PngEnd.look(file);
        }
        if (JpegEnd.starts(head)) {
            return JpegEnd.look(file, LONGEST_PICTURE);
        }
        return named(name).map(format -> byName(format, head)).orElseGet(EndOfFile::noEnd);
    }

    private static Ending noEnd() {
        return Ending.untold("Nothing in a file of this form says where it ends.");
    }

    private static Ending byName(String format, byte[] head) {
        if (head.length == 0) {
            return Ending.cutOff(format, "By its name it is a " + format + " file, but it is empty.");
        }
        String begin = HexFormat.of().formatHex(head);
        if (BEGINNINGS.getOrDefault(format, List.of()).stream().anyMatch(whole -> whole.startsWith(begin))) {
            return Ending.cutOff(
                    format, "By its name it is a " + format + " file, but it breaks off in its first bytes.");
        }
        for (byte one : head) {
            if (one != 0) {
                return Ending.untold("It does not begin like the " + format + " file that its name says it is.");
            }
        }
        return Ending.cutOff(format, "By its name it is a " + format + " file, but it begins with zeros alone.");
    }

    private static Optional<String> named(String name) {
        return Optional.ofNullable(
                FORMATS.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)));
    }
}
