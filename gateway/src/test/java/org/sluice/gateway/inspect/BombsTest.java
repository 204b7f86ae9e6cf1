package org.sluice.gateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.gateway.domain.inspect.Finding;
import org.sluice.gateway.domain.inspect.Gap;
import org.sluice.gateway.domain.inspect.Report;

/** Files that are locked, broken, or made to eat a reader: each ends soon, in little memory, as not inspected. */
final class BombsTest {
    private final Inspector inspector = new Inspector(VocabularyFiles.load(), 10);

    private Report look(byte[] file) {
        return inspector.inspect("file", new SeekableInMemoryByteChannel(file), Set.of());
    }

    private List<String> gaps(byte[] file) {
        return look(file).gaps().stream().map(Gap::sentence).toList();
    }

    private static Map<String, byte[]> parts(Object... namesAndParts) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        for (int i = 0; i < namesAndParts.length; i += 2) {
            parts.put(namesAndParts[i].toString(), Files.text(namesAndParts[i + 1].toString()));
        }
        return parts;
    }

    /** A ZIP with one part that is written piece by piece. */
    private static byte[] zip(String name, int pieces, byte[] piece) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            for (int i = 0; i < pieces; i++) {
                zip.write(piece);
            }
            zip.closeEntry();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Test
    void gigabytes_of_zeros_in_a_zip_are_left_where_their_ratio_shows() {
        // Ten gigabytes would take a minute to pack; what is never unpacked is told from the list of contents alone.
        byte[] zeros = zip("zeros.csv", 100, new byte[1 << 20]);
        assertThat(zeros.length).isLessThan(1 << 20);
        assertThat(gaps(zeros)).containsExactly("file 1: all of it: too-big");
        ByteBuffer end = ByteBuffer.wrap(zeros).order(ByteOrder.LITTLE_ENDIAN);
        int list = end.getInt(zeros.length - 6);
        // The list of contents says ten gigabytes, less what fits into 32 bits.
        end.putInt(list + 24, 0x8000_0000);
        assertThat(gaps(zeros)).containsExactly("file 1: all of it: too-big");
    }

    @Test
    void laughs_by_the_billion_and_outside_entities_are_not_followed_in_any_part() {
        String laughs = "<!DOCTYPE d [<!ENTITY a 'Ahmad Yilmaz'>" + "<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
                + "<!ENTITY c SYSTEM 'file:///etc/passwd'>]><d xmlns='x'><p>&b;&c;</p></d>";
        for (Map<String, byte[]> file : List.of(
                parts("word/document.xml", laughs),
                parts("ppt/presentation.xml", "<p/>", "ppt/slides/slide1.xml", laughs),
                parts("xl/workbook.xml", "<w/>", "xl/worksheets/sheet1.xml", laughs),
                parts("xl/workbook.xml", "<w/>", "xl/sharedStrings.xml", laughs),
                parts("xl/workbook.xml", "<w/>", "xl/styles.xml", laughs),
                parts("word/document.xml", "<d/>", "docProps/core.xml", laughs),
                parts("word/document.xml", "<d/>", "customXml/item1.xml", laughs),
                parts("mimetype", "application/vnd.oasis.opendocument.text", "content.xml", laughs))) {
            Report report = look(Files.zip(file));
            assertThat(report.findings()).as(file.keySet().toString()).isEmpty();
            assertThat(report.gaps())
                    .as(file.keySet().toString())
                    .extracting(Gap::why)
                    .contains(Gap.Why.DAMAGED);
        }
    }

    @Test
    void elements_in_elements_and_endless_attributes_end_early() {
        byte[] deep = zip("word/document.xml", 200, Files.text("<a>".repeat(100)));
        assertThat(gaps(deep)).containsExactly("the file: too-deep");
        byte[] noise = new byte[1 << 20];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) ('a' + (i * 31 + i / 7) % 20);
        }
        byte[] open = Files.text("<d a='");
        byte[] attribute = new byte[open.length + 12 * noise.length];
        System.arraycopy(open, 0, attribute, 0, open.length);
        for (int i = 0; i < 12; i++) {
            System.arraycopy(noise, 0, attribute, open.length + i * noise.length, noise.length);
        }
        assertThat(gaps(Files.zip(Map.of("word/document.xml", attribute)))).containsExactly("the file: too-big");
    }

    @Test
    void json_that_is_deep_long_or_full_of_names_stays_within_its_bounds() {
        assertThat(look(Files.text("[".repeat(100_000))).looked()).startsWith("looked at");
        StringBuilder names = new StringBuilder("{");
        for (int i = 0; i < 30_000; i++) {
            names.append("\"n").append(i).append("\":").append(i).append(',');
        }
        assertThat(look(Files.text(names + "\"phone\":\"+905321234567\"}")).findings())
                .extracting(Finding::sentence)
                .contains("telephones: name 2000 (1)");
        assertThat(look(Files.text("[\"" + "x".repeat(3 << 20) + "\"]")).looked())
                .startsWith("looked at");
    }

    @Test
    void a_list_of_contents_with_too_many_entries_is_not_read() {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        for (int i = 0; i < 2_001; i++) {
            parts.put(Integer.toString(i), new byte[0]);
        }
        assertThat(gaps(Files.zip(parts))).containsExactly("the file: too-many-parts");
    }

    @Test
    void a_line_that_never_ends_ends_with_the_time() {
        long[] now = {0};
        Inspector slow = new Inspector(VocabularyFiles.load(), 10, Bounds.USUAL, () -> now[0] += 100_000_000);
        for (String piece : List.of(",", "{", "[]", "x")) {
            Report report = slow.inspect("file", new Endless(Files.text(piece + "\n,\n" + piece)), Set.of());
            assertThat(report.gaps()).as(piece).contains(new Gap("the file", Gap.Why.TOO_SLOW));
        }
    }

    /** Says the same for a hundred terabytes. */
    private static final class Endless implements SeekableByteChannel {
        private final byte[] piece;
        private long position;

        Endless(byte[] piece) {
            this.piece = piece;
        }

        @Override
        public int read(ByteBuffer into) {
            int length = into.remaining();
            for (int i = 0; i < length; i++) {
                // After the start, the first sign alone.
                into.put(position < piece.length ? piece[(int) position] : piece[0]);
                position++;
            }
            return length;
        }

        @Override
        public int write(ByteBuffer from) {
            throw new java.nio.channels.NonWritableChannelException();
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public SeekableByteChannel position(long to) {
            position = to;
            return this;
        }

        @Override
        public long size() {
            return 100L << 40;
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new java.nio.channels.NonWritableChannelException();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    /** A compound file of one sector size, with its directory behind so many other sectors (MS-CFB 2.2). */
    private static byte[] compound(String name, int sectorsBefore) {
        ByteBuffer file = ByteBuffer.allocate(512 * (sectorsBefore + 20)).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1});
        file.putShort(30, (short) 9).putInt(48, sectorsBefore);
        file.position(512 * (sectorsBefore + 1) + 128).put(name.getBytes(StandardCharsets.UTF_16LE));
        return file.array();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 1000})
    void a_locked_office_document_is_told_from_an_old_one_wherever_its_directory_lies(int sectors) {
        assertThat(gaps(compound("EncryptedPackage", sectors))).containsExactly("all of it: password-protected");
        assertThat(gaps(compound("WordDocument", sectors))).containsExactly("all of it: old-office-format");
        assertThat(look(compound("_VBA_PROJECT", sectors)).findings())
                .extracting(Finding::sentence)
                .containsExactly("macros: the file (1)");
    }

    @Test
    void a_locked_zip_is_not_inspected_but_its_names_are() {
        byte[] zip = Files.zip(Map.of("ahmad-yilmaz.csv", Files.text("Village\nMade up\n")));
        // The first bit of the flags says "encrypted" (APPNOTE 4.4.4), in both headers.
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int list = bytes.getInt(zip.length - 6);
        bytes.putShort(6, (short) (bytes.getShort(6) | 1)).putShort(list + 8, (short) (bytes.getShort(list + 8) | 1));
        Report report = look(zip);
        assertThat(report.gaps()).extracting(Gap::sentence).containsExactly("file 1: all of it: password-protected");
        assertThat(report.findings())
                .extracting(Finding::sentence)
                .containsExactly("name-in-file-name: the name of file 1 (1)");
    }

    @Test
    void locked_open_documents_of_both_ways_and_locked_pdfs_are_not_inspected() {
        assertThat(gaps(Files.zip(parts(
                        "mimetype", "application/vnd.oasis.opendocument.text",
                        "content.xml", "noise",
                        "META-INF/manifest.xml", "<m><encryption-data/></m>"))))
                .containsExactly("all of it: password-protected");
        assertThat(gaps(Files.zip(
                        parts("mimetype", "application/vnd.oasis.opendocument.text", "encrypted-package", "noise"))))
                .containsExactly("all of it: password-protected");
        assertThat(gaps(Files.zip(Map.of("a.pdf", Files.pdf("x", "made-up")))))
                .containsExactly("file 1: pages: password-protected");
        assertThat(look(Files.pdf("x", "made-up")).state()).isEqualTo(Report.State.NOT_INSPECTED);
    }

    @Test
    void what_was_cut_off_is_a_gap_and_what_came_before_is_found() {
        byte[] csv = Files.text("IBAN,x\nTR330006100519786457841326,1\nTR33000610051978");
        assertThat(look(csv).findings())
                .extracting(Finding::sentence)
                .containsExactly("bank-accounts: table, column A (2)");
        byte[] json = Files.text("[{\"phone\":\"+905321234567\"},{\"pho");
        assertThat(look(json).findings()).isNotEmpty();
        byte[] xlsx = Files.xlsx("Village", "a");
        assertThat(gaps(Arrays.copyOf(xlsx, xlsx.length - 30))).containsExactly("the file: damaged");
    }

    @Test
    void no_finding_is_ever_called_clean() {
        Report report = look(Files.text("a,b\n1,2\n3,4\n"));
        BiConsumer<String, String> never = (text, word) ->
                assertThat(text.toLowerCase(java.util.Locale.ROOT)).doesNotContain(word);
        for (String word : List.of("clean", "safe", "no personal")) {
            never.accept(report.toString(), word);
        }
        assertThat(report.looked()).isEqualTo("looked at 3 of 3 rows");
    }
}
