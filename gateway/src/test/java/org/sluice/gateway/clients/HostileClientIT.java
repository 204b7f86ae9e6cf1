package org.sluice.gateway.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.gateway.clients.Desk.FOLDER;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.sftp.OpenPort;

/** Somebody with a key who means harm. Whatever comes, nothing of it is stored, and an honest client works afterwards. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
final class HostileClientIT {
    private static final int READ = SftpConstants.SSH_FXF_READ;
    private static final int MAKE =
            SftpConstants.SSH_FXF_WRITE | SftpConstants.SSH_FXF_CREAT | SftpConstants.SSH_FXF_TRUNC;

    private final Desk desk = new Desk();
    private final AtomicInteger honest = new AtomicInteger();

    @AfterAll
    void close() throws IOException {
        desk.close();
    }

    @AfterEach
    void an_honest_client_still_works_and_nothing_was_stored() throws IOException {
        Site site = desk.site("honest");
        Client client = new MinaClient();
        String name = "honest-" + honest.incrementAndGet() + ".bin";
        Path file = desk.file(name, Content.of(1, 100_000));
        Path back = desk.folder();
        client.put(site, List.of(file), FOLDER);
        client.get(site, List.of(FOLDER + name), back);
        assertThat(Content.sha256(back.resolve(name))).isEqualTo(Content.sha256(file));

        OpenPort.await(
                "all sessions are over",
                () -> desk.gateway.gateway().inside.live.count() == 0);
        assertThat(desk.gateway.files("mallory", FOLDER))
                .filteredOn(deposit -> deposit.state() != DepositState.RECEIVING)
                .extracting(Deposit::name)
                .isSubsetOf("own.txt");
    }

    @Test
    void no_path_leads_out_whatever_is_asked() throws IOException {
        try (RawSftp sftp = RawSftp.open(mallory())) {
            own(sftp);
            for (byte[] path : HostilePaths.ALL) {
                refused(sftp.open(path, READ), path);
                refused(sftp.open(path, MAKE), path);
                refused(sftp.open(path, MAKE | SftpConstants.SSH_FXF_EXCL), path);
                refused(sftp.open(path, READ | MAKE | SftpConstants.SSH_FXF_APPEND), path);
                for (int type : new int[] {
                    SftpConstants.SSH_FXP_OPENDIR,
                    SftpConstants.SSH_FXP_STAT,
                    SftpConstants.SSH_FXP_LSTAT,
                    SftpConstants.SSH_FXP_REMOVE,
                    SftpConstants.SSH_FXP_RMDIR,
                    SftpConstants.SSH_FXP_READLINK
                }) {
                    refused(sftp.ask(type, path), path);
                }
                refused(sftp.ask(SftpConstants.SSH_FXP_MKDIR, path, 0), path);
                refused(sftp.ask(SftpConstants.SSH_FXP_SETSTAT, path, 0), path);
                refused(sftp.ask(SftpConstants.SSH_FXP_RENAME, path, FOLDER + "own.txt"), path);
                refused(sftp.ask(SftpConstants.SSH_FXP_RENAME, FOLDER + "own.txt", path), path);
                refused(sftp.ask(SftpConstants.SSH_FXP_SYMLINK, path, FOLDER + "own.txt"), path);
                refused(sftp.ask(SftpConstants.SSH_FXP_SYMLINK, FOLDER + "own.txt", path), path);
                for (String extension : new String[] {
                    "posix-rename@openssh.com", "hardlink@openssh.com", "copy-file", "posix-rename@openssh.com"
                }) {
                    refused(sftp.ask(SftpConstants.SSH_FXP_EXTENDED, extension, FOLDER + "own.txt", path), path);
                    refused(sftp.ask(SftpConstants.SSH_FXP_EXTENDED, extension, path, FOLDER + "own.txt"), path);
                }
                refused(sftp.ask(SftpConstants.SSH_FXP_EXTENDED, "statvfs@openssh.com", path), path);
                refused(sftp.ask(SftpConstants.SSH_FXP_EXTENDED, "lsetstat@openssh.com", path, 0), path);
                refused(sftp.ask(SftpConstants.SSH_FXP_EXTENDED, "check-file-name", path, "sha256", 0L, 0L, 0), path);
                refused(sftp.ask(SftpConstants.SSH_FXP_EXTENDED, "md5-hash", path, 0L, 0L, ""), path);
            }
            assertThat(names(sftp.ask(SftpConstants.SSH_FXP_REALPATH, "/../../etc/../confidential/../..")))
                    .startsWith("/")
                    .doesNotContain("..", "etc");
        }
        assertThat(desk.gateway.files("mallory", FOLDER))
                // What another test began and was refused may still wait to be begun again.
                .filteredOn(deposit -> deposit.size() > 0)
                .extracting(Deposit::name)
                .containsExactly("own.txt");
    }

    @Test
    void a_handle_that_is_not_ones_own_or_not_open_or_not_for_this_serves_nothing() throws IOException {
        try (RawSftp sftp = RawSftp.open(mallory());
                RawSftp other = RawSftp.open(mallory())) {
            own(sftp);
            byte[] closed = sftp.open(FOLDER + "own.txt", READ).handle();
            assertThat(sftp.ask(SftpConstants.SSH_FXP_CLOSE, closed).refused()).isFalse();
            byte[] foreign = other.open(FOLDER + "own.txt", READ).handle();
            byte[] folder = sftp.ask(SftpConstants.SSH_FXP_OPENDIR, FOLDER).handle();
            byte[] reading = sftp.open(FOLDER + "own.txt", READ).handle();

            for (byte[] handle : List.of(
                    new byte[0],
                    bytes("x"),
                    new byte[300],
                    bytes("../x"),
                    bytes("\0"),
                    new byte[60_000],
                    closed,
                    foreign)) {
                if (Arrays.equals(handle, foreign)
                        && (Arrays.equals(foreign, reading) || Arrays.equals(foreign, folder))) {
                    continue;
                }
                for (int type : new int[] {
                    SftpConstants.SSH_FXP_CLOSE, SftpConstants.SSH_FXP_FSTAT, SftpConstants.SSH_FXP_READDIR,
                }) {
                    refused(sftp.ask(type, handle), handle);
                }
                refused(sftp.ask(SftpConstants.SSH_FXP_FSETSTAT, handle, 0), handle);
                notAFile(sftp, handle);
            }
            notAFile(sftp, folder);
            refused(sftp.ask(SftpConstants.SSH_FXP_READDIR, reading), reading);
            refused(sftp.ask(SftpConstants.SSH_FXP_WRITE, reading, 0L, "x"), reading);
        }
    }

    private static void notAFile(RawSftp sftp, byte[] handle) throws IOException {
        refused(sftp.ask(SftpConstants.SSH_FXP_READ, handle, 0L, 100), handle);
        refused(sftp.ask(SftpConstants.SSH_FXP_WRITE, handle, 0L, "x"), handle);
        refused(sftp.ask(SftpConstants.SSH_FXP_EXTENDED, "fsync@openssh.com", handle), handle);
        refused(sftp.ask(SftpConstants.SSH_FXP_EXTENDED, "check-file-handle", handle, "sha256", 0L, 0L, 0), handle);
        refused(sftp.ask(SftpConstants.SSH_FXP_EXTENDED, "copy-data", handle, 0L, 0L, handle, 0L), handle);
        refused(sftp.ask(SftpConstants.SSH_FXP_BLOCK, handle, 0L, 0L, 0), handle);
    }

    @Test
    void of_thousands_of_opens_few_are_granted_and_none_leaves_anything() throws IOException {
        int granted = 0;
        try (RawSftp sftp = RawSftp.open(mallory())) {
            for (int i = 0; i < 3000; i++) {
                sftp.send(SftpConstants.SSH_FXP_OPEN, FOLDER + "open-" + i, MAKE, 0);
            }
            for (int i = 0; i < 3000; i++) {
                granted += sftp.reply().type() == SftpConstants.SSH_FXP_HANDLE ? 1 : 0;
            }
        }
        assertThat(granted).isBetween(1, 128);
        OpenPort.await(
                "the session is over", () -> desk.gateway.gateway().inside.live.count() == 0);
        assertThat(desk.gateway.files("mallory", FOLDER))
                .extracting(Deposit::name)
                .noneMatch(name -> name.startsWith("open-"));
    }

    @Test
    void a_packet_of_a_wrong_length_ends_its_own_channel_at_most() throws IOException {
        byte[] stat = RawSftp.body(SftpConstants.SSH_FXP_STAT, 1, "/");
        for (int length : new int[] {
            0, 1, 4, 5, 8, stat.length - 5, stat.length, 1 << 20, Integer.MAX_VALUE, Integer.MIN_VALUE, -1
        }) {
            try (RawSftp sftp = RawSftp.open(mallory())) {
                byte[] lying = stat.clone();
                lying[0] = (byte) (length >>> 24);
                lying[1] = (byte) (length >>> 16);
                lying[2] = (byte) (length >>> 8);
                lying[3] = (byte) length;
                sftp.raw(lying);
                if (length < 5 || length > 1 << 20) {
                    // No request fits into that, and nothing tells where the next one begins.
                    assertThatThrownBy(sftp::reply).isInstanceOf(EOFException.class);
                }
            }
        }
    }

    @Test
    void a_string_that_is_longer_than_its_packet_is_refused() throws IOException {
        for (int said : new int[] {17, Integer.MAX_VALUE, -1}) {
            try (RawSftp sftp = RawSftp.open(mallory())) {
                for (int type = SftpConstants.SSH_FXP_OPEN; type <= SftpConstants.SSH_FXP_SYMLINK; type++) {
                    // The number of the request, and a string that says more than follows.
                    refused(sftp.ask(type, said, 0x2F2F2F2F), bytes("type " + type + " with " + said));
                }
            } catch (EOFException e) {
                // The gateway may hang up.
            }
        }
    }

    @Test
    void a_slow_sender_is_answered_and_holds_up_nobody() throws IOException {
        try (RawSftp sftp = RawSftp.open(mallory())) {
            byte[] stat = RawSftp.body(SftpConstants.SSH_FXP_STAT, 7, "/confidential");
            for (int i = 0; i < stat.length; i++) {
                sftp.raw(stat[i]);
                if (i == stat.length / 2) {
                    an_honest_client_works();
                }
            }
            assertThat(sftp.reply().type()).isEqualTo(SftpConstants.SSH_FXP_ATTRS);
        }
    }

    private void an_honest_client_works() throws IOException {
        assertThat(new MinaClient().list(desk.site("other"), FOLDER)).isEmpty();
    }

    @Test
    void who_leaves_in_the_middle_of_a_write_leaves_no_file() throws IOException {
        byte[] content = Content.of(2, 30_000);
        try (RawSftp sftp = RawSftp.open(mallory())) {
            byte[] handle = sftp.open(FOLDER + "half.bin", MAKE).handle();
            assertThat(sftp.ask(SftpConstants.SSH_FXP_WRITE, handle, 0L, content)
                            .refused())
                    .isFalse();
            byte[] write = RawSftp.body(SftpConstants.SSH_FXP_WRITE, 9, handle, 30_000L, content);
            sftp.raw(Arrays.copyOf(write, write.length / 2));
        }
        OpenPort.await(
                "the session is over", () -> desk.gateway.gateway().inside.live.count() == 0);
        assertThat(desk.find("mallory", "half.bin").filter(deposit -> deposit.size() > 0))
                .isEmpty();
    }

    @Test
    void no_offset_and_no_length_reads_or_writes_beyond_the_file() throws IOException {
        try (RawSftp sftp = RawSftp.open(mallory())) {
            own(sftp);
            byte[] reading = sftp.open(FOLDER + "own.txt", READ).handle();
            for (long at : new long[] {Long.MAX_VALUE, Long.MAX_VALUE - 10, -1, Long.MIN_VALUE, 1L << 40, 3}) {
                refused(sftp.ask(SftpConstants.SSH_FXP_READ, reading, at, 100), bytes("read at " + at));
            }
            for (int length : new int[] {Integer.MAX_VALUE, 1 << 24, -1, Integer.MIN_VALUE}) {
                RawSftp.Reply reply = sftp.ask(SftpConstants.SSH_FXP_READ, reading, 0L, length);
                assertThat(reply.rest().remaining())
                        .describedAs("read of " + length)
                        .isLessThan(300_000);
            }
            for (long at : new long[] {Long.MAX_VALUE, Long.MAX_VALUE - 1, -1, Long.MIN_VALUE, 1L << 40}) {
                RawSftp.Reply opened = sftp.open(FOLDER + "beyond.bin", MAKE);
                refused(sftp.ask(SftpConstants.SSH_FXP_WRITE, opened.handle(), at, "xyz"), bytes("write at " + at));
                refused(sftp.ask(SftpConstants.SSH_FXP_CLOSE, opened.handle()), bytes("close after " + at));
            }
        }
        assertThat(desk.find("mallory", "beyond.bin").filter(deposit -> deposit.size() > 0))
                .isEmpty();
    }

    @Test
    void unknown_requests_are_answered_as_such() throws IOException {
        once(sftp -> {
            for (int type = 21; type < 256; type++) {
                if (type != SftpConstants.SSH_FXP_EXTENDED) {
                    refused(sftp.ask(type, "x", 1, 2L), bytes("type " + type));
                }
            }
            for (Object name : new Object[] {
                "", "x", "copy-data", "users-groups-by-id@openssh.com", new byte[60_000], new byte[] {0, -1, -2}
            }) {
                refused(sftp.ask(SftpConstants.SSH_FXP_EXTENDED, name, new byte[1000]), bytes(name.toString()));
            }
        });
    }

    @Test
    void beginning_twice_changes_nothing() throws IOException {
        once(sftp -> {
            sftp.raw(RawSftp.body(SftpConstants.SSH_FXP_INIT, 6));
            sftp.raw(RawSftp.body(SftpConstants.SSH_FXP_INIT, -1));
            sftp.reply();
            sftp.reply();
            assertThat(sftp.ask(SftpConstants.SSH_FXP_STAT, "/").type()).isEqualTo(SftpConstants.SSH_FXP_ATTRS);
        });
        try (RawSftp sftp = RawSftp.silent(mallory())) {
            sftp.send(SftpConstants.SSH_FXP_OPEN, FOLDER + "early.txt", MAKE, 0);
            sftp.send(SftpConstants.SSH_FXP_STAT, "/");
        } catch (IOException e) {
            // The gateway may hang up.
        }
    }

    @Test
    void attributes_that_count_more_than_they_hold_are_refused() throws IOException {
        for (int flags : new int[] {0x80000000, 0xFFFFFFFF, 0x8000000F, 1}) {
            for (int count : new int[] {Integer.MAX_VALUE, -1}) {
                once(sftp -> sftp.ask(SftpConstants.SSH_FXP_OPEN, FOLDER + "counted.txt", MAKE, flags, count));
                once(sftp -> sftp.ask(SftpConstants.SSH_FXP_MKDIR, FOLDER + "counted", flags, count));
                once(sftp -> sftp.ask(SftpConstants.SSH_FXP_SETSTAT, FOLDER, flags, count));
            }
        }
    }

    @Test
    void a_flood_of_requests_whose_answers_nobody_reads_ends_and_holds_up_nobody() throws Exception {
        RawSftp sftp = RawSftp.open(mallory());
        Thread flood = new Thread(() -> {
            try {
                byte[] stat = RawSftp.body(SftpConstants.SSH_FXP_STAT, 1, FOLDER);
                byte[] many = new byte[stat.length * 1000];
                for (int i = 0; i < many.length; i++) {
                    many[i] = stat[i % stat.length];
                }
                for (int i = 0; i < 200; i++) {
                    sftp.raw(many);
                }
            } catch (IOException e) {
                // That is how it should end.
            }
        });
        flood.start();
        an_honest_client_works();
        flood.join(3000);
        sftp.close();
        flood.join(10_000);
        assertThat(flood.isAlive()).isFalse();
    }

    private interface Act {
        void on(RawSftp sftp) throws IOException;
    }

    /** On a channel of its own, which the gateway may end. */
    private void once(Act act) throws IOException {
        try (RawSftp sftp = RawSftp.open(mallory())) {
            act.on(sftp);
        } catch (EOFException | SftpException e) {
            // The gateway hung up.
        }
    }

    private Site mallory() throws IOException {
        return desk.site("mallory");
    }

    /** A small file of its own, to have something that could be misused. */
    private static void own(RawSftp sftp) throws IOException {
        RawSftp.Reply opened = sftp.open(FOLDER + "own.txt", MAKE);
        if (opened.type() == SftpConstants.SSH_FXP_HANDLE) {
            sftp.ask(SftpConstants.SSH_FXP_WRITE, opened.handle(), 0L, "own");
            assertThat(sftp.ask(SftpConstants.SSH_FXP_CLOSE, opened.handle()).refused())
                    .isFalse();
        }
    }

    private static void refused(RawSftp.Reply reply, byte[] what) {
        assertThat(reply.refused())
                .describedAs(new String(Arrays.copyOf(what, Math.min(what.length, 80)), StandardCharsets.ISO_8859_1)
                        + " was answered with " + SftpConstants.getCommandMessageName(reply.type()))
                .isTrue();
    }

    private static String names(RawSftp.Reply reply) {
        return StandardCharsets.UTF_8
                .decode(reply.rest().slice(12, reply.rest().get(11) & 0xFF))
                .toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
