package org.sluice.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.Wiring;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.store.Deposits;

/** A whole drop box with OpenSSH's own programs: folders, names in any script, long lists, scp, and a restart. */
final class SftpDropBoxIT {
    private static final String TYPE = "/confidential/assessments-reports/";

    private final SftpFixture sftp = new SftpFixture();

    @AfterEach
    void close() throws IOException {
        sftp.close();
    }

    @Test
    void folders_are_made_listed_renamed_and_removed() {
        sftp.write("a.txt", "a");
        ok(
                "mkdir " + TYPE + "2026",
                "mkdir " + TYPE + "2026/march",
                "cd " + TYPE + "2026/march",
                "put a.txt",
                "put a.txt b.part",
                "rename b.part " + TYPE + "2026/b.txt",
                "mkdir " + TYPE + "empty",
                "rename " + TYPE + "empty " + TYPE + "2026/fresh");

        assertThat(list(TYPE)).containsExactly("2026");
        assertThat(list(TYPE + "2026")).containsExactly("b.txt", "fresh", "march");
        assertThat(list(TYPE + "2026/march")).containsExactly("a.txt");
        assertThat(sftp.sftp("amal", "ls -la " + TYPE + "2026").said())
                .contains("drwx------")
                .contains("-rw-------");
        fails("rmdir " + TYPE + "2026/march");
        fails("rename " + TYPE + "2026/march " + TYPE + "2026/april");
        ok("rm " + TYPE + "2026/march/a.txt", "rmdir " + TYPE + "2026/march", "rmdir " + TYPE + "2026/fresh");
        assertThat(list(TYPE + "2026")).containsExactly("b.txt");
        assertThat(list("/restricted/assessments-reports/")).isEmpty();
    }

    @Test
    void what_has_no_place_is_refused_as_on_any_disk() {
        sftp.write("a.txt", "a");
        assertThat(sftp.sftp("amal", "put a.txt " + TYPE + "nowhere/a.txt").said())
                .contains("No such file");
        ok("mkdir " + TYPE + "2026", "put a.txt " + TYPE + "a.txt");
        fails("mkdir " + TYPE + "2026");
        fails("mkdir " + TYPE + "a.txt");
        fails("mkdir " + TYPE + "x/y");
        fails("mkdir " + TYPE + "@ocha-imos");
        fails("rmdir " + TYPE + "a.txt");
        fails("rm " + TYPE + "2026");
        fails("rename " + TYPE + "2026 /public/assessments-reports/2026");
        fails("rename " + TYPE + "a.txt /public/assessments-reports/a.txt");
        // OpenSSH puts a file into a folder of that name; other clients ask for the very name.
        fails("rename " + TYPE + "a.txt " + TYPE + "2026");
        assertThat(sftp.sftp("berk", "ls -1 " + TYPE).said()).doesNotContain("2026");
    }

    @Test
    void whole_folders_go_up_and_come_back_with_their_times() throws IOException {
        Path tree = Files.createDirectories(sftp.folder.resolve("tree/one/two"));
        Files.write(tree.resolve("deep.bin"), SftpTransferIT.content(100_000));
        Files.writeString(sftp.folder.resolve("tree/top.txt"), "top");
        Files.createDirectory(sftp.folder.resolve("tree/empty"));
        Instant then = Instant.parse("2021-03-04T05:06:07Z");
        Files.setLastModifiedTime(tree.resolve("deep.bin"), FileTime.from(then));

        ok("put -pR tree " + TYPE, "get -pR " + TYPE + "tree back", "df " + TYPE);
        // Once more: every folder is there already.
        ok("put -pR tree " + TYPE);

        Path back = sftp.folder.resolve("back/one/two/deep.bin");
        assertThat(Files.readAllBytes(back)).isEqualTo(SftpTransferIT.content(100_000));
        assertThat(Files.getLastModifiedTime(back).toInstant()).isEqualTo(then);
        assertThat(sftp.folder.resolve("back/empty")).isDirectory();
        assertThat(Files.readString(sftp.folder.resolve("back/top.txt"))).isEqualTo("top");
    }

    @Test
    void a_download_that_broke_off_goes_on() {
        byte[] content = SftpTransferIT.content(1_000_000);
        sftp.write("a.bin", content);
        ok("put a.bin " + TYPE);
        sftp.write("b.bin", java.util.Arrays.copyOf(content, 300_000));

        ok("reget " + TYPE + "a.bin b.bin");

        assertThat(sftp.bytes("b.bin")).isEqualTo(content);
    }

