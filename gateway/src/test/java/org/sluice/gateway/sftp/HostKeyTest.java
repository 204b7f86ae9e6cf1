package org.sluice.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostKeyTest {
    @TempDir
    private Path folder;

    @Test
    void a_missing_key_is_made_for_its_owner_alone_and_stays_the_same() throws IOException {
        Path file = folder.resolve("keys/host");

        String made = HostKey.at(file).fingerprint();

        assertThat(HostKey.at(file).fingerprint()).isEqualTo(made).startsWith("SHA256:");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).startsWith("-----BEGIN OPENSSH PRIVATE KEY-----");
        try (var left = Files.list(file.getParent())) {
            assertThat(left).containsExactlyInAnyOrder(file, HostKey.publicFile(file));
        }
    }

    @Test
    void a_key_that_others_may_read_stops_the_start() throws IOException {
        Path file = folder.resolve("host");
        HostKey.at(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> HostKey.at(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void a_file_that_holds_no_key_stops_the_start_and_is_not_overwritten() throws IOException {
        Path file = folder.resolve("host");
        Files.writeString(file, "nothing\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThatThrownBy(() -> HostKey.at(file)).hasMessageContaining(file.toString());
        assertThat(file).hasContent("nothing");
    }
}
