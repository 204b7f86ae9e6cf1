package org.sluice.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.testkit.GatewayFixture;

/** Label files and the folder of explanations, with OpenSSH's own client. */
final class SftpSideFilesIT {
    private static final String FOLDER = "/restricted/assessments-reports/";
    private static final String LEAST =
            "organizations: none\nlocation: national\npopulation: aggregated\nactivity: broad\npersons: none\n";

    private final SftpFixture sftp = new SftpFixture();

    @AfterEach
    void close() throws IOException {
        sftp.close();
    }

    @Test
    void a_label_file_before_its_file_and_one_after_it_label_it() {
        sftp.write("4w.csv", "x");
        sftp.write("4w.csv.label.yaml", LEAST);

        done("put 4w.csv.label.yaml " + FOLDER, "put 4w.csv " + FOLDER);
        done("put 4w.csv " + FOLDER + "5w.csv", "put -p 4w.csv.label.yaml " + FOLDER + "5w.csv.label.yaml");

        assertThat(sftp.files("amal", FOLDER)).extracting(Deposit::name).containsExactlyInAnyOrder("4w.csv", "5w.csv");
        assertThat(sftp.files("amal", FOLDER)).noneMatch(Deposit::held);
        assertThat(sftp.gateway.notices("amal")).isEmpty();
    }

    @Test
    void a_label_file_is_listed_read_back_and_removed_by_its_person_alone() {
        sftp.write("a.label.yaml", LEAST);
        done("put a.label.yaml " + FOLDER);

        assertThat(sftp.sftp("amal", "ls -l " + FOLDER).said())
                .contains("a.label.yaml")
                .contains("-rw-------");
        done("get " + FOLDER + "a.label.yaml back.yaml");
        assertThat(sftp.read("back.yaml")).isEqualTo(LEAST);
        assertThat(sftp.sftp("berk", "ls -1 " + FOLDER).said()).doesNotContain("a.label.yaml");
        done("rm " + FOLDER + "a.label.yaml");
        assertThat(sftp.sftp("amal", "ls -1 " + FOLDER).said()).doesNotContain("a.label.yaml");
    }

    @Test
    void a_broken_label_file_fails_at_its_close_and_a_notice_names_line_and_field() {
        sftp.write("4w.csv", "x");
        sftp.write("4w.csv.label.yaml", "persons: none\nlocation: village\n");

        done("put 4w.csv " + FOLDER);
        assertThat(sftp.sftp("amal", "put 4w.csv.label.yaml " + FOLDER).status())
                .isEqualTo(1);

        done("get /notices/*side-file-wrong* notice.txt");
        assertThat(sftp.read("notice.txt")).contains("    Line 2, location: ").contains("/help/label-template.yaml");
        Deposit beside = sftp.files("amal", FOLDER).getFirst();
        assertThat(beside.state()).isEqualTo(DepositState.DEPOSITED);
        assertThat(sftp.sftp("amal", "ls -1 " + FOLDER).said()).doesNotContain("4w.csv.label.yaml");
    }

    @Test
    void the_notice_of_a_held_file_shows_the_file_that_lets_it_out() {
        sftp.write("4w.csv", "x");
        done("put 4w.csv " + FOLDER, "get /notices/*label-needed* notice.txt");

        assertThat(sftp.read("notice.txt"))
                .contains("4w.csv.label.yaml")
                .contains("\n    location: exact   # national, district, sub-district, exact\n");
    }

    @Test
    void a_folders_label_counts_for_what_comes_after_it() {
        sftp.write("4w.csv", "x");
        sftp.write(".label.yaml", LEAST);

        done("put .label.yaml " + FOLDER, "put 4w.csv " + FOLDER);

        assertThat(sftp.files("amal", FOLDER)).singleElement().matches(deposit -> !deposit.held());
        assertThat(sftp.sftp("amal", "ls -la " + FOLDER).said()).contains(".label.yaml");
    }

    @Test
    void clients_that_upload_under_another_name_and_rename_label_too() {
        sftp.write("4w.csv", "x");
        sftp.write("l", LEAST);
        for (String name : List.of("4w.csv.label.yaml.filepart", "4w.csv.label.yaml.0a1b2c3d.partial", "upload-0815")) {
            done(
                    "put 4w.csv " + FOLDER,
                    "put l " + FOLDER + name,
                    "rename " + FOLDER + name + " " + FOLDER + "4w.csv.label.yaml");

            assertThat(sftp.files("amal", FOLDER).stream().filter(Deposit::current))
                    .describedAs(name)
                    .singleElement()
                    .satisfies(deposit -> assertThat(
                                    deposit.label().effective(Dimension.PERSONS).word())
                            .isEqualTo("none"));
            done("rm " + FOLDER + "4w.csv.label.yaml");
        }
    }

