package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** `sluice policy` without a gateway and without a data directory. */
class PolicyCheckTest {
    private static Ran check(String... more) {
        List<String> words = new ArrayList<>(List.of("policy", "check", "--protocol", "turkey-cross-border"));
        words.addAll(List.of(more));
        return Ran.command(words.toArray(String[]::new));
    }

    @Test
    void what_may_go_ends_with_status_0() {
        Ran ran = check(
                "--type",
                "email",
                "--audience",
                "public",
                "--organizations",
                "named",
                "--location",
                "district",
                "--persons",
                "staff");
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).startsWith("permit: it may go to public.");
    }

    @Test
    void what_may_not_go_ends_with_status_3_and_the_row_that_says_so() {
        Ran ran = check("--type", "4w-monthly-inputs", "--audience", "public");
        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.out()).startsWith("refuse:").contains("4W data monthly inputs, row 5");
    }

    @Test
    void what_needs_a_fact_ends_with_status_3_and_the_json_names_the_fact() {
        Ran ran = check("--type", "assessments-reports", "--audience", "ocha-imos", "--persons", "staff", "--json");
        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.json().path("decision").asText()).isEqualTo("needs");
        assertThat(ran.json().path("missing").path(0).asText()).isEqualTo("consent-of-organisation");
        assertThat(ran.json().path("cell").path("row").asText()).contains("row 3: OCHA IMOs");
    }

    @Test
    void the_fact_turns_needs_into_permit() {
        Ran ran = check(
                "--type=assessments-reports",
                "--audience=ocha-imos",
                "--persons=staff",
                "--fact=consent-of-organisation",
                "--json");
        assertThat(ran.status()).isZero();
        assertThat(ran.json().path("missing").isEmpty()).isTrue();
    }

    @Test
    void without_a_channel_the_obligations_are_those_of_the_floor() {
        Ran ran = check(
                "--type=assessments-reports",
                "--audience=coordinators",
                "--organizations=named",
                "--location=district",
                "--population=disaggregated",
                "--persons=staff",
                "--json");
        assertThat(ran.json().path("obligations").path("longestLink").asText()).isEqualTo("PT720H");
    }

    @Test
    void a_word_that_no_ladder_has_refuses() {
        Ran ran = check("--type=email", "--audience=public", "--persons=nobody", "--json");
        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.json().path("reasons").path(0).path("kind").asText()).isEqualTo("unknown-value");
    }

    @Test
    void a_table_comes_back_in_its_order_with_two_more_columns(@TempDir Path folder) throws IOException {
        Path table = folder.resolve("cases.csv");
        Files.writeString(table, """
                type,audience,channel,organizations,location,population,activity,persons,facts
                assessments-reports,ocha-imos,,,,,,staff,consent-of-organisation;active-member
                4w-monthly-inputs,public,,,,,,,
                assessments-reports,ocha-imos,,,,,,staff,
                """);
        Ran ran = check("--cases", table.toString());
        assertThat(ran.status()).isZero();
        List<String> lines = ran.out().lines().toList();
        assertThat(lines.get(0)).endsWith(",facts,decision,reasons");
        assertThat(lines.get(1)).startsWith("assessments-reports,ocha-imos,").contains(",permit,");
        assertThat(lines.get(2)).startsWith("4w-monthly-inputs,public,").contains(",refuse,");
        assertThat(lines.get(3)).contains(",needs,").contains("consent-of-organisation is not on record");
        assertThat(lines).hasSize(4);
    }

    @Test
    void a_table_as_json_counts_its_answers(@TempDir Path folder) throws IOException {
        Path table = folder.resolve("cases.csv");
        Files.writeString(table, "type,audience\n4w-monthly-inputs,public\n");
        Ran ran = check("--cases", table.toString(), "--json");
        assertThat(ran.status()).isZero();
        assertThat(ran.json().path("refuse").asInt()).isEqualTo(1);
        assertThat(ran.json().path("csv").asText()).startsWith("type,audience,decision,reasons\n");
    }

    @Test
    void a_table_that_cannot_be_read_is_wrong_usage_and_names_the_place(@TempDir Path folder) throws IOException {
        Path table = folder.resolve("cases.csv");
        Files.writeString(table, "audience\npublic\n");
        Ran ran = check("--cases", table.toString());
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("line 1").contains("type");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void a_protocol_from_a_file_with_mistakes_tells_all_of_them(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("own.yaml");
        Files.writeString(file, "schema: sluice-protocol/1\nid: own\nscope: everywhere\n");
        Ran ran = Ran.command(
                "policy", "check", "--protocol", file.toString(), "--type", "email", "--audience", "public", "--json");
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.json().path("error").path("code").asText()).isEqualTo("bad-protocol");
        assertThat(ran.json().path("error").path("details").size()).isGreaterThan(1);
    }

    @Test
    void an_unknown_protocol_is_wrong_usage_and_the_shipped_ones_are_named() {
        Ran ran = Ran.command("policy", "show", "atlantis");
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("turkey-cross-border");
    }

    @Test
    void the_shipped_protocols_are_listed_and_shown_without_a_gateway() {
        assertThat(Ran.command("policy", "list", "--json")
                        .json()
                        .path(0)
                        .path("id")
                        .asText())
                .isEqualTo("turkey-cross-border");
        Ran shown = Ran.command("policy", "show", "turkey-cross-border");
        assertThat(shown.status()).isZero();
        assertThat(shown.out())
                .contains("consent-of-organisation")
                .contains("ocha-imos")
                .containsPattern("before log-in: +Pass a file on only as far");
    }

    @Test
    void the_words_for_labels_and_functions_are_shown() {
        Ran shown = Ran.command("policy", "show", "alliance-dpisp");
        assertThat(shown.out())
                .containsSubsequence(
                        "Functions of persons:", "case-worker", "Data elements:", "residence", "Marks:", "unhcr");
        assertThat(Ran.command("policy", "show", "alliance-dpisp", "--json")
                        .json()
                        .path("elements")
                        .findValuesAsText("id"))
                .contains("care-arrangement");
        assertThat(Ran.command("policy", "show", "iasc-template").out()).doesNotContain("Marks:");
    }

    @Test
    void audiences_that_only_another_protocol_knows_stand_in_one_line(@TempDir Path folder) throws IOException {
        Path label = Files.writeString(folder.resolve("a.label.yaml"), "type: assessments-reports\n");
        Ran ran = Ran.command(
                "policy", "explain", "--label", label.toString(), "--protocol", "turkey-cross-border,alliance-dpisp");
        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("ocha-imos: ")
                .contains("Unknown to a protocol that decides here")
                .doesNotContain("knows no audience");
        assertThat(ran.out().lines().filter(line -> line.contains("panel-member")))
                .hasSize(1);
    }

    @Test
    void another_file_than_an_export_is_told_so_in_one_line(@TempDir Path folder) throws Exception {
        Path key = folder.resolve("audit.pub");
        Files.writeString(
                key,
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(KeyPairGenerator.getInstance("Ed25519")
                                        .generateKeyPair()
                                        .getPublic()
                                        .getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        Path other = Files.writeString(folder.resolve("other.txt"), "a line\n".repeat(60));
        Ran ran = Ran.command("audit", "verify", other.toString(), "--key", key.toString());
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out().lines()).hasSize(1);
        assertThat(ran.out()).startsWith("NOT SOUND: This file is no audit export");
    }
}
