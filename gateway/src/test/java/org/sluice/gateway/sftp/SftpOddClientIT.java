package org.sluice.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.deposit.DepositState;

/** What no decent client does, and what some decent ones do differently. */
final class SftpOddClientIT {
    private static final String FILE = "/confidential/email/odd.txt";

    private final SftpFixture sftp = new SftpFixture();
    private final SshClient ssh = SshClient.setUpDefaultClient();

    SftpOddClientIT() {
        ssh.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        ssh.start();
    }

    @AfterEach
    void close() throws IOException {
        ssh.stop();
        sftp.close();
    }

    @Test
    void bytes_out_of_order_are_put_into_order() throws IOException {
        byte[] content = SftpTransferIT.content(600_000);
        try (ClientSession session = logIn();
                SftpClient client = SftpClientFactory.instance().createSftpClient(session)) {
            try (var handle = client.open(FILE, OpenMode.Write, OpenMode.Create, OpenMode.Truncate)) {
                for (int from : new int[] {400_000, 200_000, 400_000, 0}) {
                    client.write(handle, from, content, from, 200_000);
                }
            }
            try (var in = client.read(FILE)) {
                assertThat(in.readAllBytes()).isEqualTo(content);
            }
        }
    }

    @Test
    void bytes_far_from_where_they_belong_fail_and_so_does_the_close() throws IOException {
        try (ClientSession session = logIn();
                SftpClient client = SftpClientFactory.instance().createSftpClient(session)) {
            SftpClient.CloseableHandle handle = client.open(FILE, OpenMode.Write, OpenMode.Create, OpenMode.Truncate);
            client.write(handle, 0, new byte[100], 0, 100);
            assertStatus(() -> client.write(handle, 5L << 20, new byte[100], 0, 100), SftpConstants.SSH_FX_FAILURE);
            assertStatus(() -> client.write(handle, 100, new byte[100], 0, 100), SftpConstants.SSH_FX_FAILURE);

            assertStatus(handle::close, SftpConstants.SSH_FX_FAILURE);
        }
        assertThat(sftp.files("amal", "/confidential/email/"))
                .noneMatch(file -> file.state() != DepositState.RECEIVING);
    }

    @Test
    void a_hole_makes_the_close_fail_and_never_becomes_zeros() throws IOException {
        try (ClientSession session = logIn();
                SftpClient client = SftpClientFactory.instance().createSftpClient(session)) {
            SftpClient.CloseableHandle handle = client.open(FILE, OpenMode.Write, OpenMode.Create, OpenMode.Truncate);
            client.write(handle, 0, new byte[100_000], 0, 100_000);
            client.write(handle, 100_001, new byte[100], 0, 100);

            assertStatus(handle::close, SftpConstants.SSH_FX_FAILURE);
            assertThat(client.stat(FILE).getSize()).isEqualTo(65_536);
        }
    }

    @Test
    void a_file_just_opened_can_be_looked_at_and_its_size_grows() throws IOException {
        try (ClientSession session = logIn();
                SftpClient client = SftpClientFactory.instance().createSftpClient(session)) {
            try (SftpClient.CloseableHandle handle =
                    client.open(FILE, OpenMode.Read, OpenMode.Write, OpenMode.Create, OpenMode.Truncate)) {
                assertThat(client.stat(FILE).getSize()).isZero();
                assertThat(client.read(handle, 0, new byte[10])).isEqualTo(-1);
                client.setStat(handle, new SftpClient.Attributes().size(0).perms(0644));
                client.write(handle, 0, new byte[100], 0, 100);
                assertThat(client.stat(handle).getSize()).isEqualTo(100);
                assertStatus(
                        () -> client.setStat(handle, new SftpClient.Attributes().size(7)),
                        SftpConstants.SSH_FX_FAILURE);
            }
            assertThat(client.stat(FILE).getSize()).isEqualTo(100);
        }
    }

