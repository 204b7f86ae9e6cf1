package org.sluice.gateway.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.sshd.sftp.common.SftpConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.gateway.domain.deposit.Limits;
import org.sluice.gateway.sftp.OpenPort;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.SmallDisk;
import org.sluice.gateway.testkit.TestDatabase;
import org.sluice.gateway.web.OpenUploads;

/** What clients are told when the disk is full: before a file, and in the midst of one. */
final class DiskFullWireIT {
    private static final String FOLDER = "/restricted/4w-monthly-inputs/";
    private static final int WRITE =
            SftpConstants.SSH_FXF_WRITE | SftpConstants.SSH_FXF_CREAT | SftpConstants.SSH_FXF_TRUNC;
    private static final byte[] PART = new byte[4 << 20];

    @TempDir
    private Path parent;

    @Test
    void http_says_507_and_sftp_says_failure_with_the_reason() throws IOException {
        try (SmallDisk disk = SmallDisk.mounted(parent.resolve("disk"), 176)) {
            Path folder = Files.createDirectory(disk.root().resolve("gateway"));
            try (OpenPort port = new OpenPort(
                            new GatewayFixture(TestDatabase.SQLITE, Limits.USUAL, folder, "turkey-cross-border"));
                    OpenUploads uploads = new OpenUploads(port.gateway(), "127.0.0.1", "amal");
                    RawSftp sftp = RawSftp.open(Site.of(port, port.port(), "amal"))) {
                RawSftp.Reply half = sftp.open(FOLDER + "half.bin", WRITE);
                assertThat(write(sftp, half, 0).refused()).isFalse();
                String upload =
                        uploads.send("POST", "/uploads", null, begin(uploads)).location();
                assertThat(patch(uploads, upload, 0).status()).isEqualTo(204);

                disk.leave(127L << 20);

                assertThat(put(uploads)).isEqualTo(507);
                assertThat(uploads.send("POST", "/uploads", null, begin(uploads))
                                .status())
                        .isEqualTo(507);
                full(sftp.open(FOLDER + "b.bin", WRITE));

                OpenUploads.Said midst = patch(uploads, upload, PART.length);
                for (int i = 2; midst.status() == 204 && i < 40; i++) {
                    midst = patch(uploads, upload, (long) i * PART.length);
                }
                assertThat(midst.status()).isEqualTo(507);
                RawSftp.Reply more = write(sftp, half, 200_000);
                for (int i = 2; !more.refused() && i < 1000; i++) {
                    more = write(sftp, half, i * 200_000L);
                }
                full(more);
            }
        }
    }

    private static String[] begin(OpenUploads uploads) {
        return new String[] {
            "Authorization",
            uploads.bearer(),
            "Tus-Resumable",
            "1.0.0",
            "Upload-Length",
            Long.toString(1L << 30),
            "Upload-Metadata",
            OpenUploads.metadata("filename", "tus.bin", "channel", "restricted", "type", "4w-monthly-inputs")
        };
    }

    private static OpenUploads.Said patch(OpenUploads uploads, String path, long at) {
        return uploads.send(
                "PATCH",
                path,
                PART,
                "Authorization",
                uploads.bearer(),
                "Tus-Resumable",
                "1.0.0",
                "Upload-Offset",
                Long.toString(at),
                "Content-Type",
                "application/offset+octet-stream");
    }

    private static int put(OpenUploads uploads) {
        OpenUploads.Said said =
                uploads.send("PUT", "/uploads" + FOLDER + "a.bin", new byte[10], "Authorization", uploads.bearer());
        assertThat(said.body()).contains("\"code\" : \"no-space\"");
        return said.status();
    }

    private static RawSftp.Reply write(RawSftp sftp, RawSftp.Reply opened, long at) throws IOException {
        return sftp.ask(SftpConstants.SSH_FXP_WRITE, opened.handle(), at, new byte[200_000]);
    }

    private static void full(RawSftp.Reply reply) {
        assertThat(reply.status()).isEqualTo(SftpConstants.SSH_FX_FAILURE);
        assertThat(StandardCharsets.UTF_8
                        .decode(reply.rest().slice(8, reply.rest().limit() - 8))
                        .toString())
                .contains("space");
    }
}
