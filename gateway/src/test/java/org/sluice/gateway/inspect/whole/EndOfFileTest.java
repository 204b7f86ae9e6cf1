package org.sluice.gateway.inspect.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.gateway.domain.whole.Ending;

/** Every file that was cut, wherever that was, is known for one, and every whole one passes. */
final class EndOfFileTest {
    /** Whole files, and how many bytes at their end may be missing without any harm: a line end behind the last word. */
    static Stream<Arguments> whole() {
        return Stream.of(
                Arguments.of("4w.docx", WholeFiles.zip(), 0),
                Arguments.of("4w.xlsx", WholeFiles.zip("a remark of the writer's", "xl/workbook.xml", new byte[9]), 0),
                Arguments.of("empty.zip", WholeFiles.zip("", "a", new byte[0]), 0),
                Arguments.of("inner.zip", WholeFiles.zipInZip(), 0),
                Arguments.of("large.zip", WholeFiles.zip64(), 0),
                Arguments.of("report.pdf", WholeFiles.pdf(), 1),
                Arguments.of("figures.csv.gz", WholeFiles.gzip(), 0),
                Arguments.of("map.png", WholeFiles.png(), 0),
                Arguments.of("map.jpg", WholeFiles.jpeg(), 0),
                Arguments.of("map.jpg", withThumbnail(), 0));
    }

    @ParameterizedTest
    @MethodSource("whole")
    void a_whole_file_passes(String name, byte[] file, int spare) throws IOException {
        assertThat(look(name, file).state()).isEqualTo(Ending.State.WHOLE);
    }

    @ParameterizedTest
    @MethodSource("whole")
    void a_file_cut_anywhere_is_cut_off(String name, byte[] file, int spare) throws IOException {
        for (int length = 0; length < file.length - spare; length++) {
            assertThat(look(name, Arrays.copyOf(file, length)).state())
                    .as("%s of %d bytes, cut to %d", name, file.length, length)
                    .isEqualTo(Ending.State.CUT_OFF);
        }
    }

    @ParameterizedTest
    @MethodSource("whole")
    void what_writers_leave_behind_the_end_does_no_harm(String name, byte[] file, int spare) throws IOException {
        assertThat(look(name, Arrays.copyOf(file, file.length + 512)).state()).isEqualTo(Ending.State.WHOLE);
        assertThat(look(name, joined(file, text("\r\n"))).state()).isEqualTo(Ending.State.WHOLE);
    }

    @ParameterizedTest
    @MethodSource("whole")
    void the_form_counts_and_not_the_name(String name, byte[] file, int spare) throws IOException {
        assertThat(look("x", file).state()).isEqualTo(Ending.State.WHOLE);
        assertThat(look("x", Arrays.copyOf(file, file.length - 1 - spare)).state())
                .isEqualTo(Ending.State.CUT_OFF);
    }

    @Test
    void a_piece_missing_from_the_middle_of_a_zip_is_noticed() throws IOException {
        byte[] zip = WholeFiles.zip();
        byte[] holed = joined(Arrays.copyOf(zip, 300), Arrays.copyOfRange(zip, 301, zip.length));
        assertThat(look("4w.docx", holed).state()).isEqualTo(Ending.State.CUT_OFF);
    }

    @Test
    void a_changed_pdf_is_cut_wherever_its_last_change_does_not_end() throws IOException {
        byte[] file = WholeFiles.changedPdf();
        int first = new String(file, StandardCharsets.ISO_8859_1).indexOf("%%EOF") + "%%EOF".length();
        while (Character.isWhitespace(file[first])) {
            first++;
        }
        assertThat(look("x.pdf", file).state()).isEqualTo(Ending.State.WHOLE);
        // Right behind its first end, the file as it was before the change stands whole.
        for (int length = first + 1; length < file.length - 1; length++) {
            assertThat(look("x.pdf", Arrays.copyOf(file, length)).state())
                    .as("%d of %d", length, file.length)
                    .isEqualTo(Ending.State.CUT_OFF);
        }
    }

    @Test
    void a_pdf_for_the_web_says_how_long_it_is() throws IOException {
        String head = "%PDF-1.7\n1 0 obj\n<< /Linearized 1 /L 9000 /H [1 2] >>\nendobj\n";
        byte[] first = text(head + "xref\n0 1\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n");
        assertThat(look("x.pdf", first).why()).contains("9000 bytes long, and " + first.length + " arrived");
    }

    @Test
    void a_gzip_of_several_members_is_followed_to_its_last() throws IOException {
        byte[] one = WholeFiles.gzip();
        byte[] two = joined(one, one);
        assertThat(look("x.gz", two).state()).isEqualTo(Ending.State.WHOLE);
        for (int length = one.length + 1; length < two.length; length++) {
            assertThat(look("x.gz", Arrays.copyOf(two, length)).state()).isEqualTo(Ending.State.CUT_OFF);
        }
    }

    @Test
    void a_gzip_with_another_checksum_is_not_whole() throws IOException {
        byte[] file = WholeFiles.gzip();
        file[file.length - 6] ^= 1;
        assertThat(look("x.gz", file).state()).isEqualTo(Ending.State.CUT_OFF);
    }

    @Test
    void a_gzip_that_unpacks_to_more_than_the_bound_is_not_told() throws IOException {
        Bytes file = new Bytes(new SeekableInMemoryByteChannel(WholeFiles.gzip()));
        assertThat(GzipEnd.look(file, 100).state()).isEqualTo(Ending.State.UNTOLD);
    }

    @Test
    void an_empty_file_is_cut_off_by_its_name_alone() throws IOException {
        assertThat(look("4w.xlsx", new byte[0]).why()).isEqualTo("By its name it is a ZIP file, but it is empty.");
        assertThat(look("done.flag", new byte[0]).state()).isEqualTo(Ending.State.UNTOLD);
        assertThat(look("4w.xlsx", new byte[5000]).state()).isEqualTo(Ending.State.CUT_OFF);
    }

    @Test
    void other_forms_are_not_told() throws IOException {
        for (String text : new String[] {"date,place\n1,2\n", "P", "<html></html>"}) {
            assertThat(look("x.csv", text(text)).state()).isEqualTo(Ending.State.UNTOLD);
        }
        byte[] old = new byte[1024];
        System.arraycopy(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0}, 0, old, 0, 4);
        assertThat(look("sealed.xlsx", old).state()).isEqualTo(Ending.State.UNTOLD);
        assertThat(look("4w.xlsx", text("date,place\n1,2\n")).why()).contains("does not begin like the ZIP file");
    }

    /** As cameras write it: a small picture, with an end of its own, inside the first segment. */
    private static byte[] withThumbnail() {
        byte[] picture = WholeFiles.jpeg();
        int length = 2 + picture.length;
        byte[] segment = {(byte) 0xFF, (byte) 0xE1, (byte) (length >> 8), (byte) length};
        return joined(Arrays.copyOf(picture, 2), segment, picture, Arrays.copyOfRange(picture, 2, picture.length));
    }

    private static Ending look(String name, byte[] file) throws IOException {
        return EndOfFile.look(name, new SeekableInMemoryByteChannel(file));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
