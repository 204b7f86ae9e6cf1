package org.sluice.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.sftp.client.RawSftpClient;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHLimitsExtension;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHStatExtensionInfo;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHStatHandleExtension;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHStatPathExtension;
import org.apache.sshd.sftp.common.SftpConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.testkit.GatewayFixture;

/** The extensions that clients look for, and the ones that are left out on purpose. */
final class SftpExtensionsIT {
    private static final String FILE = "/confidential/email/a.bin";

    private final SftpFixture sftp = new SftpFixture();
    private final MinaClient mina = new MinaClient(sftp);
    private ClientSession session;
    private SftpClient client;

    @BeforeEach
    void logIn() throws IOException {
        session = mina.logIn("amal");
        client = MinaClient.open(session);
    }

    @AfterEach
    void close() throws IOException {
        session.close(true);
        mina.close();
        sftp.close();
    }

    @Test
    void df_shows_the_quota_of_ones_participant_and_what_of_it_is_left() {
        sftp.gateway
                .inside
                .quotas
                .set(GatewayFixture.HOST, "bridge", Optional.of(10L << 20))
                .orThrow();
        sftp.write("a.bin", new byte[4 << 20]);
        assertThat(sftp.sftp("amal", "put a.bin " + FILE).status()).isZero();

        var ran = sftp.sftp("amal", "df /confidential", "df -hi");
        assertThat(ran.status()).describedAs(ran.said()).isZero();
        assertThat(ran.said().replaceAll(" +", " ")).contains(" 10240 4096 6144 ");
        assertThat(sftp.sftp("amal", "df /nowhere").status()).isNotZero();
    }

    @Test
    void space_is_told_by_name_and_by_handle() throws IOException {
        OpenSSHStatExtensionInfo byName =
                client.getExtension(OpenSSHStatPathExtension.class).stat("/confidential");
        assertThat(byName.f_bsize).isEqualTo(4096);
        assertThat(byName.f_bavail).isPositive().isLessThanOrEqualTo(byName.f_blocks);
        assertThat(byName.f_namemax).isEqualTo(255);
        try (var handle = client.open(FILE, OpenMode.Write, OpenMode.Create)) {
            assertThat(client.getExtension(OpenSSHStatHandleExtension.class).stat(handle).f_blocks)
                    .isEqualTo(byName.f_blocks);
        }
    }

    @Test
    void limits_are_those_that_are_kept() throws IOException {
        var limits = client.getExtension(OpenSSHLimitsExtension.class).limits();
        assertThat(limits.maxPacketLength).isEqualTo(256 * 1024);
        assertThat(limits.maxReadLength).isEqualTo(255 * 1024);
        assertThat(limits.maxWriteLength).isEqualTo(255 * 1024);
        assertThat(limits.maxOpenHandles).isEqualTo(128);
        byte[] most = SftpTransferIT.content(255 * 1024);
        try (var handle = client.open(FILE, OpenMode.Write, OpenMode.Create)) {
            client.write(handle, 0, most, 0, most.length);
        }
        try (var handle = client.open(FILE, OpenMode.Read)) {
            assertThat(client.read(handle, 0, new byte[most.length])).isEqualTo(most.length);
        }
    }

    @Test
    void digests_are_told_by_name_and_by_handle() throws IOException, NoSuchAlgorithmException {
        byte[] content = SftpTransferIT.content(200_000);
        try (var out = client.write(FILE)) {
            out.write(content);
        }
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(content);
        byte[] part = MessageDigest.getInstance("SHA-512").digest(Arrays.copyOfRange(content, 5, 150_005));

        assertThat(sum("check-file-name", FILE.getBytes(StandardCharsets.UTF_8), "sha256", 0, 0))
                .isEqualTo(sha256);
        assertThat(sum("check-file-name", FILE.getBytes(StandardCharsets.UTF_8), "sha512", 5, 150_000))
                .isEqualTo(part);
        try (var handle = client.open(FILE, OpenMode.Read)) {
            for (String word : new String[] {"check-file-handle", "check-file"}) {
                assertThat(sum(word, handle.getIdentifier(), "sha256", 0, 0)).isEqualTo(sha256);
                assertThat(sum(word, handle.getIdentifier(), "sha512", 5, 150_000))
                        .isEqualTo(part);
            }
            assertThat(client.read(handle, 0, new byte[10])).isEqualTo(10);
        }
        assertThat(status("check-file-name", FILE.getBytes(StandardCharsets.UTF_8), "md5"))
                .isEqualTo(SftpConstants.SSH_FX_FAILURE);
        assertThat(status("check-file-name", (FILE + "2").getBytes(StandardCharsets.UTF_8), "sha256"))
                .isEqualTo(SftpConstants.SSH_FX_NO_SUCH_FILE);
    }