    @Test
    void names_of_255_bytes_in_any_script_and_in_either_form_are_found() {
        String arabic = "ت".repeat(125) + ".txtt";
        String turkish = "İ".repeat(125) + ".txtt";
        for (String name : List.of(
                arabic,
                turkish,
                "-rf.txt",
                " leading and  inner spaces.txt",
                "évaluation ç.txt",
                "日本語 العربية ığ.txt")) {
            sftp.write("local.txt", name);
            ok("put local.txt \"" + TYPE + name + "\"");
            String decomposed = Normalizer.normalize(name, Normalizer.Form.NFD);
            for (String form : List.of(name, decomposed)) {
                ok("get \"" + TYPE + form + "\" back.txt");
                assertThat(sftp.read("back.txt")).isEqualTo(name);
            }
            assertThat(list(TYPE)).contains(name);
        }
        fails("put local.txt \"" + TYPE + "ت".repeat(126) + ".txt\"");
        ok("mkdir \"" + TYPE + Normalizer.normalize("dossier é", Normalizer.Form.NFD) + "\"");
        assertThat(list(TYPE)).contains("dossier é");
        ok("ls -1 \"" + TYPE + Normalizer.normalize("dossier é", Normalizer.Form.NFD) + "\"");
    }

    @Test
    void thousands_of_files_are_listed_in_steps() throws IOException {
        int many = 5_000;
        sftp.gateway.inside.ledger.write(tx -> {
            for (int i = 0; i < many; i++) {
                Deposits.add(tx, row(i));
            }
            return many;
        });

        assertThat(list(TYPE)).hasSize(many);
        try (MinaClient mina = new MinaClient(sftp);
                ClientSession session = mina.logIn("amal");
                SftpClient client = MinaClient.open(session);
                SftpClient.CloseableHandle handle = client.openDir(TYPE)) {
            List<SftpClient.DirEntry> first = client.readDir(handle);
            assertThat(first).hasSizeBetween(100, many / 2);

            // What was found when the folder was opened is what is told: no entry is asked about again.
            sftp.gateway.inside.ledger.write(
                    tx -> tx.sql().createUpdate("DELETE FROM deposit").execute());
            int all = first.size();
            for (var next = client.readDir(handle); next != null; next = client.readDir(handle)) {
                assertThat(next).allMatch(entry -> entry.getAttributes().getSize() == 0);
                all += next.size();
            }
            assertThat(all).isEqualTo(many + 2);
        }
    }

    private static Deposit row(int i) {
        return new Deposit(
                "d" + i,
                "bridge",
                "amal",
                Channel.CONFIDENTIAL,
                "",
                "a rather long name for a file, number " + i + ".txt",
                DepositState.RECEIVING,
                Channel.CONFIDENTIAL,
                Label.of(Channel.CONFIDENTIAL, "assessments-reports"),
                1,
                "b" + i,
                0,
                java.util.Optional.empty(),
                Instant.EPOCH,
                java.util.Optional.empty(),
                java.util.Optional.empty(),
                java.util.Optional.empty(),
                java.util.Optional.empty(),
                java.util.Optional.empty());
    }

    @Test
    void scp_copies_files_and_folders_both_ways() throws IOException {
        Files.createDirectories(sftp.folder.resolve("tree/sub"));
        sftp.write("tree/sub/c.bin", SftpTransferIT.content(200_000));
        String remote = "amal@127.0.0.1:" + TYPE;
        for (List<String> mode : List.of(List.of("-q"), List.of("-s", "-q"))) {
            assertThat(scp(mode, "-p", "tree/sub/c.bin", remote + "c.bin")).isEqualTo(new SftpFixture.Ran(0, ""));
            assertThat(scp(mode, remote + "c.bin", "d.bin")).isEqualTo(new SftpFixture.Ran(0, ""));
            assertThat(sftp.bytes("d.bin")).isEqualTo(SftpTransferIT.content(200_000));
            assertThat(scp(mode, "-r", "tree", remote)).isEqualTo(new SftpFixture.Ran(0, ""));
            assertThat(scp(mode, "-r", remote + "tree", "back")).isEqualTo(new SftpFixture.Ran(0, ""));
            assertThat(sftp.bytes("back/sub/c.bin")).isEqualTo(SftpTransferIT.content(200_000));
            assertThat(scp(mode, "tree/sub/c.bin", "amal@127.0.0.1:/nowhere/c.bin")
                            .status())
                    .isNotZero();
        }
        // The old protocol needs a command on the server.
        assertThat(scp(List.of("-O"), "tree/sub/c.bin", remote).status()).isNotZero();
    }

