package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** A workbook from the depositor's hand to its anonymised version, by typed commands. Every name in it is made up. */
class InspectionCommandsIT extends TypedCommands {
    private String refused(int status, String... words) {
        return error(status, words).path("code").asText();
    }

    @Test
    void a_workbook_is_inspected_answered_for_and_made_less_identifying() throws Exception {
        Checkout.needs("ssh-keygen", "sftp");
        done("init", "--sftp-port", "0", "--https-port", "0");
        serve(ready -> {
            people();
            deposits(
                    ready.path("sftpPort").asInt(),
                    Path.of(ready.path("hostKeyFile").asText()));
            Shapes shapes = Shapes.read();
            inspected(shapes);
            arrived(shapes);
            derived(shapes);
        });
    }

    private void people() throws Exception {
        done("participant", "add", "relief-a", "--name", "Relief A", "--audience=members", "--signed=2026-01-15");
        done("participant", "add", "lead", "--name", "Lead", "--audience=coordinators", "--signed=2026-01-15");
        person("amal", "relief-a", "depositor,releaser");
        person("bea", "relief-a", "releaser");
        person("cora", "lead", "coordinator");
        done("participant", "speakers", "relief-a", "--duty=data-protection", "--person=bea");
        done("person", "key", "add", "amal", key("amal"));
    }

    private void deposits(int port, Path hostKey) throws Exception {
        workbook(folder.resolve("4w.xlsx"));
        Files.write(folder.resolve("sealed.bin"), new byte[] {0, 1, 2, 3});
        byte[] whole = Files.readAllBytes(folder.resolve("4w.xlsx"));
        Files.write(folder.resolve("cut.xlsx"), Arrays.copyOf(whole, whole.length / 2));
        sftp(port, hostKey, """
                put 4w.xlsx /confidential/assessments-reports/
                put sealed.bin /confidential/assessments-reports/
                put cut.xlsx /confidential/assessments-reports/
                """);
    }

