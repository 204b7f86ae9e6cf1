package org.sluice.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.crypto.Bodies.RANDOM;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RootKeyTest {

    @TempDir
    private Path folder;

    @Test
    void a_stored_root_key_is_loaded_again_and_only_its_owner_may_read_it() throws IOException {
        Path file = folder.resolve("root.key");
        RootKey key = RootKey.generate(RANDOM);
        key.store(file);
        assertThat(RootKey.load(file)).isEqualTo(key).isNotEqualTo(RootKey.generate(RANDOM));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).matches("sluice-root-key-1:[A-Za-z0-9_-]{43}\n");
    }

    @Test
    void a_root_key_is_never_overwritten() throws IOException {
        Path file = folder.resolve("root.key");
        RootKey first = RootKey.generate(RANDOM);
        first.store(file);
        assertThatThrownBy(() -> RootKey.generate(RANDOM).store(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("never overwritten");
        assertThat(RootKey.load(file)).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx------", "rw-rw-rw-"})
    void a_file_that_is_open_to_others_is_refused(String permissions) throws IOException {
        Path file = stored();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        assertThatThrownBy(() -> RootKey.load(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void a_file_that_even_its_owner_may_only_read_is_taken() throws IOException {
        Path file = stored();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        assertThat(RootKey.load(file)).isEqualTo(RootKey.load(file));
    }

    @Test
    void links_folders_and_missing_files_are_refused() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), stored());
        assertThatThrownBy(() -> RootKey.load(link)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> RootKey.load(folder)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> RootKey.load(folder.resolve("none"))).isInstanceOf(IOException.class);
    }

    @Test
    void text_that_is_no_root_key_is_refused_and_not_quoted() throws IOException {
        String digits = "A".repeat(42) + "B";
        for (String text : new String[] {
            "",
            "\n",
            digits + "\n",
            "sluice-root-key-2:" + digits + "\n",
            "sluice-root-key-1:" + digits,
            "sluice-root-key-1:" + digits + "\nmore",
            "sluice-root-key-1:" + digits.substring(1) + "\n",
            "sluice-root-key-1:" + digits.substring(1) + "=\n",
            "sluice-root-key-1:" + digits.substring(1) + " \n",
        }) {
            Path file = write(text);
            assertThatThrownBy(() -> RootKey.load(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("holds no root key")
                    .hasMessageNotContaining("AAAA");
        }
    }

    @Test
    void sample_keys_are_refused() throws IOException {
        byte[] zeros = new byte[32];
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 1);
        byte[] up = new byte[32];
        byte[] down = new byte[32];
        byte[] few = new byte[32];
        for (int i = 0; i < 32; i++) {
            up[i] = (byte) (0xf0 + i);
            down[i] = (byte) (0x10 - i);
            few[i] = (byte) (i % 7 * 37);
        }
        byte[] typed = "correct horse battery staple 123".getBytes(StandardCharsets.US_ASCII);
        for (byte[] sample : new byte[][] {zeros, ones, up, down, few, typed}) {
            Path file = write("sluice-root-key-1:"
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(sample) + "\n");
            assertThatThrownBy(() -> RootKey.load(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("sample");
        }
    }

    @Test
    void another_root_key_opens_nothing() throws WrapRefused {
        RootKey key = RootKey.generate(RANDOM);
        ChannelKeyId id = new ChannelKeyId("public", 1);
        ChannelKey channelKey = ChannelKey.generate(RANDOM);
        byte[] wrapped = key.wrap(id, channelKey, RANDOM);
        assertThat(key.unwrap(id, wrapped)).isEqualTo(channelKey);
        assertThatThrownBy(() -> RootKey.generate(RANDOM).unwrap(id, wrapped)).isInstanceOf(WrapRefused.class);
        byte[] sealed = key.seal("name", new byte[32], RANDOM);
        assertThat(key.open("name", sealed)).isEqualTo(new byte[32]);
        assertThatThrownBy(() -> key.unwrap(id, sealed)).isInstanceOf(WrapRefused.class);
    }

    private Path stored() throws IOException {
        Path file = folder.resolve("stored.key");
        RootKey.generate(RANDOM).store(file);
        return file;
    }

    private Path write(String text) throws IOException {
        Path file = Files.createTempFile(folder, "key", "");
        Files.writeString(file, text);
        return file;
    }
}