    @Test
    void of_a_file_still_arriving_no_digest_is_told() throws IOException {
        try (var handle = client.open(FILE, OpenMode.Write, OpenMode.Create)) {
            client.write(handle, 0, new byte[100_000], 0, 100_000);
            assertThat(status("check-file-handle", handle.getIdentifier(), "sha256"))
                    .isEqualTo(SftpConstants.SSH_FX_FAILURE);
            assertThat(status("check-file-name", FILE.getBytes(StandardCharsets.UTF_8), "sha256"))
                    .isEqualTo(SftpConstants.SSH_FX_FAILURE);
        }
    }

    @Test
    void fsync_is_answered_well_as_bytes_are_durable_at_the_close() throws IOException {
        try (var handle = client.open(FILE, OpenMode.Write, OpenMode.Create)) {
            client.write(handle, 0, new byte[10], 0, 10);
            assertThat(status("fsync@openssh.com", handle.getIdentifier(), "")).isEqualTo(SftpConstants.SSH_FX_OK);
        }
        assertThat(status("fsync@openssh.com", new byte[] {'x'}, "")).isNotEqualTo(SftpConstants.SSH_FX_OK);
    }

    @Test
    void by_path_times_are_kept_modes_are_heard_and_a_size_is_refused_unless_it_is_the_files_own() throws IOException {
        byte[] content = SftpTransferIT.content(70_000);
        try (var out = client.write(FILE)) {
            out.write(content);
        }
        for (String how : new String[] {"setstat", "lsetstat@openssh.com"}) {
            assertThat(set(how, SftpConstants.SSH_FILEXFER_ATTR_SIZE, 70_000)).isEqualTo(SftpConstants.SSH_FX_OK);
            for (long other : new long[] {0, 69_999, 70_001, 1L << 40, -1}) {
                assertThat(set(how, SftpConstants.SSH_FILEXFER_ATTR_SIZE, other))
                        .as(how + " to " + other)
                        .isEqualTo(SftpConstants.SSH_FX_FAILURE);
            }
            assertThat(set(how, SftpConstants.SSH_FILEXFER_ATTR_UIDGID, 5)).isEqualTo(SftpConstants.SSH_FX_OK);
            // Seconds of access and of modification.
            assertThat(set(how, SftpConstants.SSH_FILEXFER_ATTR_ACMODTIME, 1_700_000_000L << 32 | 1_700_000_000L))
                    .isEqualTo(SftpConstants.SSH_FX_OK);
            assertThat(client.stat(FILE).getModifyTime().toMillis()).isEqualTo(1_700_000_000_000L);
            assertThat(client.stat(FILE).getSize()).isEqualTo(70_000);
        }
        try (var in = client.read(FILE)) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
    }

    /** One attribute of eight bytes, by one of the two requests that take a path; the answer's status. */
    private int set(String how, int attribute, long value) throws IOException {
        Buffer request = new ByteArrayBuffer();
        boolean extended = !how.equals("setstat");
        if (extended) {
            request.putString(how);
        }
        request.putString(FILE);
        request.putInt(attribute);
        request.putLong(value);
        RawSftpClient raw = (RawSftpClient) client;
        Buffer answer = raw.receive(
                raw.send(extended ? SftpConstants.SSH_FXP_EXTENDED : SftpConstants.SSH_FXP_SETSTAT, request));
        answer.getInt();
        assertThat(answer.getUByte()).isEqualTo(SftpConstants.SSH_FXP_STATUS);
        answer.getInt();
        return answer.getInt();
    }

    @Test
    void what_is_left_out_is_answered_as_unsupported() throws IOException {
        for (String word : new String[] {
            "copy-data", "copy-file", "md5-hash", "hardlink@openssh.com", "expand-path@openssh.com", "text-seek"
        }) {
            assertThat(status(word, FILE.getBytes(StandardCharsets.UTF_8), "sha256"))
                    .describedAs(word)
                    .isEqualTo(SftpConstants.SSH_FX_OP_UNSUPPORTED);
        }
    }

    private byte[] sum(String word, byte[] target, String algorithm, long offset, long length) throws IOException {
        Buffer answer = ask(word, target, algorithm, offset, length);
        assertThat(answer.getUByte()).isEqualTo(SftpConstants.SSH_FXP_EXTENDED_REPLY);
        answer.getInt();
        assertThat(answer.getString()).isEqualTo("check-file");
        assertThat(answer.getString()).isEqualTo(algorithm);
        return FileSumTest.rest(answer);
    }

    private int status(String word, byte[] target, String algorithm) throws IOException {
        Buffer answer = ask(word, target, algorithm, 0, 0);
        assertThat(answer.getUByte()).isEqualTo(SftpConstants.SSH_FXP_STATUS);
        answer.getInt();
        return answer.getInt();
    }

    private Buffer ask(String word, byte[] target, String algorithm, long offset, long length) throws IOException {
        Buffer request = new ByteArrayBuffer();
        request.putString(word);
        request.putBytes(target);
        request.putString(algorithm);
        request.putLong(offset);
        request.putLong(length);
        request.putInt(0);
        RawSftpClient raw = (RawSftpClient) client;
        Buffer answer = raw.receive(raw.send(SftpConstants.SSH_FXP_EXTENDED, request));
        answer.getInt();
        return answer;
    }
}