    @Test
    void a_file_that_is_there_is_not_made_anew_exclusively() throws IOException {
        try (ClientSession session = logIn();
                SftpClient client = SftpClientFactory.instance().createSftpClient(session)) {
            client.open(FILE, OpenMode.Write, OpenMode.Create, OpenMode.Exclusive)
                    .close();

            assertStatus(
                    () -> client.open(FILE, OpenMode.Write, OpenMode.Create, OpenMode.Exclusive),
                    SftpConstants.SSH_FX_FAILURE);
            assertStatus(() -> client.open(FILE + "2", OpenMode.Write), SftpConstants.SSH_FX_NO_SUCH_FILE);
        }
    }

    @Test
    void whoever_appends_may_count_from_the_beginning_or_from_the_end() throws IOException {
        byte[] one = "one ".getBytes(StandardCharsets.UTF_8);
        byte[] two = "two ".getBytes(StandardCharsets.UTF_8);
        try (ClientSession session = logIn();
                SftpClient client = SftpClientFactory.instance().createSftpClient(session)) {
            put(client, 0, one, OpenMode.Create, OpenMode.Truncate);
            put(client, 4, two, OpenMode.Append);
            put(client, 0, two, OpenMode.Append);
            try (var handle = client.open(FILE, OpenMode.Read)) {
                byte[] all = new byte[20];
                int read = client.read(handle, 0, all);
                assertThat(new String(all, 0, read, StandardCharsets.UTF_8)).isEqualTo("one two two ");
            }
            assertThatThrownBy(() -> put(client, 99, two, OpenMode.Append)).isInstanceOf(SftpException.class);
        }
    }

