package org.sluice.gateway.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.gateway.clients.Desk.FOLDER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.common.SftpConstants;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.gateway.clients.BadLine.Fault;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.sftp.OpenPort;

/** Lines that break, that are late and that are slow. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
final class BadLineIT {
    /** Bytes of a log-in, roughly: what comes before the file. */
    private static final int LOG_IN = 6_000;

    private final Desk desk = new Desk();

    @AfterAll
    void close() throws IOException {
        desk.close();
    }

    @Test
    void an_upload_that_is_cut_again_and_again_is_continued_to_the_same_content() throws IOException {
        OpenSshSftp sftp = new OpenSshSftp();
        Programs.required(sftp);
        Path file = desk.file("cut.bin", Content.of(1, 3_000_000));
        Random random = new Random(4);
        int cuts = 0;
        try (BadLine line = new BadLine(desk.gateway.port(), Fault.cutUp(700_000))) {
            Site site = desk.through(line.port(), "cem");
            Site direct = desk.site("cem");
            assertThatThrownBy(() -> sftp.put(site, List.of(file), FOLDER)).isInstanceOf(IOException.class);
            assertThatHalfIsNotWhole(direct, "cut.bin");
            for (int i = 0; i < 3; i++) {
                line.becomes(Fault.cutUp(LOG_IN + 200_000 + random.nextInt(400_000)));
                assertThatThrownBy(() -> sftp.resumePut(site, file, FOLDER + "cut.bin"))
                        .isInstanceOf(IOException.class);
                assertThatHalfIsNotWhole(direct, "cut.bin");
                cuts++;
            }
            line.becomes(Fault.NONE);
            sftp.resumePut(site, file, FOLDER + "cut.bin");
        }
        assertThat(cuts).isEqualTo(3);
        assertThat(desk.deposited("cem", "cut.bin").sha256()).contains(Content.sha256(file));
    }

    /** Among the words of the log-in, at the first bytes of the file, at a frame's edge, and before the last words. */
    @ParameterizedTest
    @ValueSource(ints = {100, 2_500, LOG_IN, 70_000, 131_072, 300_000, 398_000})
    void wherever_an_upload_is_cut_it_is_whole_after_it_was_sent_again(int after) throws IOException {
        SshjClient sshj = new SshjClient();
        String name = "cut-" + after + ".bin";
        Path file = desk.file(name, Content.of(after, 400_000));
        try (BadLine line = new BadLine(desk.gateway.port(), Fault.cutUp(after))) {
            Site site = desk.through(line.port(), "deniz");
            // Some cuts surprise it, and it says so with other exceptions.
            assertThatThrownBy(() -> sshj.put(site, List.of(file), FOLDER)).isInstanceOf(Exception.class);
        }
        assertThat(desk.find("deniz", name).filter(deposit -> deposit.state() != DepositState.RECEIVING))
                .isEmpty();

        sshj.put(desk.site("deniz"), List.of(file), FOLDER);

        assertThat(desk.whole("deniz", name).sha256()).contains(Content.sha256(file));
    }

    @Test
    void a_download_that_is_cut_is_continued_to_the_same_content() throws IOException {
        OpenSshSftp sftp = new OpenSshSftp();
        Programs.required(sftp);
        Path file = desk.file("down.bin", Content.of(2, 2_000_000));
        sftp.put(desk.site("dina"), List.of(file), FOLDER);
        Path folder = desk.folder();
        Path back = folder.resolve("down.bin");
        try (BadLine line = new BadLine(desk.gateway.port(), Fault.cutDown(600_000))) {
            Site site = desk.through(line.port(), "dina");
            assertThatThrownBy(() -> sftp.get(site, List.of(FOLDER + "down.bin"), folder))
                    .isInstanceOf(IOException.class);
            assertThat(Files.size(back)).isBetween(1L, 1_999_999L);
            line.becomes(Fault.NONE);
            sftp.resumeGet(site, FOLDER + "down.bin", back);
        }
        assertThat(Content.sha256(back)).isEqualTo(Content.sha256(file));
    }

    @Test
    void an_answer_of_600_milliseconds_makes_a_transfer_late_and_no_other() throws IOException {
        OpenSshSftp sftp = new OpenSshSftp();
        Programs.required(sftp);
        Path file = desk.file("late.bin", Content.of(3, 4 << 20));
        Path back = desk.folder();
        try (BadLine line = new BadLine(desk.gateway.port(), Fault.roundTrip(600))) {
            Site site = desk.through(line.port(), "emre");
            long began = System.nanoTime();
            sftp.put(site, List.of(file), FOLDER);
            long put = System.nanoTime();
            sftp.get(site, List.of(FOLDER + "late.bin"), back);
            report("600 ms, 4 MiB up", file, put - began);
            report("600 ms, 4 MiB down", file, System.nanoTime() - put);
        }
        assertThat(desk.deposited("emre", "late.bin").sha256()).contains(Content.sha256(file));
        assertThat(Files.mismatch(file, back.resolve("late.bin"))).isEqualTo(-1);
    }

    @Test
    void a_line_of_64_kilobits_takes_its_time_and_nobody_elses() throws Exception {
        Path file = desk.file("slow.bin", Content.of(4, 30_000));
        SshjClient client = new SshjClient();
        try (BadLine line = new BadLine(desk.gateway.port(), Fault.bits(64_000))) {
            Site site = desk.through(line.port(), "fatma");
            Thread slow = new Thread(() -> {
                try {
                    client.put(site, List.of(file), FOLDER);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            slow.start();
            Path other = desk.file("quick.bin", Content.of(5, 1_000_000));
            client.put(desk.site("gul"), List.of(other), FOLDER);
            assertThat(slow.isAlive()).describedAs("the slow one still sends").isTrue();
            assertThat(desk.whole("gul", "quick.bin").sha256()).contains(Content.sha256(other));
            slow.join();
        }
        assertThat(desk.whole("fatma", "slow.bin").sha256()).contains(Content.sha256(file));
    }

    @Test
    void a_line_of_64_kilobits_that_breaks_is_gone_on_with_from_what_is_kept() throws IOException {
        OpenSshSftp sftp = new OpenSshSftp();
        Programs.required(sftp);
        byte[] content = Content.of(6, 80_000);
        Path file = desk.file("slow-cut.bin", content);
        try (BadLine line = new BadLine(
                desk.gateway.port(),
                new Fault(LOG_IN + 72_000, Long.MAX_VALUE, 0, Fault.bits(64_000).rate()))) {
            Site site = desk.through(line.port(), "hale");
            // OpenSSH's own would send the whole file in one packet, of which nothing counts before its end.
            assertThatThrownBy(() -> inSmallPieces(site, FOLDER + "slow-cut.bin", content))
                    .isInstanceOf(IOException.class);
            assertThatHalfIsNotWhole(desk.site("hale"), "slow-cut.bin");
            assertThat(desk.find("hale", "slow-cut.bin").orElseThrow().size()).isEqualTo(65_536);
            line.becomes(Fault.bits(64_000));
            sftp.resumePut(site, file, FOLDER + "slow-cut.bin");
        }
        assertThat(desk.deposited("hale", "slow-cut.bin").sha256()).contains(Content.sha256(file));
    }

    private static void inSmallPieces(Site site, String name, byte[] content) throws IOException {
        try (RawSftp raw = RawSftp.open(site)) {
            byte[] handle = raw.open(name, SftpConstants.SSH_FXF_WRITE | SftpConstants.SSH_FXF_CREAT)
                    .handle();
            for (int at = 0; at < content.length; at += 4_000) {
                raw.ask(SftpConstants.SSH_FXP_WRITE, handle, (long) at, Arrays.copyOfRange(content, at, at + 4_000));
            }
        }
    }

    /** For whoever made it, it is as long as what is kept of it; for the gateway, it is on its way. */
    private void assertThatHalfIsNotWhole(Site site, String name) throws IOException {
        OpenPort.await(
                "the session is over", () -> desk.gateway.gateway().inside.live.count() == 0);
        Deposit half = desk.find(site.person(), name).orElseThrow();
        assertThat(half.state()).isEqualTo(DepositState.RECEIVING);
        assertThat(half.sha256()).isEmpty();
        desk.graceOver();
        assertThat(desk.find(site.person(), name).orElseThrow().state()).isEqualTo(DepositState.RECEIVING);
        try (MinaSession session = MinaSession.open(site)) {
            SftpClient.Attributes seen = session.sftp().stat(FOLDER + name);
            assertThat(seen.getSize()).isEqualTo(half.size()).isLessThan(3_000_000);
        }
    }

    private static void report(String what, Path file, long nanoseconds) throws IOException {
        System.out.printf("%s: %.1f MB/s%n", what, Files.size(file) * 1e3 / nanoseconds);
    }
}
