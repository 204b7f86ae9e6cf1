package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.LabelChange;
import org.sluice.gateway.domain.participant.DepositToken;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** Label files beside files: before and after them, for a folder, broken, under temporary names, and without a file. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class SideFilesTest {
    private static final String TYPE = "assessments-reports";

    /** Identifies nothing. */
    private static final String LEAST =
            "organizations: none\nlocation: national\npopulation: aggregated\nactivity: broad\npersons: none\n";

    private final TestDatabase kind;
    private GatewayFixture gateway;
    private Visit ali;

    SideFilesTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "members");
        gateway.participant("ocha", "ocha-imos");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("berivan", "org-a", Role.DEPOSITOR);
        gateway.person("olga", "ocha", Role.RELEASER);
        ali = gateway.visit("ali");
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
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

    /** In the public folder of a type that may be public once it is said to identify nothing. */
    private Spot open(String name) {
        var inside = gateway.inside;
        Label least = Label.of(Channel.PUBLIC, TYPE);
        for (Dimension dimension : Dimension.values()) {
            least = least.declaring(dimension.levels().getFirst());
        }
        for (String type : inside.receive.types()) {
            Label bare = Label.of(Channel.PUBLIC, type);
            Label said = ((LabelChange.Accepted) least.with("type", type)).label();
            boolean asked =
                    inside.ledger.read(sql -> inside.rules.floor(sql, bare, inside.ledger.now()) != Channel.PUBLIC
                            && inside.rules.floor(sql, said, inside.ledger.now()) == Channel.PUBLIC);
            if (asked) {
                return Spot.of(Channel.PUBLIC, type, name).orThrow();
            }
        }
        throw new AssertionError("No type may be public for its label.");
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
    void a_label_file_that_comes_while_its_file_is_on_its_way_counts_when_that_settles() {
        Upload upload = gateway.inside
                .receive
                .begin(ali, Channel.RESTRICTED, TYPE, "4w.csv", true)
                .orThrow();
        GatewayFixture.write(upload, 0, bytes("x"));
        put(Channel.RESTRICTED, "4w.csv.label.yaml", LEAST).orThrow();
        Deposit held = upload.complete().orThrow();
        assertThat(held.held()).isTrue();

        gateway.clock.advance(Duration.ofSeconds(60));
        gateway.inside.settle.due();

        assertThat(gateway.get(held.id()).held()).isFalse();
        assertThat(gateway.notices("ali")).isEmpty();
    }

    @Test
    void a_file_renamed_to_the_name_that_a_label_waits_for_has_it_when_it_settles() {
        put(Channel.RESTRICTED, "4w.csv.label.yaml", LEAST).orThrow();
        Deposit odd = send(Channel.RESTRICTED, "upload-0815", "x").orThrow();
        gateway.inside.own.rename(ali, odd, "4w.csv").orThrow();

        gateway.inside.settle.orderlyEnd(ali);

        assertThat(gateway.get(odd.id()).held()).isFalse();
    }

    @Test
    void a_label_file_uploaded_under_a_temporary_name_counts_once_it_is_renamed() {
        Deposit held = send(Channel.RESTRICTED, "4w.csv", "x").orThrow();
        for (String name : List.of("4w.csv.label.yaml.part", "4w.csv.label.yaml.0815abcd.partial")) {
            put(Channel.RESTRICTED, name, "not: finished").orThrow();
            put(Channel.RESTRICTED, name, LEAST).orThrow();
            assertThat(gateway.get(held.id()).held()).describedAs(name).isTrue();
        }
        SideFile arriving = gateway.inside
                .sideFiles
                .find(ali, spot(Channel.RESTRICTED, "4w.csv.label.yaml.part"))
                .orElseThrow();

        gateway.inside
                .sideFiles
                .rename(ali, arriving, spot(Channel.RESTRICTED, "4w.csv.label.yaml"))
                .orThrow();

        assertThat(gateway.get(held.id()).held()).isFalse();
        assertThat(names(Channel.RESTRICTED))
                .containsExactly("4w.csv.label.yaml", "4w.csv.label.yaml.0815abcd.partial");
    }

    @Test
    void a_deposit_renamed_to_a_label_files_name_becomes_one_and_is_no_deposit_any_more() {
        Deposit held = send(Channel.RESTRICTED, "4w.csv", "x").orThrow();
        Deposit odd = send(Channel.RESTRICTED, "upload-0815", LEAST).orThrow();

        assertThat(refusal(gateway.inside.own.rename(ali, odd, "4w.csv.label.yaml"))
                        .code())
                .isEqualTo("side-file");
        gateway.inside
                .sideFiles
                .from(ali, odd, spot(Channel.RESTRICTED, "4w.csv.label.yaml"))
                .orThrow();

        assertThat(gateway.get(held.id()).held()).isFalse();
        assertThat(gateway.inside.own.find(ali, spot(Channel.RESTRICTED, "upload-0815")))
                .isEmpty();
    }

    @Test
    void a_label_file_never_becomes_a_deposit_and_no_deposit_has_its_name() {
        SideFile file = put(Channel.RESTRICTED, "a.label.yaml", LEAST).orThrow();

        assertThat(refusal(gateway.inside.sideFiles.rename(ali, file, spot(Channel.RESTRICTED, "a.csv")))
                        .code())
                .isEqualTo("side-file");
        assertThat(refusal(send(Channel.RESTRICTED, "b.label.yaml", LEAST)).code())
                .isEqualTo("side-file");
        assertThat(refusal(send(Channel.RESTRICTED, "b.csv.sha256", "0")).code())
                .isEqualTo("side-file");
    }

    @Test
    void a_label_file_whose_file_never_comes_is_dropped_after_seven_days_and_its_person_is_told() {
        put(Channel.RESTRICTED, "late.csv.label.yaml", LEAST).orThrow();
        put(Channel.RESTRICTED, "half.csv.label.yaml.part", LEAST).orThrow();
        put(Channel.RESTRICTED, ".label.yaml", LEAST).orThrow();
        put(Channel.RESTRICTED, "here.csv.label.yaml", LEAST).orThrow();
        send(Channel.RESTRICTED, "here.csv", "x").orThrow();
        gateway.inside.settle.orderlyEnd(ali);

        gateway.clock.advance(Duration.ofDays(7).minusMillis(1));
        assertThat(gateway.inside.sideFiles.due()).isZero();
        gateway.clock.advance(Duration.ofMillis(1));
        assertThat(gateway.inside.sideFiles.due()).isEqualTo(2);

        assertThat(names(Channel.RESTRICTED)).containsExactly(".label.yaml", "here.csv.label.yaml");
        assertThat(notice("ali", Notice.Kind.SIDE_FILE_UNUSED).parameters())
                .containsEntry("file", "late.csv.label.yaml")
                .containsEntry("days", "7");
        assertThat(gateway.inside.sideFiles.due()).isZero();
    }

    @Test
    void a_label_file_goes_with_its_deposit_when_that_is_destroyed() {
        put(Channel.RESTRICTED, "a.csv.label.yaml", LEAST).orThrow();
        Deposit deposit = gateway.deposit("ali", Channel.RESTRICTED, TYPE, "a.csv", bytes("x"));
        gateway.inside
                .stewardship
                .destroy()
                .destroy(GatewayFixture.HOST, "ali", deposit.id(), "made up")
                .orThrow();

        assertThat(names(Channel.RESTRICTED)).isEmpty();
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
    }

    @Test
    void a_folders_label_counts_over_https_as_it_does_over_sftp() {
        put(Channel.RESTRICTED, ".label.yaml", "share-with: [ocha-imos]\nactivity: full\n")
                .orThrow();
        DepositToken token = new KeepTokens(gateway.inside.ledger, gateway.inside.rules, gateway.inside.live)
                .create(
                        GatewayFixture.HOST,
                        new KeepTokens.Order("ali", Channel.RESTRICTED, Set.of(), Optional.empty(), "a nightly job"))
                .orThrow()
                .token();
        Label label = gateway.inside
                .uploads
                .label(token, spot(Channel.RESTRICTED, "a.csv"), Map.of("activity", "broad"))
                .orThrow();
        assertThat(label.shareWith()).contains(List.of("ocha-imos"));
        assertThat(label.effective(Dimension.ACTIVITY).word()).as("said now").isEqualTo("broad");
    }

    private Answer<SideFile> put(Channel channel, String name, String text) {
        return put(spot(channel, name), text);
    }

    private Answer<SideFile> put(Spot spot, String text) {
        return gateway.inside.sideFiles.put(ali, spot, bytes(text));
    }

    /** As the SFTP edge does it: with what the label files say. */
    private Answer<Deposit> send(Spot spot, String content) {
        return gateway.inside
                .sideLabels
                .labelFor("ali", spot)
                .then(label -> gateway.inside.receive.begin(
                        ali, new ReceiveDeposit.Incoming(spot, label, Optional.empty(), true)))
                .then(upload -> GatewayFixture.write(upload, 0, bytes(content)).then(done -> upload.complete()));
    }

    private Answer<Deposit> send(Channel channel, String name, String content) {
        return send(spot(channel, name), content);
    }

    private static Spot spot(Channel channel, String name) {
        return Spot.of(channel, TYPE, name).orThrow();
    }

    private static Spot at(Channel channel, String folder, String name) {
        return Spot.of(channel, TYPE, List.of(folder), name).orThrow();
    }

    private List<String> names(Channel channel) {
        return new ArrayList<>(gateway.inside.sideFiles.list(ali, channel, TYPE, "").stream()
                .map(file -> file.spot().name())
                .toList());
    }

    private Notice notice(String person, Notice.Kind which) {
        return gateway.inside.ledger.read(sql -> Notices.of(sql, person)).stream()
                .filter(notice -> notice.kind() == which)
                .findFirst()
                .orElseThrow();
    }
}
