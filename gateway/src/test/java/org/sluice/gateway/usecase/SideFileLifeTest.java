package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.deposit.SideFile;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** Label files under temporary names, renamed, without their file, and after it. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class SideFileLifeTest extends SideFilesCase {
    SideFileLifeTest(TestDatabase kind) {
        super(kind);
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
}