    @Test
    void handles_and_channels_are_counted() throws IOException {
        try (ClientSession session = logIn();
                SftpClient client = SftpClientFactory.instance().createSftpClient(session)) {
            List<SftpClient.CloseableHandle> open = new ArrayList<>();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 200; i++) {
                            open.add(client.openDir("/"));
                        }
                    })
                    .isInstanceOf(SftpException.class);
            assertThat(open).hasSize(128);
            for (var handle : open) {
                handle.close();
            }
            assertThat(client.stat("/").isDirectory()).isTrue();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 8; i++) {
                            SftpClientFactory.instance().createSftpClient(session);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void only_what_has_a_meaning_is_offered() throws IOException {
        try (ClientSession session = logIn();
                SftpClient client = SftpClientFactory.instance().createSftpClient(session)) {
            assertThat(client.getVersion()).isEqualTo(3);
            assertThat(client.getServerExtensions().keySet())
                    .containsExactlyInAnyOrder(
                            "posix-rename@openssh.com",
                            "fsync@openssh.com",
                            "lsetstat@openssh.com",
                            "limits@openssh.com",
                            "statvfs@openssh.com",
                            "fstatvfs@openssh.com",
                            "check-file",
                            "check-file-name",
                            "check-file-handle");
            assertStatus(() -> client.symLink(FILE, "/confidential/email/x"), SftpConstants.SSH_FX_OP_UNSUPPORTED);
            assertStatus(() -> client.readLink(FILE), SftpConstants.SSH_FX_OP_UNSUPPORTED);
        }
    }

    @Test
    void a_client_that_ends_its_channel_in_order_deposits_and_one_that_vanishes_does_not() throws IOException {
        try (ClientSession session = logIn()) {
            SftpClient client = SftpClientFactory.instance().createSftpClient(session);
            put(client, 0, new byte[10], OpenMode.Create, OpenMode.Truncate);
            session.getIoSession().close(true);
        }
        SftpFixture.await("the session is over", () -> sftp.gateway.inside.live.count() == 0);
        assertThat(sftp.files("amal", "/confidential/email/").getFirst().state())
                .isEqualTo(DepositState.SETTLING);

        try (ClientSession session = logIn();
                SftpClient client = SftpClientFactory.instance().createSftpClient(session)) {
            put(client, 0, new byte[10], OpenMode.Create, OpenMode.Truncate);
            // This library's client may drop the connection before its last words are sent; then nothing is in order.
            assertThat(client.getClientChannel().close(false).await(Duration.ofSeconds(20)))
                    .isTrue();
        }
        SftpFixture.await(
                "it is deposited",
                () -> sftp.files("amal", "/confidential/email/").getFirst().state() == DepositState.DEPOSITED);
    }

    @Test
    void a_client_without_gcm_gets_counter_mode_sealed_before_it_is_opened() throws IOException {
        ssh.setCipherFactories(List.of(BuiltinCiphers.aes128ctr));
        try (ClientSession session = logIn()) {
            assertThat(session.getNegotiatedKexParameter(KexProposalOption.C2SMAC))
                    .endsWith("-etm@openssh.com");
        }
        ssh.setMacFactories(List.of(BuiltinMacs.hmacsha1, BuiltinMacs.hmacsha256));
        assertThatThrownBy(this::logIn).isInstanceOf(IOException.class);
    }

    @Test
    void a_packet_of_an_impossible_length_ends_that_session_alone() throws IOException {
        for (int length : new int[] {-1, 0, 4, 256 * 1024 + 1, Integer.MAX_VALUE}) {
            try (ClientSession session = logIn()) {
                var channel = session.createSubsystemChannel("sftp");
                channel.open().verify(10_000);
                OutputStream out = channel.getInvertedIn();
                out.write(java.nio.ByteBuffer.allocate(9).putInt(length).array());
                out.flush();
                SftpFixture.await("the channel is closed, for " + length, () -> !channel.isOpen());
            }
        }
        assertThat(sftp.sftp("amal", "pwd").status()).isZero();
    }

    @Test
    void noise_before_log_in_opens_nothing_and_harms_nobody() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 30; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sftp.server.port())) {
                OutputStream out = socket.getOutputStream();
                byte[] noise = new byte[random.nextInt(2000)];
                random.nextBytes(noise);
                if (i % 2 == 0) {
                    out.write("SSH-2.0-noise\r\n".getBytes(StandardCharsets.US_ASCII));
                }
                if (i % 3 == 0) {
                    // SSH_MSG_CHANNEL_OPEN (RFC 4254, section 5.1) before any key exchange, in the clear.
                    out.write(new byte[] {0, 0, 0, 28, 4, 90, 0, 0, 0, 7, 's', 'e', 's', 's', 'i', 'o', 'n'});
                }
                out.write(noise);
                out.flush();
            } catch (IOException e) {
                // The server may hang up first.
            }
        }

        assertThat(sftp.gateway.inside.live.count()).isZero();
        assertThat(sftp.sftp("amal", "pwd").status()).isZero();
    }

    @Test
    void a_channel_before_log_in_is_refused() throws IOException {
        try (ClientSession session = ssh.connect("amal", "127.0.0.1", sftp.server.port())
                .verify(10_000)
                .getSession()) {
            assertThatThrownBy(() -> SftpClientFactory.instance().createSftpClient(session))
                    .isInstanceOf(Exception.class);
        }
        assertThat(sftp.gateway.inside.live.count()).isZero();
    }

    private static void put(SftpClient client, long at, byte[] bytes, OpenMode... more) throws IOException {
        EnumSet<OpenMode> modes = EnumSet.of(OpenMode.Write, more);
        SftpClient.CloseableHandle handle = client.open(FILE, modes);
        try (handle) {
            client.write(handle, at, bytes, 0, bytes.length);
        }
    }

    private ClientSession logIn() throws IOException {
        ClientSession session = ssh.connect("amal", "127.0.0.1", sftp.server.port())
                .verify(10_000)
                .getSession();
        try (var in = java.nio.file.Files.newInputStream(sftp.folder.resolve("amal"))) {
            for (KeyPair pair : SecurityUtils.loadKeyPairIdentities(session, null, in, FilePasswordProvider.EMPTY)) {
                session.addPublicKeyIdentity(pair);
            }
        } catch (java.security.GeneralSecurityException e) {
            throw new IOException(e);
        }
        session.auth().verify(10_000);
        return session;
    }

    private static void assertStatus(org.assertj.core.api.ThrowableAssert.ThrowingCallable act, int status) {
        assertThatThrownBy(act)
                .asInstanceOf(type(SftpException.class))
                .extracting(SftpException::getStatus)
                .isEqualTo(status);
    }
}
