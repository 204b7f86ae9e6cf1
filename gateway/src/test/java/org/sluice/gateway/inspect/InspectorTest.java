package org.sluice.gateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.sluice.crypto.age.AgePassphrase;
import org.sluice.crypto.age.AgeWriter;
import org.sluice.gateway.domain.inspect.Finding;
import org.sluice.gateway.domain.inspect.Gap;
import org.sluice.gateway.domain.inspect.Report;

/** Every person, number and place here is made up. */
final class InspectorTest {
    /** The check digits are right, and nobody has the number that begins so. */
    private static final String TURKISH_ID = "10000000146";

    private final Inspector inspector = new Inspector(VocabularyFiles.load(), 10);

    private Report look(String name, byte[] file) {
        return inspector.inspect(name, new SeekableInMemoryByteChannel(file), Set.of("relief a", "made up hands"));
    }

    private List<String> found(byte[] file) {
        return look("file", file).findings().stream().map(Finding::sentence).toList();
    }

    private List<String> gaps(byte[] file) {
        return look("file", file).gaps().stream().map(Gap::sentence).toList();
    }

    @Test
    void a_file_that_its_sender_sealed_is_not_looked_into_and_one_that_only_begins_like_it_is() throws IOException {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        AgePassphrase passphrase = new AgePassphrase("a made-up passphrase", 2);
        try (AgeWriter writer = AgeWriter.begin(sealed, List.of(passphrase), new SecureRandom())) {
            writer.write(Files.text("Full name,Phone\nAhmad Yilmaz,+905321234567\n"));
            writer.finish();
        }
        assertThat(found(sealed.toByteArray())).isEmpty();
        assertThat(gaps(sealed.toByteArray())).containsExactly("all of it: sealed-by-sender");
        byte[] pretended = Files.text("age-encryption.org/v1\nFull name,Phone\nAhmad Yilmaz,+905321234567\n");
        assertThat(gaps(pretended)).isEmpty();
        assertThat(found(pretended)).isNotEmpty();
    }

    @Test
    void a_list_of_people_in_english_is_told_by_columns_and_counts() {
        assertThat(found(Files.text("Full name,Phone,National ID,Date of birth,Sub-district,Village\n"
                        + "Ahmad Yilmaz,+905321234567," + TURKISH_ID + ",1985-03-02,Sub 1,Village 1\n"
                        + "Fatma Demir,00963 944 123 456,,1990-12-31,Sub 2,Village 2\n")))
                .containsExactly(
                        "person-names: table, column A (2)",
                        "telephones: table, column B (2)",
                        "identity-numbers: table, column C (1)",
                        "birth-dates: table, column D (2)",
                        "sub-districts: table, column E (2)",
                        "places-below-sub-district: table, column F (2)");
    }

    @Test
    void headings_are_known_in_french_arabic_and_turkish() {
        assertThat(found(Files.text("Prénom;Téléphone;Date de naissance\nClaire;0532 123 45 67;02/03/1985\n")))
                .containsExactly(
                        "person-names: table, column A (1)",
                        "telephones: table, column B (1)",
                        "birth-dates: table, column C (1)");
        assertThat(found(Files.text("الاسم الكامل,رقم الهاتف,القرية\nمحمد أحمد,0944123456,قرية ١\n")))
                .containsExactly(
                        "person-names: table, column A (1)",
                        "telephones: table, column B (1)",
                        "places-below-sub-district: table, column C (1)");
        assertThat(found(Files.text(
                        "ADI SOYADI\tCEP TELEFONU\tTC KİMLİK\nAyşe Yılmaz\t5321234567\t" + TURKISH_ID + "\n")))
                .containsExactly(
                        "person-names: table, column A (1)",
                        "telephones: table, column B (1)",
                        "identity-numbers: table, column C (1)");
    }