    @Test
    void a_side_file_moves_nowhere_and_becomes_no_deposit() {
        sftp.write("a.label.yaml", LEAST);
        done("put a.label.yaml " + FOLDER);

        assertThat(sftp.sftp(
                                "amal",
                                "mkdir " + FOLDER + "in",
                                "put a.label.yaml " + FOLDER + "in/",
                                "rmdir " + FOLDER + "in")
                        .status())
                .describedAs("a folder with a label file in it is not empty")
                .isNotZero();
        assertThat(sftp.sftp("amal", "ls -1 " + FOLDER + "in").said()).contains("in/a.label.yaml");
        for (String to : List.of(FOLDER + "a.csv", "/restricted/email/a.label.yaml", "/a.label.yaml")) {
            assertThat(sftp.sftp("amal", "rename " + FOLDER + "a.label.yaml " + to)
                            .status())
                    .describedAs(to)
                    .isNotZero();
        }
        assertThat(sftp.files("amal", FOLDER)).isEmpty();
    }

    @Test
    void a_side_file_of_more_than_64_kib_is_refused() {
        sftp.write("a.label.yaml", "persons: none\n#" + "x".repeat(65_536));

        assertThat(sftp.sftp("amal", "put a.label.yaml " + FOLDER).status()).isEqualTo(1);
        assertThat(sftp.sftp("amal", "ls -1 " + FOLDER).said()).doesNotContain("a.label.yaml");
    }

    @Test
    void a_label_file_is_continued_like_any_other() {
        sftp.write("a.label.yaml", "persons: none\n");
        done("put a.label.yaml " + FOLDER);
        sftp.write("a.label.yaml", "persons: none\nlocation: national\n");

        done("reput a.label.yaml " + FOLDER + "a.label.yaml", "get " + FOLDER + "a.label.yaml back.yaml");

        assertThat(sftp.read("back.yaml")).isEqualTo("persons: none\nlocation: national\n");
    }

    @Test
    void the_folder_of_explanations_speaks_the_persons_language_and_is_for_reading() {
        sftp.gateway
                .inside
                .register
                .addPerson(
                        GatewayFixture.HOST,
                        new Person("nour", "bridge", "Made-up Nour", "n@example.org", "ar", Set.of(Role.DEPOSITOR)))
                .orThrow();
        sftp.key("nour", "nour", "-t", "ed25519");

        assertThat(sftp.sftp("amal", "ls -1 /").said()).contains("/help");
        assertThat(sftp.sftp("amal", "ls -1 /help").said())
                .contains("README.txt", "channels.txt", "label-template.yaml", "label-schema.json")
                .contains("label-assessments-reports.yaml");
        done("get /help/* .");
        assertThat(sftp.read("README.txt"))
                .startsWith("\uFEFFHOW THESE FOLDERS WORK\r\n")
                .contains("deposited 60 seconds after", "within 7 days")
                .doesNotContain("{");
        assertThat(sftp.read("channels.txt"))
                .contains("assessments-reports", "nobody said anything: strictly-confidential", "100 GiB");
        assertThat(sftp.read("label-assessments-reports.yaml"))
                .contains("#type: assessments-reports\n", "At most, by audience: ");
        assertThat(sftp.read("label-schema.json")).contains("2020-12");
        assertThat(sftp.sftp("nour", "get /help/README.txt arabic.txt").status())
                .isZero();
        assertThat(sftp.read("arabic.txt")).startsWith("\uFEFF\u200Fكيف");
        for (String command : List.of(
                "put README.txt /help/", "rm /help/README.txt", "rename /help/README.txt /help/x", "mkdir /help/x")) {
            assertThat(sftp.sftp("amal", command).status()).describedAs(command).isNotZero();
        }
    }

    @Test
    void a_template_becomes_a_label_file_by_uncovering_its_lines() {
        sftp.write("4w.csv", "x");
        done("get /help/label-assessments-reports.yaml t.yaml");
        sftp.write(
                "4w.csv.label.yaml",
                sftp.read("t.yaml")
                                .lines()
                                .filter(line -> line.startsWith("#persons: "))
                                .map(line -> line.substring(1))
                                .findFirst()
                                .orElseThrow()
                        + "\n");

        done("put 4w.csv " + FOLDER, "put 4w.csv.label.yaml " + FOLDER);

        Deposit deposit = sftp.files("amal", FOLDER).getFirst();
        assertThat(deposit.label().declared()).containsOnlyKeys(Dimension.PERSONS);
        assertThat(deposit.folder()).isEqualTo(Channel.RESTRICTED);
    }

    private void done(String... commands) {
        SftpFixture.Ran ran = sftp.sftp("amal", commands);
        assertThat(ran.status()).describedAs(ran.said()).isZero();
    }
}
