package org.sluice.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.testkit.GatewayFixture;

/** What a person sees, and what is refused with words. */
final class SftpFoldersIT {
    private final SftpFixture sftp = new SftpFixture();

    @AfterEach
    void close() throws IOException {
        sftp.close();
    }

    @Test
    void the_tree_shows_channels_types_inbox_and_notices() {
        assertThat(lines(sftp.sftp("amal", "ls -1 /")))
                .contains("/confidential", "/inbox", "/notices", "/public", "/restricted", "/strictly-confidential");
        assertThat(lines(sftp.sftp("amal", "ls -1 /public")))
                .contains("/public/assessments-reports", "/public/4w-monthly-inputs");
        assertThat(sftp.sftp("amal", "ls -la /").said()).contains("drwx------").contains("amal");
        assertThat(sftp.sftp("amal", "cd /restricted/email/../../notices", "pwd")
                        .said())
                .contains("/notices");
    }

    @Test
    void who_does_not_deposit_sees_inbox_and_notices_only() {
        sftp.gateway.person("rana", "bridge", Role.RELEASER);
        sftp.key("rana", "rana", "-t", "ed25519");

        assertThat(lines(sftp.sftp("rana", "ls -1 /")))
                .contains("/inbox", "/notices")
                .doesNotContain("/public");
        sftp.write("a.txt", "a");
        assertThat(sftp.sftp("rana", "put a.txt /restricted/email/").status()).isNotZero();
    }

    @Test
    void nothing_of_the_server_can_be_reached() {
        for (String path :
                List.of("/etc/passwd", "../../../etc/passwd", "/public/../../etc/passwd", "/proc/self/environ")) {
            assertThat(sftp.sftp("amal", "get " + path + " out").status()).isNotZero();
        }
        assertThat(sftp.folder.resolve("out")).doesNotExist();
    }

    @Test
    void a_public_deposit_below_its_floor_is_refused_at_open_and_a_notice_says_why() {
        sftp.write("report.txt", "who was there");

        assertThat(sftp.sftp("amal", "put report.txt /public/assessments-reports/")
                        .status())
                .isNotZero();

        assertThat(sftp.files("amal", "/public/assessments-reports/")).isEmpty();
        assertThat(sftp.sftp("amal", "get /notices/*below-floor-refused-report.txt.txt notice.txt")
                        .status())
                .isZero();
        assertThat(sftp.read("notice.txt"))
                .contains("The file report.txt was not taken.")
                .contains("/assessments-reports/\n")
                .endsWith("\n");
        assertThat(sftp.sftp("berk", "ls -1 /notices").said()).doesNotContain("report");
    }

    @Test
    void a_deposit_below_its_floor_elsewhere_is_taken_seen_by_its_owner_alone_and_asked_about() {
        sftp.write("report.txt", "who was there");

        assertThat(sftp.sftp("amal", "put report.txt /restricted/assessments-reports/")
                        .status())
                .isZero();

        Deposit held = sftp.files("amal", "/restricted/assessments-reports/").getFirst();
        assertThat(held.held()).isTrue();
        assertThat(held.channel().atLeast(Channel.CONFIDENTIAL)).isTrue();
        assertThat(sftp.sftp("amal", "get /restricted/assessments-reports/report.txt back.txt")
                        .status())
                .isZero();
        assertThat(sftp.sftp("berk", "get /restricted/assessments-reports/report.txt other.txt")
                        .status())
                .isNotZero();
        sftp.sftp("amal", "get /notices/*label-needed-report.txt.txt notice.txt");
        assertThat(sftp.read("notice.txt")).contains("sluice deposit label " + held.id());
    }

    @Test
    void what_rests_under_a_protocol_that_has_ended_is_fetched_by_its_owner_still() {
        sftp.write("mail.txt", "made up");
        assertThat(sftp.sftp("amal", "put mail.txt /confidential/assessments-reports/")
                        .status())
                .isZero();
        sftp.gateway
                .inside
                .ends
                .end()
                .announce(
                        GatewayFixture.HOST,
                        new org.sluice.gateway.usecase.EndProtocol.Order(
                                "turkey-cross-border",
                                sftp.gateway.clock.instant(),
                                "made up",
                                "made up",
                                java.util.Optional.empty()))
                .orThrow();
        assertThat(sftp.sftp("amal", "put mail.txt /confidential/email/").status())
                .isNotZero();
        assertThat(lines(sftp.sftp("amal", "ls -1 /confidential/assessments-reports")))
                .contains("/confidential/assessments-reports/mail.txt");
        assertThat(sftp.sftp("amal", "get /confidential/assessments-reports/mail.txt back.txt")
                        .status())
                .isZero();
    }

