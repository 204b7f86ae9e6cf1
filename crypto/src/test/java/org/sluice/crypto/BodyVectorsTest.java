package org.sluice.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BodyVectorsTest {

    static List<VectorFile> bodies() {
        return VectorFile.all("body");
    }

    static List<VectorFile> tampered() {
        return VectorFile.all("tampered");
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void the_writer_makes_exactly_these_bytes(VectorFile vector) throws IOException {
        byte[] body = VectorBody.build(vector);
        assertThat(body).hasSize(Integer.parseInt(vector.get("size")));
        assertThat(VectorGenerator.sha256(body)).isEqualTo(vector.get("sha256"));
        vector.find("bytes")
                .ifPresent(bytes -> assertThat(HexFormat.of().formatHex(body)).isEqualTo(bytes));
        checkResult(vector, vector, body);
    }

    @ParameterizedTest
    @MethodSource("tampered")
    void what_was_tampered_with_is_refused_where_the_vector_says(VectorFile vector) throws IOException {
        VectorFile base = VectorFile.load(vector.get("base"));
        checkResult(vector, base, VectorBody.tamper(base, vector.each("operation")));
    }

    @Test
    void the_committed_vectors_are_those_that_the_generator_writes(@TempDir Path folder) throws IOException {
        for (Map.Entry<String, String> written :
                new VectorGenerator(folder).all().entrySet()) {
            assertThat(VectorFile.FOLDER.resolve(written.getKey())).hasContent(written.getValue());
        }
    }

    @Test
    void there_is_a_vector_for_each_kind_of_tampering() throws IOException {
        assertThat(tampered()).hasSizeGreaterThan(80);
        try (Stream<Path> files = Files.list(VectorFile.FOLDER)) {
            assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isLessThan(2 << 20);
        }
    }

    private static void checkResult(VectorFile vector, VectorFile base, byte[] body) throws IOException {
        BodyId id = new BodyId(vector.find("body-id").orElse(base.get("body-id")));
        long length = Long.parseLong(vector.find("expected-length").orElse(base.get("plain-length")));
        try (DataKey key = VectorBody.dataKey(vector.find("data-key").isPresent() ? vector : base)) {
            String[] result = vector.get("result").split(" ", -1);
            switch (result[0]) {
                case "refused-at-open" ->
                    assertThatThrownBy(() -> BodyReader.open(new MemoryFile(body), id, key, length))
                            .isInstanceOf(BodyDamaged.class)
                            .hasMessage(new BodyDamaged(id).getMessage());
                case "refused-at-frame" -> checkRefusedAt(Integer.parseInt(result[1]), body, id, key, length);
                case "reads" -> {
                    try (BodyReader reader = BodyReader.open(new MemoryFile(body), id, key, length)) {
                        assertThat(Bodies.readAll(reader)).isEqualTo(Bodies.plain((int) length));
                    }
                }
                default -> throw new IllegalArgumentException("unknown result in " + vector);
            }
            if (vector.find("whole-frames").isPresent()) {
                checkWholeFrames(Integer.parseInt(vector.get("whole-frames")), body, id, key);
            }
        }
    }

    private static void checkRefusedAt(int frame, byte[] body, BodyId id, DataKey key, long length) throws IOException {
        try (BodyReader reader = BodyReader.open(new MemoryFile(body), id, key, length)) {
            ByteBuffer before = ByteBuffer.allocate(frame * Bodies.FRAME);
            reader.read(before);
            assertThat(before.array()).isEqualTo(Bodies.plain(before.capacity()));
            ByteBuffer refused = ByteBuffer.allocate(Bodies.FRAME);
            assertThatThrownBy(() -> reader.read(refused)).isInstanceOf(BodyDamaged.class);
            assertThat(refused.position()).isZero();
            assertThat(refused.array()).containsOnly(0);
        }
    }

    private static void checkWholeFrames(int frames, byte[] body, BodyId id, DataKey key) throws IOException {
        try (BodyReader reader = BodyReader.openUnfinished(new MemoryFile(body), id, key)) {
            assertThat(Bodies.readAll(reader)).isEqualTo(Bodies.plain(frames * Bodies.FRAME));
        }
        MemoryFile file = new MemoryFile(body);
        try (BodyWriter writer = BodyWriter.resume(file, id, key, Bodies.RANDOM)) {
            assertThat(writer.length()).isEqualTo((long) frames * Bodies.FRAME);
            writer.write(new byte[] {1, 2, 3}, 0, 3);
            writer.finish();
        }
        byte[] expected = Arrays.copyOf(Bodies.plain(frames * Bodies.FRAME), frames * Bodies.FRAME + 3);
        System.arraycopy(new byte[] {1, 2, 3}, 0, expected, expected.length - 3, 3);
        try (BodyReader reader = BodyReader.open(new MemoryFile(file.content()), id, key, expected.length)) {
            assertThat(Bodies.readAll(reader)).isEqualTo(expected);
        }
    }
}
