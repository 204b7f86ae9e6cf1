package org.sluice.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.testkit.GatewayFixture;

/** How transfers end: in order, by a key press, by a broken line, by withdrawal. */
final class SftpEndsIT {
    private static final String TYPE = "/confidential/assessments-reports/";
    private static final byte[] LARGE = SftpTransferIT.content(4_000_000);

    private final SftpFixture sftp = new SftpFixture();

    @AfterEach
    void close() throws IOException {
        sftp.close();
    }

    @Test
    void a_killed_client_leaves_its_owners_unfinished_file_which_reput_continues() throws InterruptedException {
        Process client = slowPut();
        kill(client);
        SftpFixture.await("full frames are kept", () -> only().size() > 0);

        Deposit left = only();
        assertThat(left.state()).isEqualTo(DepositState.RECEIVING);
        assertThat(left.size() % 65536).isZero();
        assertThat(sftp.sftp("amal", "ls -l " + TYPE).said()).contains(Long.toString(left.size()));
        assertThat(sftp.sftp("berk", "ls -l " + TYPE).said()).doesNotContain("large.bin");

        var ran = sftp.sftp("amal", "reput large.bin " + TYPE + "large.bin", "get " + TYPE + "large.bin back.bin");
        assertThat(ran.status()).describedAs(ran.said()).isZero();
        assertThat(sftp.bytes("back.bin")).isEqualTo(LARGE);
        assertThat(only().state()).isEqualTo(DepositState.DEPOSITED);
        assertThat(only().id()).isEqualTo(left.id());
    }

    @Test
    void a_broken_line_is_no_orderly_end() {
        sftp.write("small.txt", "small");
        Process client = slow("put small.txt " + TYPE, "put large.bin " + TYPE);
        SftpFixture.await("the second file arrives", () -> arriving() > 0);

        kill(client);

        SftpFixture.await("the session is over", () -> sftp.gateway.inside.live.count() == 0);
        assertThat(sftp.files("amal", TYPE))
                .extracting(Deposit::name, Deposit::state)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("small.txt", DepositState.SETTLING),
                        org.assertj.core.groups.Tuple.tuple("large.bin", DepositState.RECEIVING));
        sftp.gateway.clock.advance(Duration.ofMinutes(5));
        assertThat(sftp.gateway.inside.settle.due()).isEqualTo(1);
    }

    @Test
    void a_new_connection_takes_over_from_a_stalled_one() {
        Process client = slowPut();

        var ran = sftp.sftp("amal", "put large.bin " + TYPE, "get " + TYPE + "large.bin back.bin");

        assertThat(ran.status()).describedAs(ran.said()).isZero();
        assertThat(sftp.bytes("back.bin")).isEqualTo(LARGE);
        kill(client);
    }

    /** On the wire it looks like a whole file; so it must not be deposited while its owner is still there. */
    @Test
    void a_key_press_closes_half_a_file_which_its_owner_may_still_take_back() throws IOException, InterruptedException {
        Process client = slowPut();
        new ProcessBuilder("kill", "-INT", Long.toString(client.pid())).start().waitFor();
        SftpFixture.await("it is settling", () -> only().state() == DepositState.SETTLING);
        assertThat(only().size()).isLessThan(LARGE.length);

        try (var to = client.outputWriter()) {
            to.write("rm " + TYPE + "large.bin\n");
        }
        assertThat(client.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(sftp.files("amal", TYPE)).isEmpty();
    }

    @Test
    void a_withdrawal_cuts_a_running_upload_within_a_second() throws InterruptedException {
        Process client = slowPut();

        ProcessHandle line = line(client);
        sftp.gateway
                .inside
                .cut
                .withdrawNow(GatewayFixture.HOST, "bridge", "left (made up)")
                .orThrow();
        assertThat(line.onExit()).succeedsWithin(Duration.ofSeconds(1));

        assertThat(client.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(client.exitValue()).isNotZero();
        SftpFixture.await("the upload ended", () -> only().size() > 0);
        assertThat(only().state()).isEqualTo(DepositState.RECEIVING);
    }

    @Test
    void a_suspension_cuts_a_running_download_within_a_second() throws InterruptedException {
        sftp.write("large.bin", LARGE);
        sftp.sftp("amal", "put large.bin " + TYPE);
        Process client = slow("get " + TYPE + "large.bin back.bin");
        SftpFixture.await(
                "bytes arrive", () -> sftp.folder.resolve("back.bin").toFile().length() > 0);

        ProcessHandle line = line(client);
        sftp.gateway
                .inside
                .cut
                .suspend(GatewayFixture.HOST, "bridge", "a check (made up)")
                .orThrow();
        assertThat(line.onExit()).succeedsWithin(Duration.ofSeconds(1));

        assertThat(client.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(sftp.bytes("back.bin").length).isLessThan(LARGE.length);
    }

    private Process slowPut() {
        Process client = slow("put large.bin " + TYPE);
        SftpFixture.await("bytes arrive", () -> arriving() >= 3 * 65536);
        return client;
    }

    /** A client that takes some 20 seconds for {@link #LARGE}. */
    private Process slow(String... commands) {
        sftp.write("large.bin", LARGE);
        Process client = sftp.start(sftp.sftpWords("amal", "amal", "-l", "1600"));
        try {
            var to = client.outputWriter();
            to.write(String.join("\n", commands) + "\n");
            to.flush();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return client;
    }

    private long arriving() {
        return sftp.files("amal", TYPE).stream()
                .filter(deposit -> deposit.state() == DepositState.RECEIVING)
                .mapToLong(sftp.gateway::arrived)
                .sum();
    }

    /** The ssh under the client: it ends with its connection, while the slowed-down client first finishes its pause. */
    private static ProcessHandle line(Process client) {
        return client.children().findFirst().orElseThrow();
    }

    /** The client and the ssh that it has started, at once and without a word. */
    private static void kill(Process client) {
        List<ProcessHandle> all = new ArrayList<>(client.descendants().toList());
        all.add(client.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private Deposit only() {
        List<Deposit> all = sftp.files("amal", TYPE);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }
}
