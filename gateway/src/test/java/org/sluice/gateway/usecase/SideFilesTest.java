package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.deposit.SideFile;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** Label files beside files: before and after them, for a folder, broken, under temporary names, and without a file. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class SideFilesTest extends SideFilesCase {
    SideFilesTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void a_label_file_before_its_file_decides_at_its_first_byte() {
        Spot file = open("4w.csv");
        assertThat(refusal(send(file, "x")).code()).isEqualTo("below-floor");

        put(file.named("4w.csv.label.yaml"), LEAST).orThrow();

        Deposit deposit = send(file, "x").orThrow();
        assertThat(deposit.held()).isFalse();
        assertThat(deposit.label().effective(Dimension.PERSONS).word()).isEqualTo("none");
        assertThat(send(open("other.csv"), "x")).isInstanceOf(Answer.Refused.class);
        assertThat(gateway.inside.sideLabels.labelFor("berivan", file).orThrow())
                .describedAs("one's label is not another's")
                .isEqualTo(file.label());
    }

    @Test
    void the_names_that_clients_give_files_under_way_have_the_label_of_the_name_they_end_with() {
        put(open("4w.csv.label.yaml"), LEAST).orThrow();

        for (String name : List.of("4w.csv.part", "4w.csv.filepart", "4w.csv.1a2b3c4d.partial")) {
            assertThat(send(open(name), "x")).describedAs(name).isInstanceOf(Answer.Done.class);
        }
        assertThat(send(open("5w.csv.part"), "x")).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void a_label_file_after_its_file_lets_it_out_of_its_hold_and_the_question_goes() {
        Deposit held = send(Channel.RESTRICTED, "4w.csv", "x").orThrow();
        assertThat(held.held()).isTrue();
        assertThat(gateway.notices("ali")).containsExactly(Notice.Kind.LABEL_NEEDED);

        put(Channel.RESTRICTED, "4w.csv.label.yaml", LEAST).orThrow();

        Deposit labelled = gateway.get(held.id());
        assertThat(labelled.held()).isFalse();
        assertThat(labelled.channel()).isEqualTo(Channel.RESTRICTED);
        assertThat(gateway.notices("ali")).isEmpty();
        assertThat(GatewayFixture.read(gateway.inside.own.read(ali, labelled).orThrow()))
                .describedAs("wrapped anew")
                .isEqualTo(bytes("x"));
        assertThat(gateway.audited(EventKind.DEPOSIT_LABELLED))
                .singleElement()
                .satisfies(said -> assertThat(said).contains("persons: none"));
    }

    @Test
    void the_question_shows_the_very_label_file_that_answers_it() {
        Deposit held = send(Channel.RESTRICTED, "4w.csv", "x").orThrow();
        Map<String, String> asked = notice("ali", Notice.Kind.LABEL_NEEDED).parameters();
        assertThat(asked.get("label_file")).isEqualTo("4w.csv.label.yaml");
        String file = asked.getOrDefault("lines", "");

        put(Channel.RESTRICTED, asked.getOrDefault("label_file", ""), file.replace("\n    ", "\n"))
                .orThrow();

        Deposit same = gateway.get(held.id());
        assertThat(same.held())
                .describedAs("it claims no less than counted before")
                .isTrue();
        assertThat(same.label().undeclared()).isEmpty();
    }

    @Test
    void a_refusal_at_the_public_folder_shows_the_label_file_too() {
        send(Channel.PUBLIC, "4w.csv", "x");

        assertThat(notice("ali", Notice.Kind.BELOW_FLOOR_REFUSED).parameters())
                .containsEntry("label_file", "4w.csv.label.yaml")
                .hasEntrySatisfying("lines", lines -> assertThat(lines).contains("persons: personal   # none, staff"));
    }

    @Test
    void a_file_below_its_floor_goes_to_nobody_until_it_has_its_label() {
        Deposit held = gateway.deposit("ali", Channel.RESTRICTED, TYPE, "4w.csv", bytes("x"));
        gateway.contact("desk", Optional.empty(), "ocha-imos");
        assertThat(gateway.release("ali", held.id(), "desk")).isInstanceOf(Answer.Refused.class);
        try (Visit berivan = gateway.visit("berivan")) {
            assertThat(gateway.inside.own.find(berivan, spot(Channel.RESTRICTED, "4w.csv")))
                    .isEmpty();
        }

        put(Channel.RESTRICTED, "4w.csv.label.yaml", LEAST).orThrow();

        assertThat(gateway.get(held.id()).held()).isFalse();
    }

    @Test
    void a_broken_label_file_is_not_kept_and_a_notice_names_line_and_field() {
        Deposit held = send(Channel.RESTRICTED, "4w.csv", "x").orThrow();

        Refusal refusal = refusal(
                put(Channel.RESTRICTED, "4w.csv.label.yaml", "persons: none\nlocation: village\ncolour: red\n"));

        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.WRONG);
        assertThat(refusal.message()).contains("Line 2, location").contains("1 more");
        assertThat(notice("ali", Notice.Kind.SIDE_FILE_WRONG).parameters().get("mistakes"))
                .contains("Line 2, location: ")
                .contains("national, district, sub-district, exact")
                .contains("\n    Line 3, colour: ");
        assertThat(gateway.inside.sideFiles.find(ali, spot(Channel.RESTRICTED, "4w.csv.label.yaml")))
                .isEmpty();
        assertThat(gateway.get(held.id())).isEqualTo(held);

        put(Channel.RESTRICTED, "4w.csv.label.yaml", LEAST).orThrow();
        assertThat(gateway.notices("ali"))
                .describedAs("mended, so nothing is asked any more")
                .isEmpty();
    }

    @Test
    void a_broken_label_file_leaves_the_earlier_one() {
        put(Channel.RESTRICTED, "4w.csv.label.yaml", LEAST).orThrow();

        assertThat(put(Channel.RESTRICTED, "4w.csv.label.yaml", "persons: nobody\n"))
                .isInstanceOf(Answer.Refused.class);

        assertThat(gateway.inside
                        .sideFiles
                        .find(ali, spot(Channel.RESTRICTED, "4w.csv.label.yaml"))
                        .orElseThrow()
                        .text())
                .isEqualTo(LEAST);
    }

    @Test
    void a_label_file_can_name_no_other_folder_than_its_own() {
        assertThat(refusal(put(Channel.RESTRICTED, "a.label.yaml", "channel: public\n"))
                        .message())
                .contains("Line 1, channel")
                .contains("lies in /restricted/assessments-reports/");
        assertThat(refusal(put(Channel.RESTRICTED, "a.label.yaml", "type: email\n"))
                        .message())
                .contains("Line 1, type");
        put(Channel.RESTRICTED, "a.label.yaml", "channel: restricted\ntype: assessments-reports\n")
                .orThrow();
    }

    @Test
    void an_audience_that_no_protocol_knows_is_refused_with_those_that_one_does() {
        assertThat(refusal(put(Channel.RESTRICTED, "a.label.yaml", "share-with: [ocha-imoss]\n"))
                        .message())
                .contains("Do you mean \"ocha-imos\"?");
    }

    @Test
    void a_persons_name_has_no_place_in_a_label() {
        Refusal refusal = refusal(put(Channel.RESTRICTED, "a.label.yaml", "purpose: visit of Mehmet Yılmaz\n"));

        assertThat(refusal.message())
                .contains("Line 1, purpose")
                .contains("--anyway")
                .doesNotContain("Mehmet");
    }

    @Test
    void what_a_label_may_not_become_is_refused_and_nothing_is_kept() {
        Deposit deposit = gateway.deposit("ali", Channel.RESTRICTED, TYPE, "4w.csv", bytes("x"));
        gateway.inside
                .ledger
                .write(tx -> {
                    tx.sql().execute("UPDATE deposit SET participant_id = 'ocha' WHERE id = '" + deposit.id() + "'");
                    return deposit;
                })
                .orThrow();

        Refusal refusal = refusal(put(Channel.RESTRICTED, "4w.csv.label.yaml", LEAST));

        assertThat(refusal.code()).isEqualTo("not-yours");
        assertThat(gateway.notices("ali")).contains(Notice.Kind.SIDE_FILE_WRONG);
        assertThat(gateway.inside.sideFiles.list(ali, Channel.RESTRICTED, TYPE, ""))
                .isEmpty();
    }

    @Test
    void a_hash_lies_beside_its_file_to_be_read() {
        put(Channel.RESTRICTED, "a.csv.sha256", "0".repeat(64) + "  a.csv\n").orThrow();

        assertThat(gateway.inside
                        .sideFiles
                        .find(ali, spot(Channel.RESTRICTED, "a.csv.sha256"))
                        .orElseThrow()
                        .size())
                .isEqualTo(72);
    }

    @Test
    void what_is_no_text_or_too_long_is_refused() {
        Spot spot = spot(Channel.RESTRICTED, "a.label.yaml");

        assertThat(refusal(gateway.inside.sideFiles.put(ali, spot, new byte[] {(byte) 0xFF, (byte) 0xFE, 'a', 0}))
                        .code())
                .isEqualTo("no-text");
        assertThat(refusal(gateway.inside.sideFiles.put(ali, spot, new byte[] {'a', 0}))
                        .code())
                .isEqualTo("no-text");
        byte[] full = bytes("persons: none\n#" + "x".repeat(SideFile.LONGEST - 15));
        gateway.inside.sideFiles.put(ali, spot, full).orThrow();
        byte[] more = bytes("persons: none\n#" + "x".repeat(SideFile.LONGEST - 14));
        assertThat(refusal(gateway.inside.sideFiles.put(ali, spot, more)).code())
                .isEqualTo("side-file-too-long");
    }

    @Test
    void whoever_does_not_deposit_puts_no_label_files_and_others_touch_none() {
        SideFile file = put(Channel.RESTRICTED, "a.label.yaml", LEAST).orThrow();
        try (Visit olga = gateway.visit("olga");
                Visit berivan = gateway.visit("berivan")) {
            assertThat(refusal(gateway.inside.sideFiles.put(olga, file.spot(), bytes(LEAST)))
                            .code())
                    .isEqualTo("not-a-depositor");
            assertThat(gateway.inside.sideFiles.list(berivan, Channel.RESTRICTED, TYPE, ""))
                    .isEmpty();
            assertThat(refusal(gateway.inside.sideFiles.remove(berivan, file)).kind())
                    .isEqualTo(Refusal.Kind.UNKNOWN);
        }
        gateway.inside.sideFiles.remove(ali, file).orThrow();
        assertThat(names(Channel.RESTRICTED)).isEmpty();
    }
}
