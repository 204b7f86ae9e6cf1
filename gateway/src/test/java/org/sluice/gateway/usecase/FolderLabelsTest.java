package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.participant.DepositToken;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** What label files of folders say: for what comes after them, is moved to them, or is written onto. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class FolderLabelsTest extends SideFilesCase {
    FolderLabelsTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void a_folders_label_counts_for_what_comes_after_it_and_in_the_folders_inside() {
        Deposit before = send(Channel.RESTRICTED, "before.csv", "x").orThrow();
        put(Channel.RESTRICTED, ".label.yaml", LEAST).orThrow();

        Deposit after = send(Channel.RESTRICTED, "after.csv", "x").orThrow();
        Deposit inside = send(at(Channel.RESTRICTED, "2026", "in.csv"), "x").orThrow();

        assertThat(gateway.get(before.id()).held()).isTrue();
        assertThat(after.held()).isFalse();
        assertThat(inside.held()).isFalse();
        assertThat(send(Channel.CONFIDENTIAL, "elsewhere.csv", "x")
                        .orThrow()
                        .label()
                        .declared())
                .isEmpty();
    }

    @Test
    void a_files_own_label_goes_before_its_folders_which_fills_in_the_rest() {
        put(Channel.RESTRICTED, ".label.yaml", LEAST + "purpose: ours\nperiod: 2026\n")
                .orThrow();
        put(at(Channel.RESTRICTED, "2026", ".label.yaml"), "location: district\nperiod: 2026-09\n")
                .orThrow();
        put(at(Channel.RESTRICTED, "2026", "4w.csv.label.yaml"), "persons: staff\npurpose: its own\n")
                .orThrow();

        Label label =
                send(at(Channel.RESTRICTED, "2026", "4w.csv"), "x").orThrow().label();

        assertThat(label.effective(Dimension.PERSONS).word()).isEqualTo("staff");
        assertThat(label.effective(Dimension.LOCATION).word()).isEqualTo("district");
        assertThat(label.effective(Dimension.ORGANIZATIONS).word()).isEqualTo("none");
        assertThat(label.purpose()).contains("its own");
        assertThat(label.period()).contains("2026-09");
    }

    @Test
    void a_label_file_that_a_protocol_left_behind_refuses_and_opens_nothing() {
        put(Channel.RESTRICTED, ".label.yaml", "share-with: [ocha-imos]\n").orThrow();
        assertThat(send(spot(Channel.RESTRICTED, "before.csv"), "x")
                        .orThrow()
                        .label()
                        .shareWith())
                .contains(List.of("ocha-imos"));
        gateway.inside
                .ledger
                .write(tx -> tx.sql().execute("UPDATE side_file SET text = 'share-with: [an-audience-of-old]'"))
                .orThrow();

        assertThat(refusal(send(spot(Channel.RESTRICTED, "after.csv"), "x")).message())
                .contains("share-with");
        assertThat(notice("ali", Notice.Kind.SIDE_FILE_WRONG).parameters())
                .containsEntry("file", ".label.yaml")
                .hasEntrySatisfying("mistakes", words -> assertThat(words).contains("share-with"));
        assertThat(gateway.audited(EventKind.DEPOSIT_REFUSED)).isEmpty();
        assertThat(gateway.inside.sideLabels.labelFor(ali, spot(Channel.RESTRICTED, "after.csv")))
                .isInstanceOf(Answer.Refused.class);
        assertThat(gateway.audited(EventKind.DEPOSIT_REFUSED))
                .singleElement()
                .asString()
                .contains("bad-label")
                .doesNotContain("after.csv");
    }

    @Test
    void a_folders_label_counts_over_https_as_it_does_over_sftp() {
        put(Channel.RESTRICTED, ".label.yaml", "share-with: [ocha-imos]\nactivity: full\n")
                .orThrow();
        DepositToken token = token();
        Label label = gateway.inside
                .uploads
                .label(token, spot(Channel.RESTRICTED, "a.csv"), Map.of("activity", "broad"))
                .orThrow();
        assertThat(label.shareWith()).contains(List.of("ocha-imos"));
        assertThat(label.effective(Dimension.ACTIVITY).word()).as("said now").isEqualTo("broad");
    }

    @Test
    void a_persons_name_has_no_place_in_a_label_over_https_either_and_the_refusal_is_on_record_without_it() {
        Refusal refusal = refusal(gateway.inside.uploads.label(
                token(), spot(Channel.RESTRICTED, "a.csv"), Map.of("purpose", "visit of Mehmet Yılmaz")));
        assertThat(refusal.message()).contains("purpose", "--anyway").doesNotContain("Mehmet");
        assertThat(gateway.audited(EventKind.DEPOSIT_REFUSED))
                .singleElement()
                .asString()
                .contains("bad-label")
                .doesNotContain("Mehmet");
    }

    private DepositToken token() {
        return new KeepTokens(gateway.inside.ledger, gateway.inside.rules, gateway.inside.live)
                .create(
                        GatewayFixture.HOST,
                        new KeepTokens.Order("ali", Channel.RESTRICTED, Set.of(), Optional.empty(), "a nightly job"))
                .orThrow()
                .token();
    }

    @Test
    void a_file_moved_into_a_folder_takes_what_is_said_there_and_keeps_the_rest() {
        folder("narrow");
        put(at(Channel.RESTRICTED, "narrow", ".label.yaml"), "share-with: [ocha-imos]\n")
                .orThrow();
        put(Channel.RESTRICTED, "a.csv.label.yaml", LEAST + "purpose: ours\n").orThrow();
        Deposit open = send(Channel.RESTRICTED, "a.csv", "x").orThrow();
        assertThat(open.label().shareWith()).isEmpty();

        Deposit moved = gateway.inside
                .own
                .move(ali, open, at(Channel.RESTRICTED, "narrow", "a.csv"))
                .orThrow();
        assertThat(moved.label().shareWith()).contains(List.of("ocha-imos"));
        assertThat(moved.label().purpose()).contains("ours");

        Deposit back = gateway.inside
                .own
                .move(ali, moved, spot(Channel.RESTRICTED, "b.csv"))
                .orThrow();
        assertThat(back.label().shareWith())
                .as("leaving a folder widens nothing")
                .contains(List.of("ocha-imos"));
    }

    @Test
    void a_file_is_not_moved_to_a_label_that_cannot_be_read_any_more() {
        folder("narrow");
        put(at(Channel.RESTRICTED, "narrow", ".label.yaml"), "share-with: [ocha-imos]\n")
                .orThrow();
        Deposit open = send(Channel.RESTRICTED, "a.csv", "x").orThrow();
        gateway.inside
                .ledger
                .write(tx -> tx.sql().execute("UPDATE side_file SET text = 'share-with: [an-audience-of-old]'"))
                .orThrow();

        assertThat(refusal(gateway.inside.own.move(ali, open, at(Channel.RESTRICTED, "narrow", "a.csv")))
                        .code())
                .isEqualTo("bad-label");
        assertThat(gateway.get(open.id())).isEqualTo(open);
    }

    @Test
    void what_is_written_onto_a_file_has_that_files_label_and_not_a_wider_one() {
        Deposit first = send(Channel.RESTRICTED, "a.csv", "one").orThrow();
        gateway.inside
                .label
                .label(
                        GatewayFixture.HOST,
                        first.id(),
                        Map.of("share-with", "ocha-imos", "channel", "strictly-confidential"))
                .orThrow();

        Spot spot = spot(Channel.RESTRICTED, "a.csv");
        Upload onto = gateway.inside
                .receive
                .begin(ali, new ReceiveDeposit.Incoming(spot, spot.label(), Optional.empty(), false))
                .orThrow();
        GatewayFixture.write(onto, 3, bytes(" two")).orThrow();
        Deposit second = onto.complete().orThrow();

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.label().shareWith()).contains(List.of("ocha-imos"));
        assertThat(second.label().channel()).isEqualTo(Channel.STRICTLY_CONFIDENTIAL);
    }

    @Test
    void a_move_never_lowers_what_was_said_of_the_file_itself() {
        folder("wide");
        put(at(Channel.RESTRICTED, "wide", ".label.yaml"), "activity: broad\npersons: staff\npurpose: theirs\n")
                .orThrow();
        put(Channel.RESTRICTED, "a.csv.label.yaml", "activity: full\npersons: none\npurpose: ours\n")
                .orThrow();
        Label label = moved("wide").label();
        assertThat(label.effective(Dimension.ACTIVITY).word())
                .as("the folder's is lower")
                .isEqualTo("full");
        assertThat(label.effective(Dimension.PERSONS).word())
                .as("the folder's is higher")
                .isEqualTo("staff");
        assertThat(label.purpose()).contains("ours");
    }

    @ParameterizedTest
    @CsvSource({
        "[ocha-imos], '[ocha-imos, members]', [ocha-imos]",
        "'[ocha-imos, members]', [ocha-imos], [ocha-imos]",
        "[ocha-imos], [], []",
        "[], [ocha-imos], []"
    })
    void a_move_only_narrows_with_whom_a_file_may_be_shared(String file, String folder, String then) {
        folder("other");
        put(at(Channel.RESTRICTED, "other", ".label.yaml"), "share-with: " + folder + "\n")
                .orThrow();
        put(Channel.RESTRICTED, "a.csv.label.yaml", LEAST + "share-with: " + file + "\n")
                .orThrow();
        assertThat(moved("other").label().shareWith().orElseThrow().toString()).isEqualTo(then);
    }

    @Test
    void where_file_and_folder_name_others_the_move_is_refused() {
        folder("other");
        put(at(Channel.RESTRICTED, "other", ".label.yaml"), "share-with: [members]\n")
                .orThrow();
        put(Channel.RESTRICTED, "a.csv.label.yaml", LEAST + "share-with: [ocha-imos]\n")
                .orThrow();
        Deposit deposit = send(Channel.RESTRICTED, "a.csv", "x").orThrow();
        assertThat(refusal(gateway.inside.own.move(ali, deposit, at(Channel.RESTRICTED, "other", "a.csv")))
                        .code())
                .isEqualTo("share-with-differs");
        assertThat(gateway.get(deposit.id())).isEqualTo(deposit);
    }

    private Deposit moved(String folder) {
        Deposit deposit = send(Channel.RESTRICTED, "a.csv", "x").orThrow();
        return gateway.inside
                .own
                .move(ali, deposit, at(Channel.RESTRICTED, folder, "a.csv"))
                .orThrow();
    }

    private void folder(String name) {
        gateway.inside.folders.make(ali, spot(Channel.RESTRICTED, name)).orThrow();
    }
}