    @Test
    void a_table_without_headings_is_told_by_its_values() {
        String rows =
                "Ahmad Yilmaz,made.up@example.org\nFatma Demir,x@example.org\nOmar Haddad,y@example.org\nMariam Kaya,z@example.org\n";
        assertThat(found(Files.text(rows)))
                .containsExactly("person-names: table, column A (4)", "email-addresses: table, column B (4)");
    }

    @Test
    void no_value_and_no_heading_of_the_file_is_told() {
        Report report = look(
                "file",
                Files.text("Ahmad Yilmaz,+905321234567\nFatma Demir,+905329999999\nOmar Haddad,+905329999998\n"));
        assertThat(report.toString())
                .doesNotContain("Ahmad")
                .doesNotContain("905")
                .doesNotContain("Fatma");
    }

    @Test
    void a_workbook_is_read_like_a_table() {
        assertThat(found(Files.xlsx(
                        "4W of February|||",
                        "Organisation|District|Community|Beneficiaries",
                        "Relief A|D1|Comm 1|250",
                        "ORG-02|D1|Comm 2|4")))
                .containsExactly(
                        "organisation-names: sheet 1, column A (1)",
                        "organisation-codes: sheet 1, column A (1)",
                        "districts: sheet 1, column B (2)",
                        "places-below-sub-district: sheet 1, column C (2)",
                        "small-counts: sheet 1, column D (1)");
    }

    @Test
    void a_count_of_exactly_the_threshold_is_not_small() {
        assertThat(found(Files.text("Women,Men\n9,10\n0,11\n"))).containsExactly("small-counts: table, column A (1)");
    }

    @Test
    void coordinates_are_as_exact_as_their_decimals() {
        assertThat(found(Files.text("lat,lon\n36.1234,37.5\n36.2,37.6\n")))
                .containsExactly("exact-coordinates: table, column A (2)", "near-coordinates: table, column B (2)");
        assertThat(found(Files.text("latitude\tx\n36\ta\n37\tb\n")))
                .containsExactly("rough-coordinates: table, column A (2)");
        assertThat(found(Files.text("{\"type\":\"Point\",\"coordinates\":[37.1234,36.5678]}")))
                .containsExactly("exact-coordinates: coordinates (1)");
    }

    @Test
    void json_is_read_by_its_names() {
        assertThat(found(
                        Files.text("[{\"fullName\":\"Ahmad Yilmaz\",\"n\":3},{\"fullName\":\"Fatma Demir\",\"n\":4}]")))
                .containsExactly("person-names: name 1 (2)");
    }

    @Test
    void a_document_is_read_in_its_text_and_its_tables() {
        assertThat(found(Files.docx("<w:p><w:r><w:t>We met Ahmad Yilmaz in the camp.</w:t></w:r></w:p>"
                        + "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Phone</w:t></w:r></w:p></w:tc></w:tr>"
                        + "<w:tr><w:tc><w:p><w:r><w:t>+905321234567</w:t></w:r></w:p></w:tc></w:tr></w:tbl>")))
                .containsExactly("telephones: table 1, column A (1)", "person-names: text (1)");
    }

    @Test
    void open_document_sheets_are_read_and_repeated_cells_do_not_explode() {
        byte[] ods = Files.zip(
                ordered(
                        "mimetype",
                        Files.text("application/vnd.oasis.opendocument.spreadsheet"),
                        "content.xml",
                        Files.text(
                                "<d xmlns:table='t' xmlns:text='x'><table:table><table:table-row><table:table-cell>"
                                        + "<text:p>Village</text:p></table:table-cell><table:table-cell"
                                        + " table:number-columns-repeated='2000000000'/></table:table-row><table:table-row>"
                                        + "<table:table-cell><text:p>Made up 1</text:p></table:table-cell></table:table-row></table:table></d>")));
        assertThat(found(ods)).containsExactly("places-below-sub-district: sheet 1, column A (1)");
    }

