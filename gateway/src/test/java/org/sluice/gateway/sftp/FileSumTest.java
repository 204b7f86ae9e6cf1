package org.sluice.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.RefusedException;

/** Digests of files and their blocks: what is on record costs nothing, and what costs too much is refused. */
final class FileSumTest {
    private static final byte[] FILE = SftpTransferIT.content(1_000);

    @Test
    void the_sha256_on_record_answers_for_the_whole_file_without_opening_it() throws IOException {
        Buffer answer = new ByteArrayBuffer();
        new FileSum("md5,sha256,sha1", 0, 0, 0).answer(answer, 100L << 30, Optional.of("ab".repeat(32)), () -> {
            throw new IOException("It was opened.");
        });

        assertThat(answer.getString()).isEqualTo("check-file");
        assertThat(answer.getString()).isEqualTo("sha256");
        assertThat(HexFormat.of().formatHex(rest(answer))).isEqualTo("ab".repeat(32));
    }

    @Test
    void a_range_is_digested_whole_or_in_blocks_and_the_last_block_may_be_short() throws Exception {
        assertThat(digests("sha512", 0, 0, 0)).isEqualTo(digest("SHA-512", 0, 1_000));
        assertThat(digests("sha256", 10, 500, 0)).isEqualTo(digest("SHA-256", 10, 510));
        assertThat(digests("sha1", 600, 5_000, 0)).isEqualTo(digest("SHA-1", 600, 1_000));
        assertThat(digests("sha384", 1_000, 0, 0)).isEqualTo(digest("SHA-384", 1_000, 1_000));
        byte[] blocks = digests("sha256", 100, 0, 400);
        assertThat(Arrays.copyOf(blocks, 32)).isEqualTo(digest("SHA-256", 100, 500));
        assertThat(Arrays.copyOfRange(blocks, 32, 64)).isEqualTo(digest("SHA-256", 500, 900));
        assertThat(Arrays.copyOfRange(blocks, 64, 96)).isEqualTo(digest("SHA-256", 900, 1_000));
        assertThat(blocks).hasSize(96);
    }

    @Test
    void what_is_not_known_not_there_or_too_much_is_refused() {
        refused("md5,crc32", 0, 0, 0, 1_000, "unknown-digest");
        refused("sha256", 1_001, 0, 0, 1_000, "bad-range");
        refused("sha256", -1, 0, 0, 1_000, "bad-range");
        refused("sha256", 0, -1, 0, 1_000, "bad-range");
        refused("sha256", 0, 0, -1, 1_000, "bad-range");
        refused("sha256", 0, 0, 255, 1_000, "bad-block");
        refused("sha256", 0, FileSum.MOST + 1, 0, 100L << 30, "too-much-to-digest");
        refused("sha256", 0, Long.MAX_VALUE, 0, Long.MAX_VALUE, "too-much-to-digest");
        refused("sha256", 0, 0, 256, 4_096 * 256 + 1, "too-much-to-digest");
    }

    private static void refused(String algorithms, long offset, long length, int block, long size, String code) {
        assertThatThrownBy(() -> new FileSum(algorithms, offset, length, block)
                        .answer(new ByteArrayBuffer(), size, Optional.empty(), () -> new BytesChannel(FILE)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(code));
    }

    private static byte[] digests(String algorithm, long offset, long length, int block) throws IOException {
        Buffer answer = new ByteArrayBuffer();
        new FileSum(algorithm, offset, length, block)
                .answer(answer, FILE.length, Optional.empty(), () -> new BytesChannel(FILE));
        assertThat(answer.getString()).isEqualTo("check-file");
        assertThat(answer.getString()).isEqualTo(algorithm);
        return rest(answer);
    }

    private static byte[] digest(String name, int from, int to) throws NoSuchAlgorithmException {
        return MessageDigest.getInstance(name).digest(Arrays.copyOfRange(FILE, from, to));
    }

    static byte[] rest(Buffer answer) {
        byte[] rest = new byte[answer.available()];
        answer.getRawBytes(rest);
        return rest;
    }
}
