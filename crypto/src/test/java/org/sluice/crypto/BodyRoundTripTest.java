package org.sluice.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.crypto.Bodies.FRAME;
import static org.sluice.crypto.Bodies.ID;
import static org.sluice.crypto.Bodies.RANDOM;
import static org.sluice.crypto.Bodies.key;
import static org.sluice.crypto.Bodies.plain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyRoundTripTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, FRAME - 1, FRAME, FRAME + 1, 2 * FRAME, 5 * FRAME + 17})
    void what_was_written_is_read_again(int length) throws IOException {
        assertThat(Bodies.read(Bodies.finished(length), length)).isEqualTo(plain(length));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4_096, 32_768, 65_535, 65_536, 65_537, 200_000})
    void the_size_of_the_pieces_written_does_not_matter(int piece) throws IOException {
        byte[] plain = plain(piece == 1 ? FRAME + 5 : 3 * FRAME + 5);
        MemoryFile file = new MemoryFile();
        try (BodyWriter writer = BodyWriter.create(file, ID, key(), RANDOM)) {
            for (int at = 0; at < plain.length; at += piece) {
                writer.write(plain, at, Math.min(piece, plain.length - at));
                assertThat(writer.length()).isEqualTo(Math.min(at + piece, plain.length));
                assertThat(writer.storedLength()).isEqualTo(writer.length() / FRAME * FRAME);
            }
            writer.finish();
        }
        assertThat(Bodies.read(file.content(), plain.length)).isEqualTo(plain);
    }

    @Test
    void any_part_can_be_read_from_anywhere() throws IOException {
        int length = 4 * FRAME + 1_000;
        byte[] plain = plain(length);
        Random random = new Random(7);
        try (BodyReader reader = BodyReader.open(new MemoryFile(Bodies.finished(length)), ID, key(), length)) {
            for (int i = 0; i < 300; i++) {
                int from = random.nextInt(length + 10);
                int part = 1 + random.nextInt(2 * FRAME);
                ByteBuffer into = random.nextBoolean() ? ByteBuffer.allocate(part) : ByteBuffer.allocateDirect(part);
                int read = reader.position(from).read(into);
                int expected = Math.min(part, length - from);
                assertThat(read).isEqualTo(expected <= 0 ? -1 : expected);
                byte[] got = new byte[Math.max(0, read)];
                into.flip().get(got);
                assertThat(got)
                        .isEqualTo(
                                Arrays.copyOfRange(plain, Math.min(from, length), Math.min(from, length) + got.length));
            }
        }
    }

    @Test
    void a_body_in_a_real_file_survives_a_break(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("body");
        Files.createFile(path);
        byte[] plain = plain(3 * FRAME + 5);
        try (BodyWriter writer = BodyWriter.create(open(path), ID, key(), RANDOM)) {
            writer.write(plain, 0, 2 * FRAME + 99);
            writer.force();
        }
        try (BodyWriter writer = BodyWriter.resume(open(path), ID, key(), RANDOM)) {
            int stored = (int) writer.length();
            assertThat(stored).isEqualTo(2 * FRAME);
            writer.write(plain, stored, plain.length - stored);
            writer.finish();
        }
        try (FileChannel file = FileChannel.open(path);
                BodyReader reader = BodyReader.open(file, ID, key(), plain.length)) {
            assertThat(Bodies.readAll(reader)).isEqualTo(plain);
        }
    }

    private static BodyFile open(Path path) throws IOException {
        return BodyFile.of(FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }
}
