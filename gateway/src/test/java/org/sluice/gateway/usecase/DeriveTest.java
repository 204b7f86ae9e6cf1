package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.derive.Recipe;
import org.sluice.gateway.domain.inspect.Finding;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.OrgCodes;
import org.sluice.gateway.store.Versions;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** Versions that identify less. Every name and place is made up. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class DeriveTest {
    private static final String TYPE = "assessments-reports";
    private static final byte[] TABLE = bytes("""
            Organisation,Full name,Village,Reached
            Made Up Hands,Ahmad Yilmaz,Village 1,25
            made up hands,Fatma Demir,Village 2,9
            Relief A,Omar Haddad,Nowhere,10
            """);

    private static final Recipe RECIPE = new Recipe(
            List.of("full name"),
            List.of("C"),
            Map.of("village 1", "District 1", "village 2", "District 1"),
            List.of("Organisation"),
            List.of("Reached"),
            10,
            1,
            Optional.empty(),
            Optional.of("district"));

    private final TestDatabase database;
    private GatewayFixture gateway;
    private Deposit original;

    DeriveTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void start() {
        gateway = new GatewayFixture(database);
        gateway.participant("relief-a", "coordinators");
        gateway.participant("relief-b", "coordinators");
        gateway.person("ali", "relief-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("zoe", "relief-b", Role.DEPOSITOR, Role.COORDINATOR);
        original = gateway.deposit("ali", Channel.CONFIDENTIAL, TYPE, "table.csv", TABLE);
    }

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    private Deposit stored(String name) {
        return gateway.inside
                .derive
                .store(
                        HOST,
                        "ali",
                        original.id(),
                        RECIPE,
                        new DeriveDeposit.Storing(
                                name, Channel.CONFIDENTIAL, Map.of("persons", "none", "organizations", "coded")))
                .orThrow()
                .derived()
                .orElseThrow();
    }

    private String content(Deposit deposit) {
        try (Visit visit = gateway.visit("ali")) {
            return new String(
                    GatewayFixture.read(gateway.inside.own.read(visit, deposit).orThrow()), StandardCharsets.UTF_8);
        }
    }

    @Test
    void a_look_tells_counts_and_stores_nothing() {
        DeriveDeposit.Made made =
                gateway.inside.derive.look("ali", original.id(), RECIPE).orThrow();
        assertThat(made.rows()).isEqualTo(3);
        assertThat(made.changes().toString())
                .contains("small counts hidden, changed=1, emptied=0")
                .contains("made coarser, changed=2, emptied=1")
                .contains("dropped, changed=0, emptied=3")
                .doesNotContain("Ahmad");
        assertThat(made.derived()).isEmpty();
        assertThat(gateway.inside.ledger.<List<OrgCodes.Code>, RuntimeException>read(OrgCodes::all))
                .isEmpty();
    }

    @Test
    void a_version_is_a_deposit_of_its_own_with_stable_codes() {
        Deposit version = stored("anonymised.csv");
        String code = gateway.inside.derive.register("zoe").orThrow().stream()
                .filter(known -> known.name().equalsIgnoreCase("made up hands"))
                .map(OrgCodes.Code::code)
                .findFirst()
                .orElseThrow();
        String text = content(version);
        assertThat(text)
                .doesNotContain("Ahmad")
                .doesNotContain("Hands")
                .doesNotContain("Nowhere")
                .doesNotContain("Village 1");
        assertThat(text.lines().toList().subList(0, 3))
                .containsExactly("Organisation,district,Reached", code + ",District 1,25", code + ",District 1,<10");
        List<Versions.Version> versions = gateway.inside.ledger.read(sql -> Versions.of(sql, original.id()));
        assertThat(versions).extracting(Versions.Version::derivedId).containsExactly(version.id());
        assertThat(content(stored("again.csv"))).isEqualTo(text);
    }

    @Test
    void the_register_is_a_coordinators_and_the_content_its_owners() {
        assertThat(refusal(gateway.inside.derive.register("ali")).code()).isEqualTo("not-a-coordinator");
        assertThat(refusal(gateway.inside.derive.look("zoe", original.id(), RECIPE))
                        .code())
                .isEqualTo("unknown-deposit");
    }

    @Test
    void a_recipe_that_names_a_column_that_is_not_there_is_not_followed() {
        Recipe wrong = new Recipe(
                List.of("Telephone"),
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                10,
                1,
                Optional.empty(),
                Optional.empty());
        assertThat(refusal(gateway.inside.derive.look("ali", original.id(), wrong))
                        .code())
                .isEqualTo("unknown-column");
    }

    @Test
    void a_version_is_a_csv_by_its_name_too_and_its_usual_name_is_no_other_deposits() {
        for (String wrong : List.of("v.xlsx", "v", "v.csv.xlsx", "csv")) {
            Refusal refusal = refusal(gateway.inside.derive.store(
                    HOST,
                    "ali",
                    original.id(),
                    RECIPE,
                    new DeriveDeposit.Storing(wrong, Channel.CONFIDENTIAL, Map.of())));
            assertThat(refusal.code()).isEqualTo("bad-name");
            assertThat(refusal.message()).contains("\"" + wrong + "\"", ".csv\".");
        }
        assertThat(refusal(gateway.inside.derive.usualName("zoe", original.id()))
                        .code())
                .isEqualTo("unknown-deposit");
        String usual = gateway.inside.derive.usualName("ali", original.id()).orThrow();
        assertThat(usual).isEqualTo("table-anonymised.csv");
        assertThat(stored(usual).name()).isEqualTo(usual);
        assertThat(stored("V.CSV").name()).isEqualTo("V.CSV");
        assertThat(gateway.get(original.id()).supersededBy()).isEmpty();
    }

    @Test
    void a_column_of_text_holds_no_counts_and_the_refusal_names_it() {
        Recipe recipe = new Recipe(
                List.of("Full name"),
                List.of(),
                Map.of(),
                List.of(),
                List.of("Village", "Reached"),
                10,
                1,
                Optional.empty(),
                Optional.empty());
        Refusal refusal = refusal(gateway.inside.derive.look("ali", original.id(), recipe));
        assertThat(refusal.code()).isEqualTo("no-counts");
        assertThat(refusal.message()).contains("C (Village)").doesNotContain("Reached");
    }

    @Test
    void a_version_whose_label_is_refused_is_not_kept() {
        assertThat(refusal(gateway.inside.derive.store(
                                HOST,
                                "ali",
                                original.id(),
                                RECIPE,
                                new DeriveDeposit.Storing("x.csv", Channel.CONFIDENTIAL, Map.of("persons", "nobody"))))
                        .code())
                .isEqualTo("bad-label");
        List<Versions.Version> none = gateway.inside.ledger.read(sql -> Versions.of(sql, original.id()));
        assertThat(none).isEmpty();
    }

    private static void part(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes(text));
        zip.closeEntry();
    }

    private static String row(String attributes, String... cells) {
        StringBuilder row = new StringBuilder("<row" + attributes + ">");
        for (String cell : cells) {
            row.append("<c t='inlineStr'><is><t>").append(cell).append("</t></is></c>");
        }
        return row.append("</row>").toString();
    }

    /** Three sheets, of which the first is hidden; in the second a column and a row are. */
    private static byte[] workbook() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            part(
                    zip,
                    "xl/workbook.xml",
                    "<w xmlns:r='r'><sheets><sheet name='Source' state='veryHidden' r:id='1'/><sheet name='Table' r:id='2'/>"
                            + "<sheet name='Notes' r:id='3'/></sheets></w>");
            part(
                    zip,
                    "xl/_rels/workbook.xml.rels",
                    "<r><Relationship Id='1' Target='worksheets/sheet1.xml'/><Relationship Id='2' Target='worksheets/sheet2.xml'/>"
                            + "<Relationship Id='3' Target='worksheets/sheet3.xml'/></r>");
            part(
                    zip,
                    "xl/worksheets/sheet1.xml",
                    "<w><sheetData>" + row("", "Full name") + row("", "Ahmad Yilmaz") + "</sheetData></w>");
            part(
                    zip,
                    "xl/worksheets/sheet2.xml",
                    "<w><cols><col min='2' max='2' hidden='1'/></cols><sheetData>"
                            + row("", "Organisation", "Full name", "Reached", "Total")
                            + row("", "Relief A", "Ahmad Yilmaz", "4", "30")
                            + row(" hidden='1'", "Relief A", "Fatma Demir", "5", "5")
                            + row("", "=HYPERLINK(1)", "Omar Haddad", "12", "-12")
                            + row("", "Total", "", "16", "42") + "</sheetData></w>");
            part(
                    zip,
                    "xl/worksheets/sheet3.xml",
                    "<w><sheetData>" + row("", "Note") + row("", "@sum") + "</sheetData></w>");
            part(zip, "xl/comments1.xml", "<c><comment><text><t>Mariam Kaya</t></text></comment></c>");
            part(zip, "docProps/core.xml", "<c><creator>Mariam Kaya</creator></c>");
        }
        return out.toByteArray();
    }

    @Test
    void nothing_hidden_goes_into_a_version_and_what_is_left_out_is_told() throws IOException {
        original = gateway.deposit("ali", Channel.CONFIDENTIAL, TYPE, "book.xlsx", workbook());
        Recipe recipe = new Recipe(
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                List.of("Reached"),
                10,
                1,
                Optional.empty(),
                Optional.empty());
        DeriveDeposit.Made made = gateway.inside
                .derive
                .store(
                        HOST,
                        "ali",
                        original.id(),
                        recipe,
                        new DeriveDeposit.Storing("anonymised.csv", Channel.CONFIDENTIAL, Map.of()))
                .orThrow();
        assertThat(made.sheet()).isEqualTo("Table");
        assertThat(made.leftOut()).containsExactly("Source (hidden)", "Notes");
        assertThat(made.hiddenRows()).isEqualTo(1);
        assertThat(made.changes())
                .extracting(change -> change.column() + ": " + change.act())
                .containsExactly("A: kept", "B: left out, as it is hidden", "C: small counts hidden", "D: kept");
        assertThat(made.warnings())
                .hasSize(3)
                .anySatisfy(said ->
                        assertThat(said).startsWith("Column C hides one count alone: whoever knows the sum below it"))
                .anySatisfy(said -> assertThat(said).startsWith("1 row hides one count beside a sum"))
                .anySatisfy(said -> assertThat(said).startsWith("1 cell begins like a formula"));
        assertThat(made.remains()).extracting(Finding::sentence).contains("organisation-names: table, column A (3)");
        assertThat(content(made.derived().orElseThrow()).lines())
                .containsExactly(
                        "Organisation,Reached,Total", "Relief A,<10,30", "'=HYPERLINK(1),12,-12", "Total,16,42");
    }

    @Test
    void a_sheet_is_chosen_by_its_name_and_an_unknown_one_is_refused_with_those_there_are() throws IOException {
        original = gateway.deposit("ali", Channel.CONFIDENTIAL, TYPE, "book.xlsx", workbook());
        Recipe notes = new Recipe(
                List.of(),
                List.of(),
                Map.of(),
                List.of("Note"),
                List.of(),
                10,
                1,
                Optional.of("Notes"),
                Optional.empty());
        assertThat(gateway.inside
                        .derive
                        .look("ali", original.id(), notes)
                        .orThrow()
                        .leftOut())
                .containsExactly("Source (hidden)", "Table");
        Recipe wrong = new Recipe(
                List.of("A"),
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                10,
                1,
                Optional.of("Nowhere"),
                Optional.empty());
        Refusal refusal = refusal(gateway.inside.derive.look("ali", original.id(), wrong));
        assertThat(refusal.code()).isEqualTo("unknown-sheet");
        assertThat(refusal.message()).contains("Source, Table, Notes");
    }

    @Test
    void a_cell_is_a_formula_where_a_spreadsheet_would_take_it_for_one_and_figures_are_none() {
        CsvText csv = new CsvText(1000);
        csv.row(List.of("=1+1", "@x", "+cmd|'/C calc'!A1", "-5", "+90 (532) 123-45-67", "-", "a=b", "\t=1", ""));
        assertThat(new String(csv.bytes(), StandardCharsets.UTF_8))
                .isEqualTo("'=1+1,'@x,'+cmd|'/C calc'!A1,-5,+90 (532) 123-45-67,-,a=b,'\t=1,\r\n");
        assertThat(csv.guarded()).isEqualTo(4);
        csv.row(List.of("x".repeat(1000)));
        assertThat(csv.full()).isTrue();
    }
}