    @Test
    void commands_and_shells_are_refused_whole_and_the_subsystem_ends_with_a_status() {
        for (List<String> asked : List.of(List.of("echo", "hello"), List.<String>of())) {
            List<String> words = ssh(asked.isEmpty() ? List.of("-T") : List.of());
            words.addAll(asked);
            SftpFixture.Ran ran = sftp.run(words, "");
            assertThat(ran.status()).isNotZero();
            assertThat(ran.said()).doesNotContain("hello");
        }
        // ssh ends with the status that the subsystem ended with.
        List<String> words = ssh(List.of("-s"));
        words.add("sftp");
        assertThat(sftp.run(words, "").status()).isZero();
    }

    @Test
    void an_upload_goes_on_after_the_gateway_was_restarted() throws IOException, InterruptedException {
        byte[] large = SftpTransferIT.content(4_000_000);
        sftp.write("large.bin", large);
        ok("mkdir " + TYPE + "2026");
        Process client = sftp.start(sftp.sftpWords("amal", "amal", "-l", "1600"));
        var to = client.outputWriter();
        to.write("put large.bin " + TYPE + "2026/large.bin\n");
        to.flush();
        SftpFixture.await(
                "bytes arrive", () -> only("2026").map(sftp.gateway::arrived).orElse(0L) >= 3 * 65536);

        int port = sftp.server.port();
        sftp.server.close();
        sftp.gateway.inside.close();
        assertThat(client.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(client.exitValue()).isNotZero();

        try (Wiring restarted = sftp.gateway.another()) {
            assertThat(restarted.receive.recover()).isEqualTo(1);
            try (SftpServer again = sftp.served(restarted, port)) {
                assertThat(again.port()).isEqualTo(port);
                ok(
                        "reput large.bin " + TYPE + "2026/large.bin",
                        "get " + TYPE + "2026/large.bin back.bin",
                        "ls -la " + TYPE + "2026");
                assertThat(sftp.bytes("back.bin")).isEqualTo(large);
                List<Deposit> all = restarted.ledger.read(Deposits::all);
                assertThat(all).singleElement().extracting(Deposit::state).isEqualTo(DepositState.DEPOSITED);
            }
        }
    }

    private java.util.Optional<Deposit> only(String path) {
        return sftp
                .gateway
                .inside
                .ledger
                .read(sql -> Deposits.folder(sql, "amal", Channel.CONFIDENTIAL, "assessments-reports", path))
                .stream()
                .findFirst();
    }

    private List<String> ssh(List<String> more) {
        List<String> words = new java.util.ArrayList<>(List.of("ssh"));
        words.addAll(more);
        words.addAll(sftp.options("amal"));
        words.addAll(List.of("-p", Integer.toString(sftp.server.port()), "amal@127.0.0.1"));
        return words;
    }

    private SftpFixture.Ran scp(List<String> mode, String... more) {
        List<String> words = new java.util.ArrayList<>(List.of("scp"));
        words.addAll(mode);
        words.addAll(sftp.options("amal"));
        words.addAll(List.of("-P", Integer.toString(sftp.server.port())));
        words.addAll(List.of(more));
        return sftp.run(words, "");
    }

    private void ok(String... commands) {
        var ran = sftp.sftp("amal", commands);
        assertThat(ran.status()).describedAs(ran.said()).isZero();
    }

    private void fails(String command) {
        var ran = sftp.sftp("amal", command);
        assertThat(ran.status()).describedAs(command + "\n" + ran.said()).isNotZero();
    }

    /** The names in a folder, as sftp prints them. */
    private List<String> list(String folder) {
        // ssh makes its error stream non-blocking; where both streams are one, sftp loses lines of a long list.
        List<String> words = new java.util.ArrayList<>(List.of("sh", "-c", "exec \"$@\" 2>/dev/null", "sh"));
        words.addAll(sftp.sftpWords("amal", "amal"));
        return sftp.run(words, "cd \"" + folder + "\"\nls -1a\n")
                .said()
                .lines()
                .filter(line -> !line.startsWith("sftp>") && !line.equals(".") && !line.equals(".."))
                .toList();
    }
}