    private static void workbook(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            part(
                    zip,
                    "xl/workbook.xml",
                    "<w xmlns:r='r'><sheets><sheet name='4W' r:id='1'/><sheet name='Old' state='hidden' r:id='2'/></sheets></w>");
            part(
                    zip,
                    "xl/_rels/workbook.xml.rels",
                    "<r><Relationship Id='1' Target='worksheets/sheet1.xml'/><Relationship Id='2' Target='worksheets/sheet2.xml'/></r>");
            part(
                    zip,
                    "xl/worksheets/sheet1.xml",
                    "<w><cols><col min='5' max='5' hidden='1'/></cols><sheetData>"
                            + row("Organisation", "Full name", "Village", "Reached", "Phone")
                            + row("Relief A", "Ahmad Yilmaz", "Made-up 1", "4", "+905321234567")
                            + row("Relief A", "Fatma Demir", "Made-up 2", "40", "+905321234568") + "</sheetData></w>");
            part(zip, "xl/worksheets/sheet2.xml", "<w><sheetData>" + row("Omar Haddad") + "</sheetData></w>");
        }
    }

    private static void part(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private static String row(String... cells) {
        StringBuilder row = new StringBuilder("<row>");
        for (String cell : cells) {
            row.append("<c t='inlineStr'><is><t>").append(cell).append("</t></is></c>");
        }
        return row.append("</row>").toString();
    }

    private String deposit(String name) throws InterruptedException {
        for (int tries = 0; tries < 100; tries++) {
            for (JsonNode deposit : done("deposit", "list", "--as=amal")) {
                String id = deposit.path("id").asText();
                if (deposit.path("name").asText().equals(name)
                        && !ran("inspection", "show", id, "--json").out().contains("pending")
                        && ran("inspection", "show", id).status() == 0) {
                    return id;
                }
            }
            Thread.sleep(200);
        }
        throw new AssertionError(name + " was not inspected");
    }

    private void inspected(Shapes shapes) throws Exception {
        String book = deposit("4w.xlsx");
        done(
                "deposit",
                "label",
                book,
                "organizations=coded",
                "location=district",
                "population=aggregated",
                "persons=staff");
        JsonNode held = done("inspection", "show", book);
        shapes.hold("Inspection", held);
        assertThat(held.path("held").asBoolean()).isTrue();
        assertThat(held.path("findings").toString())
                .contains("sheet 1, column B")
                .doesNotContain("Ahmad");
        assertThat(ran("inspection", "show", book).out())
                .contains("It is held")
                .contains("small-counts: sheet 1, column D (1)");
        assertThat(refused(1, "inspection", "accept", book, "--reason=made up", "--as=amal"))
                .isEqualTo("own-deposit");
        JsonNode accepted = done("inspection", "accept", book, "--reason=made up, checked by hand", "--as=bea");
        shapes.hold("Inspection", accepted);
        assertThat(accepted.path("held").asBoolean()).isFalse();

        String sealed = deposit("sealed.bin");
        assertThat(done("inspection", "show", sealed).path("state").asText()).isEqualTo("not-inspected");
        assertThat(refused(1, "inspection", "attest", sealed, "--note=as Ahmad Yilmaz said", "--as=amal"))
                .isEqualTo("looks-like-a-person");
        shapes.hold("Inspection", done("inspection", "attest", sealed, "--note=counts by district", "--as=amal"));
        shapes.holdEach("Inspection", done("inspection", "list"));
    }

    private void arrived(Shapes shapes) throws Exception {
        assertThat(ran("deposit", "show", deposit("4w.xlsx")).out()).contains("there (ZIP)");
        String cut = deposit("cut.xlsx");
        assertThat(ran("deposit", "show", cut, "--as=amal").out())
                .contains("missing: Its list of contents")
                .contains("not scanned: no scanner is configured")
                .contains("Held: The deposit " + cut + " looks as if its end were missing.");
        assertThat(refused(1, "deposit", "whole", cut, "--note=opened it", "--as=bea"))
                .isEqualTo("not-the-owner");
        shapes.hold("Whole", done("deposit", "whole", cut, "--note=opened it", "--as=amal"));
        assertThat(ran("deposit", "show", cut, "--as=amal").out()).doesNotContain("looks as if its end were missing");
        assertThat(done("scan", "list")).isEmpty();
        assertThat(ran("scan", "list").out()).contains("No deposit waits for the virus scanner");
        assertThat(refused(1, "deposit", "rescan", cut)).isEqualTo("no-scanner");
    }

    private void derived(Shapes shapes) throws Exception {
        String book = deposit("4w.xlsx");
        Files.writeString(folder.resolve("places.csv"), "exact,district\nMade-up 1,District 7\nMade-up 2,District 7\n");
        String[] recipe = {
            "deposit",
            "derive",
            book,
            "--as=amal",
            "--drop=Full name",
            "--place=Village",
            "--to=district",
            "--code=Organisation",
            "--count=Reached",
            "--gazetteer=" + folder.resolve("places.csv")
        };
        JsonNode dry = done(recipe);
        shapes.hold("Derived", dry);
        assertThat(dry.has("derived")).isFalse();
        assertThat(ran(recipe).out())
                .contains("From the sheet \"4W\".")
                .contains("Left out: the sheet \"Old (hidden)\".")
                .contains("left out, as it is hidden")
                .contains("Beware: Column D hides one count alone")
                .contains("Still found: organisation-codes: table, column A (2)")
                .contains("2 rows; nothing was stored");
        assertThat(done("deposit", "list")).hasSize(3);

        List<String> store = new ArrayList<>(List.of(recipe));
        store.addAll(List.of("--store", "--channel=confidential", "--name=list of ahmad yilmaz.csv"));
        assertThat(refused(1, store.toArray(String[]::new))).isEqualTo("looks-like-a-person");
        store.set(store.size() - 1, "--name=4w-anonymised.csv");
        store.add("--label=persons=none,organizations=coded,location=district,population=disaggregated");
        JsonNode stored = done(store.toArray(String[]::new));
        shapes.hold("Derived", stored);
        shapes.hold("Deposit", stored.path("derived"));
        JsonNode version = done("inspection", "show", deposit("4w-anonymised.csv"));
        assertThat(version.path("held").asBoolean()).as(version.toString()).isFalse();

        assertThat(refused(1, "register", "codes", "--as=amal")).isEqualTo("not-a-coordinator");
        JsonNode codes = done("register", "codes", "--as=cora");
        shapes.holdEach("OrganisationCode", codes);
        assertThat(codes.path(0).path("name").asText()).isEqualTo("Relief A");
    }
}
