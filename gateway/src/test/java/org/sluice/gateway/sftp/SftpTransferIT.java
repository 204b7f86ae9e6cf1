package org.sluice.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;

final class SftpTransferIT {
    private static final String TYPE = "/confidential/assessments-reports/";

    private final SftpFixture sftp = new SftpFixture();

    @AfterEach
    void close() throws IOException {
        sftp.close();
    }

    @Test
    void what_is_put_is_deposited_when_the_client_has_ended_and_reads_back_the_same() {
        byte[] content = content(3_000_001);
        sftp.write("report.bin", content);

        assertThat(sftp.sftp("amal", "put report.bin " + TYPE).status()).isZero();

        Deposit deposit = only(TYPE);
        assertThat(deposit.state()).isEqualTo(DepositState.DEPOSITED);
        assertThat(deposit.size()).isEqualTo(content.length);
        assertThat(sftp.sftp("amal", "get " + TYPE + "report.bin back.bin").status())
                .isZero();
        assertThat(sftp.bytes("back.bin")).isEqualTo(content);
    }

    @Test
    void plain_bytes_never_touch_the_disk() throws IOException {
        String secret = "the name that nobody may find ".repeat(5000);
        sftp.write("secret.txt", secret);

        assertThat(sftp.sftp("amal", "put secret.txt " + TYPE).status()).isZero();

        try (var files = Files.walk(sftp.gateway.data.root())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .describedAs(file.toString())
                        .doesNotContain("the name that nobody may find");
            }
        }
    }

    @Test
    void an_empty_file_is_a_file() {
        sftp.write("empty.txt", "");

        assertThat(sftp.sftp("amal", "put empty.txt " + TYPE, "ls -l " + TYPE).status())
                .isZero();
        assertThat(only(TYPE).size()).isZero();
    }

    @Test
    void times_are_kept_and_modes_are_heard() throws IOException {
        sftp.write("old.txt", "old");
        Instant then = Instant.parse("2020-05-17T10:11:12Z");
        Files.setLastModifiedTime(sftp.folder.resolve("old.txt"), FileTime.from(then));

        var ran = sftp.sftp(
                "amal",
                "put -p old.txt " + TYPE,
                "chmod 644 " + TYPE + "old.txt",
                "get -p " + TYPE + "old.txt new.txt");

        assertThat(ran.status()).describedAs(ran.said()).isZero();
        assertThat(Files.getLastModifiedTime(sftp.folder.resolve("new.txt")).toInstant())
                .isEqualTo(then);
        assertThat(only(TYPE).modified()).contains(then);
    }

    @Test
    void a_second_upload_of_the_name_takes_the_place_of_the_first() {
        sftp.write("a.txt", "first");
        sftp.sftp("amal", "put a.txt " + TYPE);
        String first = only(TYPE).id();
        sftp.write("a.txt", "second, and longer");

        assertThat(sftp.sftp("amal", "put a.txt " + TYPE, "get " + TYPE + "a.txt b.txt")
                        .status())
                .isZero();

        assertThat(sftp.read("b.txt")).isEqualTo("second, and longer");
        Deposit before = sftp.gateway.get(first);
        assertThat(before.supersededBy()).contains(only(TYPE).id());
    }

    @Test
    void a_temporary_name_becomes_the_final_one_by_renaming() {
        sftp.write("r.csv", "a,b\n");

        var ran = sftp.sftp(
                "amal", "put r.csv " + TYPE + "r.csv.part", "rename " + TYPE + "r.csv.part " + TYPE + "r.csv");

        assertThat(ran.status()).describedAs(ran.said()).isZero();
        assertThat(only(TYPE).name()).isEqualTo("r.csv");
        assertThat(only(TYPE).state()).isEqualTo(DepositState.DEPOSITED);
    }

    @Test
    void renaming_onto_an_older_file_takes_its_place() {
        sftp.write("r.csv", "old\n");
        sftp.sftp("amal", "put r.csv " + TYPE);
        sftp.write("r.csv", "new\n");

        var ran = sftp.sftp(
                "amal",
                "put r.csv " + TYPE + ".r.csv.filepart",
                "rename " + TYPE + ".r.csv.filepart " + TYPE + "r.csv",
                "get " + TYPE + "r.csv back.csv");

        assertThat(ran.status()).describedAs(ran.said()).isZero();
        assertThat(sftp.read("back.csv")).isEqualTo("new\n");
    }

    @Test
    void a_name_still_on_its_way_waits_after_an_orderly_end() {
        sftp.write("r.csv", "a,b\n");

        sftp.sftp("amal", "put r.csv " + TYPE + "r.csv.part");

        assertThat(only(TYPE).state()).isEqualTo(DepositState.SETTLING);
    }

    @Test
    void what_settles_may_be_removed_and_so_may_what_is_deposited_and_not_released() {
        sftp.write("a.txt", "a");

        assertThat(sftp.sftp("amal", "put a.txt " + TYPE, "rm " + TYPE + "a.txt")
                        .status())
                .isZero();
        assertThat(files(TYPE)).isEmpty();

        sftp.sftp("amal", "put a.txt " + TYPE);
        assertThat(only(TYPE).state()).isEqualTo(DepositState.DEPOSITED);
        assertThat(sftp.sftp("amal", "rm " + TYPE + "a.txt").status()).isZero();
        assertThat(files(TYPE)).isEmpty();
    }

    @Test
    void a_person_appends_to_what_is_there() {
        sftp.write("log.txt", "first line\n");
        sftp.sftp("amal", "put log.txt " + TYPE);
        sftp.write("log.txt", "first line\nsecond line\n");

        var ran = sftp.sftp("amal", "reput log.txt " + TYPE + "log.txt", "get " + TYPE + "log.txt back.txt");

        assertThat(ran.status()).describedAs(ran.said()).isZero();
        assertThat(sftp.read("back.txt")).isEqualTo("first line\nsecond line\n");
    }

    @Test
    void scp_works_and_ends_with_success() {
        byte[] content = content(200_000);
        sftp.write("c.bin", content);
        List<String> words = new java.util.ArrayList<>(List.of("scp", "-s", "-q"));
        words.addAll(sftp.options("amal"));
        words.addAll(List.of("-P", Integer.toString(sftp.server.port())));
        List<String> up = new java.util.ArrayList<>(words);
        up.addAll(List.of("c.bin", "amal@127.0.0.1:" + TYPE));
        List<String> down = new java.util.ArrayList<>(words);
        down.addAll(List.of("amal@127.0.0.1:" + TYPE + "c.bin", "d.bin"));

        assertThat(sftp.run(up, "")).isEqualTo(new SftpFixture.Ran(0, ""));
        assertThat(sftp.run(down, "")).isEqualTo(new SftpFixture.Ran(0, ""));
        assertThat(sftp.bytes("d.bin")).isEqualTo(content);
    }

    @Test
    void names_in_every_script_come_back_as_they_were() {
        for (String name : List.of("تقرير الحماية ١.txt", "değerlendirme ığüşöç İ.txt", "évaluation.txt")) {
            sftp.write(name, name);
            var ran = sftp.sftp("amal", "put \"" + name + "\" " + TYPE, "get \"" + TYPE + name + "\" back.txt");
            assertThat(ran.status()).describedAs(ran.said()).isZero();
            assertThat(sftp.read("back.txt")).isEqualTo(name);
        }
        assertThat(sftp.sftp("amal", "ls -1 " + TYPE).said())
                .contains("تقرير الحماية ١.txt")
                .contains("değerlendirme ığüşöç İ.txt");
    }

    @Test
    void a_name_that_could_act_elsewhere_is_refused() {
        sftp.write("a.txt", "a");
        for (String name : List.of("a\\\\\\\\b.txt", "ends with a dot.", "fdp\u202Eexe.txt")) {
            assertThat(sftp.sftp("amal", "put a.txt \"" + TYPE + name + "\"").status())
                    .describedAs(name)
                    .isNotZero();
        }
        assertThat(files(TYPE)).isEmpty();
    }

    @Test
    void many_small_files_arrive_and_a_long_list_is_whole() throws IOException {
        Files.createDirectory(sftp.folder.resolve("many"));
        for (int i = 0; i < 300; i++) {
            sftp.write("many/a rather long name for a file, number " + i + ".txt", "file " + i);
        }

        assertThat(sftp.sftp("amal", "put many/* " + TYPE).status()).isZero();

        assertThat(sftp.sftp("amal", "ls -1 " + TYPE).said().lines().filter(line -> line.contains("number ")))
                .hasSize(300);
        assertThat(files(TYPE)).allMatch(deposit -> deposit.state() == DepositState.DEPOSITED);
    }

    private Deposit only(String folder) {
        assertThat(files(folder)).hasSize(1);
        return files(folder).getFirst();
    }

    private List<Deposit> files(String folder) {
        return sftp.files("amal", folder);
    }

    static byte[] content(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