    @Test
    void the_pages_of_a_pdf_are_read() {
        Report report = look("file", Files.pdf("Contact: made.up@example.org, IBAN TR330006100519786457841326", null));
        assertThat(report.findings().stream().map(Finding::sentence))
                .containsExactly("email-addresses: page 1 (1)", "bank-accounts: page 1 (1)");
        assertThat(report.looked()).isEqualTo("looked at 1 pages");
    }

    @Test
    void what_is_password_protected_is_welcome_and_not_inspected() {
        assertThat(gaps(Files.pdf("nothing", "made-up-password"))).containsExactly("pages: password-protected");
        byte[] ole = new byte[4096];
        System.arraycopy(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0}, 0, ole, 0, 4);
        assertThat(gaps(ole)).containsExactly("all of it: old-office-format");
        byte[] name = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);
        System.arraycopy(name, 0, ole, 2048, name.length);
        assertThat(gaps(ole)).containsExactly("all of it: password-protected");
    }

    @Test
    void an_unknown_form_is_not_inspected_and_never_called_clean() {
        byte[] noise = new byte[3000];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) (i * 31 + i / 7);
        }
        Report report = look("file", noise);
        assertThat(report.gaps()).containsExactly(new Gap("all of it", Gap.Why.UNKNOWN_FORMAT));
        assertThat(report.state()).isEqualTo(Report.State.NOT_INSPECTED);
        assertThat(report.looked()).isEqualTo("looked at nothing");
    }

    @Test
    void files_in_a_zip_are_read_and_told_by_number() {
        byte[] zip = Files.zip(ordered(
                "harmless.txt", Files.text("nothing to see"),
                "list.csv", Files.text("IBAN,x\nTR330006100519786457841326,1\n")));
        assertThat(found(zip)).containsExactly("bank-accounts: file 2: table, column A (1)");
    }

    @Test
    void macros_are_noted() {
        byte[] xlsm =
                Files.zip(Map.of("xl/workbook.xml", Files.text("<workbook/>"), "xl/vbaProject.bin", new byte[10]));
        assertThat(found(xlsm)).containsExactly("macros: the file (1)");
    }

    @Test
    void the_author_that_an_office_program_wrote_down_is_found() {
        byte[] docx = Files.zip(Map.of(
                "word/document.xml", Files.text("<d/>"),
                "docProps/core.xml", Files.text("<p xmlns:dc='d'><dc:creator>Ahmad Yilmaz</dc:creator></p>")));
        assertThat(found(docx)).containsExactly("author-in-properties: properties (1)");
    }

    @Test
    void what_a_pivot_table_kept_of_its_source_is_found() {
        byte[] xlsx = Files.zip(
                Map.of(
                        "xl/workbook.xml", Files.text("<workbook/>"),
                        "xl/pivotCache/pivotCacheDefinition1.xml",
                                Files.text(
                                        "<d><sharedItems><s v='Ahmad Yilmaz'/><s v='made.up@example.org'/></sharedItems></d>")));
        assertThat(found(xlsx))
                .containsExactly(
                        "person-names: source of a pivot table (1)", "email-addresses: source of a pivot table (1)");
    }

    @Test
    void entities_and_document_types_are_not_followed() {
        String laughs = "<!DOCTYPE d [<!ENTITY a 'Ahmad Yilmaz'><!ENTITY b '&a;&a;&a;&a;'>"
                + "<!ENTITY x SYSTEM 'file:///etc/passwd'>]><d xmlns:w='w'><w:p><w:t>&b;&x;</w:t></w:p></d>";
        byte[] docx = Files.zip(Map.of("word/document.xml", Files.text(laughs)));
        assertThat(found(docx)).isEmpty();
        assertThat(gaps(docx)).containsExactly("the file: damaged");
    }

    @Test
    void a_bomb_ends_where_its_bound_is() {
        byte[] zeros = new byte[64 << 20];
        Arrays.fill(zeros, (byte) ' ');
        byte[] xlsx =
                Files.zip(Map.of("xl/workbook.xml", Files.text("<workbook/>"), "xl/worksheets/sheet1.xml", zeros));
        assertThat(gaps(xlsx)).containsExactly("the file: too-big");
        byte[] inner = Files.zip(Map.of("a.txt", zeros));
        assertThat(gaps(Files.zip(Map.of("b.zip", inner)))).containsExactly("file 1: file 1: all of it: too-big");
    }

    @Test
    void zips_in_zips_are_followed_only_so_deep() {
        byte[] file = Files.text("IBAN,x\nTR330006100519786457841326,1\n");
        byte[] two = Files.zip(Map.of("b.zip", Files.zip(Map.of("a.csv", file))));
        assertThat(found(two)).hasSize(1);
        assertThat(gaps(Files.zip(Map.of("c.zip", two))))
                .containsExactly("file 1: file 1: file 1: all of it: too-deep");
    }

    @Test
    void rows_beyond_the_bound_are_counted_and_told() {
        Inspector bounded = new Inspector(
                VocabularyFiles.load(),
                10,
                new Bounds(20, 1 << 20, 250, 1 << 20, 10, 2, 5, java.time.Duration.ofMinutes(1)),
                () -> 0);
        String rows = "a,b\n" + "1,2\n".repeat(119);
        Report report = bounded.inspect("file", new SeekableInMemoryByteChannel(Files.text(rows)), Set.of());
        assertThat(report.looked()).isEqualTo("looked at 20 of 120 rows");
        assertThat(report.gaps()).extracting(Gap::why).containsExactly(Gap.Why.TOO_BIG);
    }

    @Test
    void time_is_bounded() {
        long[] now = {0};
        Inspector slow = new Inspector(
                VocabularyFiles.load(),
                10,
                new Bounds(1000, 1 << 20, 250, 1 << 20, 10, 2, 5, java.time.Duration.ofSeconds(1)),
                () -> now[0] += 600_000_000);
        Report report =
                slow.inspect("file", new SeekableInMemoryByteChannel(Files.text("a,b\n".repeat(2000))), Set.of());
        assertThat(report.gaps()).contains(new Gap("the file", Gap.Why.TOO_SLOW));
    }

    @Test
    void old_character_sets_of_the_region_are_read() {
        assertThat(found("Adı Soyadı;Doğum tarihi\nAyşe Yılmaz;02.03.1985\n".getBytes(Charset.forName("windows-1254"))))
                .containsExactly("person-names: table, column A (1)", "birth-dates: table, column B (1)");
        assertThat(found("\uFEFFIBAN\tx\nTR330006100519786457841326\t1\n".getBytes(StandardCharsets.UTF_16LE)))
                .containsExactly("bank-accounts: table, column A (1)");
    }

    @Test
    void broken_files_of_every_form_are_gaps_and_no_failures() {
        for (byte[] whole : List.of(Files.xlsx("Village", "a"), Files.pdf("x", null), Files.docx("<p/>"))) {
            for (int cut = 8; cut < whole.length; cut += 7) {
                Report report = look("file", Arrays.copyOf(whole, cut));
                assertThat(report.looked()).startsWith("looked at");
            }
        }
    }

    @Test
    void a_file_name_that_looks_like_a_person_is_found() {
        for (String name :
                List.of("ahmad_yilmaz_referral.pdf", "Referral Fatma Demir.docx", "case-" + TURKISH_ID + ".xlsx")) {
            assertThat(look(name, Files.text("x")).findings()).as(name).isNotEmpty();
        }
        for (String name : List.of(
                "4w-2026-02.xlsx",
                "CP-0042 referral.pdf",
                "assessment-district-2.docx",
                "sara-camp-map.png",
                "20261121103.csv")) {
            assertThat(look(name, Files.text("x")).findings()).as(name).isEmpty();
        }
    }

    private static Map<String, byte[]> ordered(String a, byte[] first, String b, byte[] second) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put(a, first);
        parts.put(b, second);
        return parts;
    }
}