    @Test
    void a_notice_speaks_the_persons_language() {
        sftp.gateway
                .inside
                .register
                .addPerson(
                        GatewayFixture.HOST,
                        new Person(
                                "nour",
                                "bridge",
                                "Made-up Nour",
                                "n@example.org",
                                "ar",
                                java.util.Set.of(Role.DEPOSITOR)))
                .orThrow();
        sftp.key("nour", "nour", "-t", "ed25519");
        sftp.write("تقرير.txt", "x");

        sftp.sftp("nour", "put تقرير.txt /public/assessments-reports/");

        assertThat(sftp.sftp("nour", "get /notices/*.txt notice.txt").status()).isZero();
        assertThat(sftp.read("notice.txt")).startsWith("\u200Fلم يُقبل الملف").contains("تقرير.txt");
    }

    @Test
    void a_file_that_may_be_public_goes_there() {
        sftp.write("open.txt", "for everybody");
        var inside = sftp.gateway.inside;
        String type = inside.receive.types().stream()
                .filter(any -> inside.ledger.read(
                                sql -> inside.rules.floor(sql, Label.of(Channel.PUBLIC, any), inside.ledger.now()))
                        == Channel.PUBLIC)
                .findFirst()
                .orElseThrow();

        var ran = sftp.sftp("amal", "put open.txt /public/" + type + "/");

        assertThat(ran.status()).describedAs(ran.said()).isZero();
    }

    @Test
    void the_outer_folders_are_fixed() {
        sftp.write("a.txt", "a");
        for (String command : List.of(
                "mkdir /public/new",
                "mkdir /new",
                "rmdir /public/email",
                "rename /public/email /public/mail",
                "put a.txt /a.txt",
                "put a.txt /restricted/a.txt",
                "put a.txt /restricted/no-such-type/a.txt",
                "put a.txt /inbox/a.txt",
                "put a.txt /notices/a.txt",
                "ln -s /public /restricted/email/link",
                "ln /public /restricted/email/link")) {
            assertThat(sftp.sftp("amal", command).status()).describedAs(command).isNotZero();
        }
    }

    @Test
    void a_file_does_not_move_to_another_folder() {
        sftp.write("a.txt", "a");

        assertThat(sftp.sftp(
                                "amal",
                                "put a.txt /confidential/email/",
                                "rename /confidential/email/a.txt /public/email/a.txt")
                        .status())
                .isNotZero();

        assertThat(sftp.files("amal", "/confidential/email/")).hasSize(1);
    }

    @Test
    void others_see_nothing_of_ones_files_and_may_use_the_same_names() {
        sftp.write("a.txt", "amal's");
        sftp.sftp("amal", "put a.txt /confidential/email/");
        assertThat(sftp.sftp("berk", "ls -1 /confidential/email/").said()).doesNotContain("a.txt");

        sftp.write("a.txt", "berk's");
        sftp.sftp("berk", "put a.txt /confidential/email/", "rm /confidential/email/a.txt");

        assertThat(sftp.sftp("amal", "get /confidential/email/a.txt mine.txt").status())
                .isZero();
        assertThat(sftp.read("mine.txt")).isEqualTo("amal's");
    }

    @Test
    void a_released_file_is_fetched_from_the_inbox_under_its_sender() {
        sftp.gateway.person("rana", "bridge", Role.RELEASER);
        sftp.person("omar", "ocha");
        byte[] content = SftpTransferIT.content(150_000);
        sftp.write("round.bin", content);
        sftp.sftp("amal", "put round.bin /confidential/assessments-reports/");
        Deposit deposit =
                sftp.files("amal", "/confidential/assessments-reports/").getFirst();
        assertThat(deposit.state()).isEqualTo(DepositState.DEPOSITED);
        sftp.gateway.inside.inspect.due();
        sftp.gateway
                .inside
                .label
                .label(
                        GatewayFixture.HOST,
                        deposit.id(),
                        Map.of(
                                "organizations", "named",
                                "location", "district",
                                "population", "disaggregated",
                                "activity", "full",
                                "persons", "none"))
                .orThrow();
        sftp.gateway
                .inside
                .facts
                .add(
                        GatewayFixture.HOST,
                        "amal",
                        "consent-of-organisation",
                        deposit.id(),
                        "bridge",
                        java.util.Optional.of("made up"))
                .orThrow();
        sftp.gateway.release("rana", deposit.id(), "omar").orThrow();
        String place = "/inbox/" + sftp.gateway.get(deposit.id()).channel().word() + "/bridge/";

        assertThat(sftp.sftp("omar", "ls -l " + place).said())
                .contains("-r--------")
                .contains("round.bin");
        assertThat(sftp.sftp("omar", "get " + place + "round.bin got.bin").status())
                .isZero();
        assertThat(sftp.bytes("got.bin")).isEqualTo(content);
        assertThat(sftp.sftp("omar", "rm " + place + "round.bin").status()).isNotZero();
        assertThat(lines(sftp.sftp("berk", "ls -1 /inbox"))).noneMatch(line -> line.startsWith("/inbox/"));

        sftp.gateway
                .inside
                .cut
                .withdrawNow(GatewayFixture.HOST, "bridge", "left (made up)")
                .orThrow();
        assertThat(sftp.sftp("omar", "get " + place + "round.bin late.bin").status())
                .isNotZero();
    }

    private static List<String> lines(SftpFixture.Ran ran) {
        return ran.said().lines().map(String::strip).toList();
    }
}
