package org.sluice.gateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.inspect.Finding;
import org.sluice.gateway.domain.inspect.Gap;
import org.sluice.gateway.domain.inspect.Report;

/** Where people's data hides in files of every form. Every person, number and place here is made up. */
final class FormsTest {
    private static final String NAMES = "<x:p xmlns:x='x'>We met Ahmad Yilmaz there.</x:p>";

    private final Inspector inspector = new Inspector(VocabularyFiles.load(), 10);

    private Report look(byte[] file) {
        return inspector.inspect("file", new SeekableInMemoryByteChannel(file), Set.of("relief a", "made up hands"));
    }

    private List<String> found(byte[] file) {
        return look(file).findings().stream().map(Finding::sentence).toList();
    }

    private List<String> gaps(byte[] file) {
        return look(file).gaps().stream().map(Gap::sentence).toList();
    }

    private static byte[] zip(Object... namesAndParts) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        for (int i = 0; i < namesAndParts.length; i += 2) {
            parts.put(
                    namesAndParts[i].toString(),
                    namesAndParts[i + 1] instanceof byte[] bytes ? bytes : Files.text(namesAndParts[i + 1].toString()));
        }
        return Files.zip(parts);
    }

    /** A workbook of one sheet, whose XML is given, with one shared word and two formats: a figure's and a day's. */
    private static byte[] workbook(String sheet, Object... more) {
        byte[] base = zip(
                "xl/workbook.xml",
                "<workbook xmlns:r='r'><sheets><sheet name='One' r:id='r1'/><sheet name='Two' state='hidden' r:id='r2'/></sheets>"
                        + "<definedNames><definedName name='who'>\"Ahmad Yilmaz\"</definedName></definedNames></workbook>",
                "xl/_rels/workbook.xml.rels",
                "<r><Relationship Id='r1' Target='worksheets/sheet1.xml'/><Relationship Id='r2' Target='worksheets/sheet2.xml'/></r>",
                "xl/styles.xml",
                "<s><numFmts><numFmt numFmtId='164' formatCode='dd\\.mm\\.yyyy'/></numFmts><cellXfs><xf numFmtId='0'/>"
                        + "<xf numFmtId='164'/></cellXfs></s>",
                "xl/worksheets/sheet1.xml",
                sheet,
                "xl/worksheets/sheet2.xml",
                "<w><sheetData><row><c t='inlineStr'><is><t>IBAN</t></is></c></row><row><c t='inlineStr'><is>"
                        + "<t>TR330006100519786457841326</t></is></c></row></sheetData></w>");
        return more.length == 0 ? base : more(base, more);
    }

    private static byte[] more(byte[] base, Object... more) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (var zip = new java.util.zip.ZipInputStream(new java.io.ByteArrayInputStream(base))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        for (int i = 0; i < more.length; i += 2) {
            parts.put(more[i].toString(), Files.text(more[i + 1].toString()));
        }
        return Files.zip(parts);
    }

    private static String cell(String text) {
        return "<c t='inlineStr'><is><t>" + text + "</t></is></c>";
    }

    @Test
    void hidden_sheets_are_looked_at_and_called_hidden() {
        assertThat(found(workbook("<w><sheetData/></w>")))
                .contains(
                        "bank-accounts: sheet 2 (hidden), column A (1)",
                        "person-names: names, headers and formulas of the sheets (1)");
    }

    @Test
    void the_numbers_that_a_workbook_keeps_for_days_and_long_numbers_are_read_as_they_are_shown() {
        assertThat(found(workbook("<w><sheetData><row>" + cell("DOB") + cell("National ID") + cell("When") + "</row>"
                        + "<row><c><v>31048</v></c><c><v>1.0000000146E10</v></c><c s='1'><v>31048</v></c></row>"
                        + "<row><c><v>31049</v></c><c/><c s='1'><v>20000</v></c></row>".repeat(5)
                        + "</sheetData></w>")))
                .contains(
                        "birth-dates: sheet 1, column A (6)",
                        "identity-numbers: sheet 1, column B (1)",
                        "birth-dates: sheet 1, column C (6)");
    }

    @Test
    void what_stands_beside_the_cells_of_a_workbook_is_found() {
        assertThat(found(workbook("<w><sheetData><row><c><f>IF(A1,\"Fatma Demir\",1)</f><v>1</v></c></row></sheetData>"
                        + "<headerFooter><oddHeader>list of Omar Haddad</oddHeader></headerFooter></w>")))
                .contains("person-names: names, headers and formulas of the sheets (3)");
        assertThat(found(workbook(
                        "<w/>",
                        "xl/comments1.xml",
                        "<c><authors><author>Mariam Kaya</author></authors><commentList><comment><text><r><t>ask Ahmad Yilmaz"
                                + "</t></r></text></comment></commentList></c>")))
                .contains(
                        "person-names: comments, text (1)",
                        "author-in-properties: comments, authors of changes and comments (1)");
        assertThat(found(workbook("<w/>", "xl/charts/chart1.xml", "<c><pt><v>Ahmad Yilmaz</v></pt></c>")))
                .contains("person-names: source of a chart (1)");
        assertThat(found(workbook("<w/>", "xl/externalLinks/externalLink1.xml", "<c><v>Ahmad Yilmaz</v></c>")))
                .contains("person-names: kept of another workbook (1)");
        assertThat(found(workbook("<w/>", "docProps/app.xml", "<p><Manager>Ahmad Yilmaz</Manager></p>")))
                .contains("author-in-properties: properties (1)");
    }

    @Test
    void shared_words_and_columns_far_to_the_right_are_read_and_what_is_behind_the_bound_is_told() {
        byte[] wide = workbook(
                "<w><sheetData><row><c r='ABC1' t='s'><v>0</v></c></row><row><c r='ABC2' t='s'><v>1</v></c></row></sheetData></w>",
                "xl/sharedStrings.xml",
                "<s><si><t>Village</t></si><si><r><t>Made </t></r><r><t>up</t></r><rPh><t>spoken</t></rPh></si></s>");
        assertThat(found(wide)).contains("places-below-sub-district: sheet 1, column ABC (1)");
        byte[] wider = workbook("<w><sheetData><row><c r='XFD1'><v>1</v></c></row></sheetData></w>");
        assertThat(gaps(wider)).containsExactly("sheet 1, columns behind the first 2,000: too-big");
        assertThat(gaps(Files.text(("a,".repeat(3000) + "a\n").repeat(3))))
                .containsExactly("table, columns behind the first 2,000: too-big");
    }

    @Test
    void a_document_is_read_beside_its_text_too() {
        for (String part : List.of(
                "word/header1.xml",
                "word/footnotes.xml",
                "word/comments.xml",
                "word/document2.xml",
                "word/diagrams/data1.xml",
                "word/glossary/document.xml")) {
            byte[] docx = zip("word/document.xml", "<d/>", part, NAMES);
            assertThat(found(docx)).as(part).hasSize(1).first().asString().startsWith("person-names: ");
        }
        assertThat(found(Files.docx(
                        "<w:del w:author='Omar Haddad'><w:r><w:delText>Ahmad Yilmaz came.</w:delText></w:r></w:del>"
                                + "<w:p/><w:drawing descr='Fatma Demir in her home'/>")))
                .containsExactlyInAnyOrder(
                        "author-in-properties: authors of changes and comments (1)", "person-names: text (2)");
    }

    @Test
    void slides_and_their_notes_are_read() {
        byte[] pptx = zip(
                "ppt/presentation.xml", "<p/>",
                "ppt/slides/slide1.xml", "<s xmlns:a='a'><a:p><a:t>mail made.up@example.org</a:t></a:p></s>",
                "ppt/notesSlides/notesSlide1.xml", NAMES,
                "ppt/commentAuthors.xml", "<c><cmAuthor name='x'/></c>");
        assertThat(found(pptx)).containsExactly("email-addresses: text (1)", "person-names: notes, text (1)");
    }

    @Test
    void an_open_document_text_is_read_with_its_tables_notes_changes_and_objects() {
        byte[] odt = zip(
                "mimetype",
                "application/vnd.oasis.opendocument.text",
                "content.xml",
                "<d xmlns:t='t' xmlns:o='o' xmlns:dc='dc'><t:p>x<o:annotation><dc:creator>Omar Haddad</dc:creator><dc:date>2026"
                        + "</dc:date><t:p>met Ahmad Yilmaz</t:p></o:annotation></t:p><t:table><t:table-row><t:table-cell><t:p>Phone"
                        + "</t:p></t:table-cell></t:table-row><t:table-row><t:table-cell><t:p>0532 123 45 67</t:p></t:table-cell>"
                        + "</t:table-row></t:table></d>",
                "meta.xml",
                "<m xmlns:dc='dc'><dc:creator>Mariam Kaya</dc:creator></m>",
                "Object 1/content.xml",
                NAMES);
        assertThat(found(odt))
                .contains(
                        "telephones: table 1, column A (1)",
                        "person-names: text (1)",
                        "author-in-properties: authors of changes and comments (1)",
                        "author-in-properties: properties (1)",
                        "person-names: embedded object 1, text (1)");
    }

    @Test
    void a_sheet_of_an_open_document_is_as_wide_as_what_is_in_it() {
        byte[] ods = zip(
                "mimetype",
                "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml",
                "<d xmlns:t='t'><t:table><t:table-row><t:table-cell t:number-columns-repeated='3'/><t:table-cell><t:p>Village</t:p>"
                        + "</t:table-cell><t:table-cell t:number-columns-repeated='16380'/></t:table-row><t:table-row"
                        + " t:number-rows-repeated='1000000'><t:table-cell t:number-columns-repeated='3'/><t:table-cell><t:p>Made up"
                        + "</t:p></t:table-cell><t:table-cell t:number-columns-repeated='16380'/></t:table-row></t:table></d>");
        assertThat(found(ods)).containsExactly("places-below-sub-district: sheet 1, column D (1)");
        assertThat(gaps(ods)).isEmpty();
    }

    @Test
    void a_picture_tells_where_it_was_taken_also_inside_other_files() throws IOException {
        byte[] jpeg = jpeg(true);
        assertThat(found(jpeg)).containsExactly("exact-coordinates: the picture's position (1)");
        assertThat(gaps(jpeg)).containsExactly("what the picture shows: no-text");
        assertThat(found(jpeg(false))).isEmpty();
        assertThat(found(tiff(true))).containsExactly("exact-coordinates: the picture's position (1)");
        assertThat(found(png(tiff(true)))).containsExactly("exact-coordinates: the picture's position (1)");
        assertThat(found(zip("word/document.xml", "<d/>", "word/media/image1.jpeg", jpeg)))
                .containsExactly("exact-coordinates: embedded file 1: the picture's position (1)");
        assertThat(found(zip("a/b.jpg", jpeg)))
                .containsExactly("exact-coordinates: file 1: the picture's position (1)");
        byte[] half = java.util.Arrays.copyOf(jpeg, jpeg.length / 2);
        assertThat(gaps(half)).isNotEmpty();
    }

    /** EXIF as a camera writes it: a TIFF with one directory that points at the position's (EXIF 2.3, 4.6.3 and 4.6.6). */
    private static byte[] tiff(boolean position) {
        ByteBuffer tiff = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put(new byte[] {'I', 'I', 42, 0}).putInt(8);
        tiff.putShort((short) 1);
        tiff.putShort((short) (position ? 0x8825 : 0x0100))
                .putShort((short) 4)
                .putInt(1)
                .putInt(26);
        tiff.putInt(0);
        tiff.putShort((short) 4);
        tiff.putShort((short) 1).putShort((short) 2).putInt(2).put(new byte[] {'N', 0, 0, 0});
        tiff.putShort((short) 2).putShort((short) 5).putInt(3).putInt(80);
        tiff.putShort((short) 3).putShort((short) 2).putInt(2).put(new byte[] {'E', 0, 0, 0});
        tiff.putShort((short) 4).putShort((short) 5).putInt(3).putInt(104);
        tiff.putInt(0);
        for (int i = 0; i < 6; i++) {
            tiff.position(80 + i * 8).putInt(36 + i).putInt(1);
        }
        return java.util.Arrays.copyOf(tiff.array(), 128);
    }

    private static byte[] jpeg(boolean position) throws IOException {
        byte[] exif = tiff(position);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE1});
        out.write(ByteBuffer.allocate(2).putShort((short) (exif.length + 8)).array());
        out.write(new byte[] {'E', 'x', 'i', 'f', 0, 0});
        out.write(exif);
        out.write(new byte[] {(byte) 0xFF, (byte) 0xDA, 0, 2, (byte) 0xFF, (byte) 0xD9});
        return out.toByteArray();
    }

    /** PNG with a chunk eXIf (PNG, third edition, 11.3.3.3). */
    private static byte[] png(byte[] exif) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        chunk(out, "IHDR", new byte[] {0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0});
        chunk(out, "eXIf", exif);
        chunk(out, "IDAT", new byte[0]);
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String name, byte[] content) throws IOException {
        byte[] type = name.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(type);
        sum.update(content);
        out.write(ByteBuffer.allocate(4).putInt(content.length).array());
        out.write(type);
        out.write(content);
        out.write(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    @Test
    void a_pdf_is_read_in_its_comments_properties_attachments_and_programs_too() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument pdf = new PDDocument()) {
            PDPage page = new PDPage();
            pdf.addPage(page);
            PDAnnotationText note = new PDAnnotationText();
            note.setContents("call +90 532 123 45 67");
            note.setTitlePopup("Omar Haddad");
            page.getAnnotations().add(note);
            PDDocumentInformation properties = new PDDocumentInformation();
            properties.setTitle("referral of Ahmad Yilmaz");
            pdf.setDocumentInformation(properties);
            PDEmbeddedFile content = new PDEmbeddedFile(
                    pdf, new java.io.ByteArrayInputStream(Files.xlsx("Village", "Made up 1", "Made up 2")));
            PDComplexFileSpecification file = new PDComplexFileSpecification();
            file.setFile("list.xlsx");
            file.setEmbeddedFile(content);
            PDEmbeddedFilesNameTreeNode files = new PDEmbeddedFilesNameTreeNode();
            files.setNames(Map.of("list.xlsx", file));
            PDDocumentNameDictionary names = new PDDocumentNameDictionary(pdf.getDocumentCatalog());
            names.setEmbeddedFiles(files);
            pdf.getDocumentCatalog().setNames(names);
            pdf.getDocumentCatalog().setOpenAction(new PDActionJavaScript("1"));
            pdf.save(out);
        }
        assertThat(found(out.toByteArray()))
                .contains(
                        "staff-telephones: comments (1)",
                        "author-in-properties: authors of comments (1)",
                        "person-names: properties (1)",
                        "places-below-sub-district: attached file 1: sheet 1, column A (2)",
                        "macros: the file (1)");
        assertThat(gaps(out.toByteArray())).containsExactly("1 of 1 pages: no-text");
    }

    @Test
    void geo_json_is_as_exact_as_its_decimals_and_its_names_are_words() {
        assertThat(found(Files.text("{\"type\":\"Point\",\"coordinates\":[37.100000,36.500000]}")))
                .containsExactly("near-coordinates: coordinates (1)");
        assertThat(found(Files.text("{\"features\":[{\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
                        + "[[[37.1234,36.1],[37.2,36.2]]]},\"properties\":{\"admin4Pcode\":\"C1234\"}}]}")))
                .containsExactly("places-below-sub-district: name 2 (1)", "exact-coordinates: coordinates (2)");
        assertThat(found(Files.text("{\"Ahmad Yilmaz\":{\"sex\":\"m\",\"age\":3}}")))
                .contains("person-names: the names (1)");
        assertThat(found(Files.text("[" + "{\"sex\":\"f\",\"age\":4},".repeat(4) + "{\"sex\":\"m\",\"age\":9}]")))
                .contains("rows-of-individuals: all of it (5)");
    }

    @Test
    void forms_in_tables_and_in_lines_are_read_by_what_they_ask() {
        assertThat(found(Files.xlsx("Full name|Xyzzy Plugh", "DOB|2.3.1985", "Phone|5321234567", "Remarks|none")))
                .contains(
                        "person-names: sheet 1, fields of a form (1)",
                        "birth-dates: sheet 1, fields of a form (1)",
                        "telephones: sheet 1, fields of a form (1)");
        assertThat(found(Files.text("Full name: Xyzzy Plugh\nDate of birth: 2.3.1985\nKimlik no: 123456789\n")))
                .containsExactly("person-names: text (1)", "identity-numbers: text (1)", "birth-dates: text (1)");
    }

    @Test
    void a_list_whose_cells_hold_words_of_forms_is_no_form() {
        String place = "Community centre|static|made up";
        assertThat(found(Files.xlsx("Activity|Kind|Note", place, place, place, place)))
                .as("words first, as in a form")
                .contains("places-below-sub-district: sheet 1, fields of a form (4)");
        String row = "Area 1|Area 2|Community-based child protection|static|mobile|31";
        assertThat(found(Files.xlsx("Governorate|District|Activity|Kind|Team|Girls reached", row, row, row, row)))
                .containsExactly("districts: sheet 1, column B (4)");
        assertThat(found(Files.xlsx("1|Full name|Xyzzy Plugh", "2|DOB|2.3.1985", "3|Phone|5321234567")))
                .as("numbered fields")
                .contains("person-names: sheet 1, fields of a form (1)");
    }

    @Test
    void sentences_in_cells_are_read_to_their_end() {
        String long1 = "He said that nothing was known of it. ".repeat(60) + "Then Ahmad Yilmaz came.";
        assertThat(found(Files.text("id,remarks\n1," + long1 + "\n2,x\n")))
                .containsExactly("person-names: table, sentences in cells (1)");
    }

    @Test
    void folders_in_a_zip_are_named_after_people_as_well() {
        assertThat(found(zip("cases/Ahmad Yilmaz/1.txt", "x")))
                .containsExactly("name-in-file-name: the name of file 1 (1)");
    }
}
