package org.sluice.gateway.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BodyFilesTest {
    private static final String ID = "3fa0" + "5".repeat(28);

    @TempDir
    private Path folder;

    private BodyFiles bodies;

    @BeforeEach
    void open() throws IOException {
        bodies = BodyFiles.open(folder.resolve("bodies"));
    }

    @Test
    void a_body_is_written_continued_and_read() throws IOException {
        try (BodyChannel body = bodies.create(ID)) {
            body.write(bytes("first "));
            body.force();
        }
        try (BodyChannel body = bodies.openForAppend(ID)) {
            assertThat(body.position()).isEqualTo(6);
            body.write(bytes("second"));
        }

        assertThat(content()).isEqualTo("first second");
        assertThat(bodies.sizeOf(ID)).isEqualTo(12);
        assertThat(bodies.exists(ID)).isTrue();
    }

    @Test
    void bodies_lie_two_folders_deep_and_are_the_gateways_alone() throws IOException {
        bodies.create(ID).close();

        Path file = folder.resolve("bodies/3f/a0").resolve(ID);
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(folder.resolve("bodies/3f/a0"))).isEqualTo("rwx------");
        assertThat(mode(folder.resolve("bodies/3f"))).isEqualTo("rwx------");
        assertThat(mode(folder.resolve("bodies"))).isEqualTo("rwx------");
    }

    @Test
    void an_id_is_used_once() throws IOException {
        bodies.create(ID).close();

        assertThatThrownBy(() -> bodies.create(ID)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "3fa0",
                "../../../../etc/passwd",
                "3FA05555555555555555555555555555",
                "3fa0/555555555555555555555555555",
                "3fa05555555555555555555555555555\n",
                "3fa0555555555555555555555555555\u0000"
            })
    void nothing_but_a_body_id_becomes_a_file_name(String id) {
        assertThatThrownBy(() -> bodies.create(id)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bodies.openForAppend(id)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bodies.openForRead(id)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bodies.delete(id)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bodies.exists(id)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_missing_body_is_not_made_by_opening_it() throws IOException {
        assertThatThrownBy(() -> bodies.openForRead(ID)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> bodies.openForAppend(ID)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> bodies.sizeOf(ID)).isInstanceOf(NoSuchFileException.class);
        assertThat(bodies.exists(ID)).isFalse();
        assertThat(bodies.delete(ID)).isFalse();
    }

    @Test
    void a_deleted_body_is_gone_and_a_repeat_is_no_error() throws IOException {
        bodies.create(ID).close();

        assertThat(bodies.delete(ID)).isTrue();
        assertThat(bodies.delete(ID)).isFalse();
        assertThat(bodies.exists(ID)).isFalse();
    }

    @Test
    void a_symbolic_link_is_followed_neither_as_file_nor_as_folder() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "keys");
        Files.createDirectories(folder.resolve("bodies/3f/a0"));
        Files.createSymbolicLink(folder.resolve("bodies/3f/a0").resolve(ID), secret);
        assertThatThrownBy(() -> bodies.openForRead(ID)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> bodies.openForAppend(ID)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> bodies.create(ID)).isInstanceOf(IOException.class);

        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/bb"));
        String other = "aabb" + "5".repeat(28);
        Files.writeString(elsewhere.resolve(other), "keys");
        Files.createSymbolicLink(folder.resolve("bodies/aa"), folder.resolve("elsewhere"));
        assertThatThrownBy(() -> bodies.openForRead(other)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> bodies.create(other)).isInstanceOf(IOException.class);
        assertThat(bodies.delete(other)).isFalse();
        assertThat(elsewhere.resolve(other)).exists();
    }

    @Test
    void a_store_behind_a_symbolic_link_is_refused() throws IOException {
        Files.createSymbolicLink(folder.resolve("linked"), folder.resolve("bodies"));

        assertThatThrownBy(() -> BodyFiles.open(folder.resolve("linked"))).isInstanceOf(IOException.class);
    }

    @Test
    void a_body_opened_for_reading_cannot_be_written() throws IOException {
        bodies.create(ID).close();
        try (BodyChannel body = bodies.openForRead(ID)) {
            assertThatThrownBy(() -> body.write(bytes("x"))).isInstanceOf(NonWritableChannelException.class);
            assertThatThrownBy(() -> body.truncate(0)).isInstanceOf(NonWritableChannelException.class);
        }
    }

    @Test
    void a_body_can_be_cut_and_written_in_the_middle() throws IOException {
        try (BodyChannel body = bodies.create(ID)) {
            body.write(bytes("abcdef"));
            body.truncate(4);
            assertThat(body.position()).isEqualTo(4);
            body.position(1).write(bytes("X"));
            assertThat(body.size()).isEqualTo(4);
        }

        assertThat(content()).isEqualTo("aXcd");
    }

    @Test
    void a_closed_body_stays_closed() throws IOException {
        BodyChannel body = bodies.create(ID);
        body.close();

        assertThat(body.isOpen()).isFalse();
        assertThatThrownBy(() -> body.write(bytes("x"))).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(body::force).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(body::size).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void a_plain_file_channel_would_be_lost_on_an_interrupted_thread() throws IOException {
        try (FileChannel channel =
                FileChannel.open(folder.resolve("plain"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> channel.write(bytes("x"))).isInstanceOf(ClosedByInterruptException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void an_interrupted_thread_creates_writes_forces_reads_and_deletes() throws IOException {
        Thread.currentThread().interrupt();
        try (BodyChannel body = bodies.create(ID)) {
            body.write(bytes("whole"));
            body.force();
            body.truncate(body.size());
        }
        String read = content();
        boolean deleted = bodies.delete(ID);
        boolean flag = Thread.interrupted();

        assertThat(read).isEqualTo("whole");
        assertThat(deleted).isTrue();
        assertThat(flag).as("the interrupt is not swallowed").isTrue();
    }

    @Test
    void interrupts_in_the_midst_of_writing_lose_and_double_nothing() throws Exception {
        Thread writer = Thread.currentThread();
        var done = new AtomicBoolean();
        Thread nuisance = new Thread(() -> {
            while (!done.get()) {
                writer.interrupt();
                Thread.onSpinWait();
            }
        });
        var expected = new StringBuilder();
        nuisance.start();
        try (BodyChannel body = bodies.create(ID)) {
            for (int i = 0; i < 500; i++) {
                String line = "line " + i + "\n";
                expected.append(line);
                body.write(bytes(line));
                if (i % 100 == 0) {
                    body.force();
                }
            }
        } finally {
            done.set(true);
            // Waits without join, which the interrupts would end.
            while (nuisance.isAlive()) {
                Thread.onSpinWait();
            }
            Thread.interrupted();
        }

        assertThat(content()).isEqualTo(expected.toString());
    }

    @Test
    void the_sweep_meets_every_body_and_nothing_else() throws IOException {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String id = String.format(java.util.Locale.ROOT, "%02x%02x", i, 255 - i) + "0".repeat(28);
            try (BodyChannel body = bodies.create(id)) {
                body.write(bytes("x".repeat(i)));
            }
            made.add(id);
        }
        Files.writeString(folder.resolve("bodies/README"), "what is this");
        Files.writeString(folder.resolve("bodies/00/ff/notes.txt"), "what is this");
        Files.writeString(folder.resolve("bodies/00/ff").resolve(ID), "a body in the wrong folder");
        List<String> met = new ArrayList<>();
        bodies.sweep(body -> {
            assertThat(body.size()).isEqualTo(made.indexOf(body.id()));
            met.add(body.id());
        });

        assertThat(met).containsExactlyInAnyOrderElementsOf(made);
    }

    private String content() throws IOException {
        try (BodyChannel body = bodies.openForRead(ID)) {
            ByteBuffer all = ByteBuffer.allocate((int) body.size());
            while (all.hasRemaining() && body.read(all) >= 0) {
                // reads on
            }
            return new String(all.array(), StandardCharsets.UTF_8);
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
