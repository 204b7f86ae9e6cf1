package org.sluice.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.crypto.Bodies.FRAME;
import static org.sluice.crypto.Bodies.ID;
import static org.sluice.crypto.Bodies.RANDOM;
import static org.sluice.crypto.Bodies.key;
import static org.sluice.crypto.Bodies.plain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyWriterTest {

    @Test
    void header_and_run_record_are_durable_before_the_first_frame() throws IOException {
        MemoryFile file = new MemoryFile();
        try (BodyWriter writer = BodyWriter.create(file, ID, key(), RANDOM)) {
            writer.write(plain(FRAME), 0, FRAME);
            assertThat(file.forcedSizes).containsExactly(68L + 48);
            assertThat(file.writtenSizes).containsExactly(68L + 48, 68L + 48 + 65_560);
        }
    }

    @Test
    void a_later_run_record_is_durable_before_the_runs_first_frame() throws IOException {
        MemoryFile file = new MemoryFile(Bodies.unfinished(1));
        try (BodyWriter writer = BodyWriter.resume(file, ID, key(), RANDOM)) {
            long before = file.size();
            writer.write(plain(FRAME), 0, FRAME);
            assertThat(file.forcedSizes).containsExactly(before + 48);
            assertThat(file.writtenSizes).containsExactly(before + 48, before + 48 + 65_560);
        }
    }

    @Test
    void a_small_body_costs_one_write_and_one_force() throws IOException {
        MemoryFile file = new MemoryFile();
        try (BodyWriter writer = BodyWriter.create(file, ID, key(), RANDOM)) {
            writer.write(plain(4_096), 0, 4_096);
            writer.finish();
        }
        assertThat(file.writtenSizes).hasSize(1);
        assertThat(file.forcedSizes).containsExactlyElementsOf(file.writtenSizes);
    }

    @Test
    void finishing_is_durable_when_it_returns() throws IOException {
        MemoryFile file = new MemoryFile();
        try (BodyWriter writer = BodyWriter.create(file, ID, key(), RANDOM)) {
            writer.write(plain(3 * FRAME + 1), 0, 3 * FRAME + 1);
            writer.finish();
            assertThat(file.forcedSizes.getLast()).isEqualTo(file.size());
        }
    }

    @Test
    void a_body_is_not_begun_in_a_file_that_holds_something() {
        assertThatThrownBy(() -> BodyWriter.create(new MemoryFile(new byte[1]), ID, key(), RANDOM))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not empty");
    }

    @Test
    void a_finished_writer_takes_nothing_more() throws IOException {
        MemoryFile file = new MemoryFile();
        try (BodyWriter writer = BodyWriter.create(file, ID, key(), RANDOM)) {
            writer.finish();
            long size = file.size();
            assertThatThrownBy(() -> writer.write(new byte[1], 0, 1)).isInstanceOf(ClosedChannelException.class);
            assertThatThrownBy(writer::finish).isInstanceOf(ClosedChannelException.class);
            assertThatThrownBy(writer::force).isInstanceOf(ClosedChannelException.class);
            assertThat(file.size()).isEqualTo(size);
        }
    }

    @Test
    void a_closed_writer_takes_nothing_more() throws IOException {
        BodyWriter writer = BodyWriter.create(new MemoryFile(), ID, key(), RANDOM);
        writer.close();
        writer.close();
        assertThatThrownBy(() -> writer.write(new byte[1], 0, 1)).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(writer::finish).isInstanceOf(ClosedChannelException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void a_failed_writer_stays_failed_and_repeats_its_first_error(int failingWrite) throws IOException {
        MemoryFile file = new MemoryFile();
        file.failingWrite = failingWrite;
        try (BodyWriter writer = BodyWriter.create(file, ID, key(), RANDOM)) {
            Throwable first = null;
            try {
                writer.write(plain(2 * FRAME + 5), 0, 2 * FRAME + 5);
                writer.finish();
            } catch (IOException e) {
                first = e;
            }
            assertThat(first).hasMessage("the disk is full");
            int writes = file.writtenSizes.size();
            assertThatThrownBy(() -> writer.write(new byte[FRAME], 0, FRAME)).isSameAs(first);
            assertThatThrownBy(writer::finish).isSameAs(first);
            assertThatThrownBy(writer::force).isSameAs(first);
            assertThat(file.writtenSizes).hasSize(writes);
        }
    }

    @Test
    void a_finished_body_refuses_to_be_resumed_and_is_not_touched() throws IOException {
        byte[] body = Bodies.finished(FRAME + 1);
        MemoryFile file = new MemoryFile(body);
        assertThatThrownBy(() -> BodyWriter.resume(file, ID, key(), RANDOM)).isInstanceOf(BodyFinished.class);
        assertThat(file.content()).isEqualTo(body);
    }

    @Test
    void a_finished_body_with_a_rotten_frame_is_not_taken_for_an_unfinished_one() throws IOException {
        byte[] body = Bodies.finished(2 * FRAME);
        body[116 + 500] ^= 1;
        MemoryFile file = new MemoryFile(body);
        assertThatThrownBy(() -> BodyWriter.resume(file, ID, key(), RANDOM)).isInstanceOf(BodyFinished.class);
        assertThat(file.content()).isEqualTo(body);
    }

    @Test
    void another_key_or_id_refuses_to_resume_and_nothing_is_cut() throws IOException {
        byte[] body = Bodies.unfinished(2);
        byte[] torn = Arrays.copyOf(body, body.length - 1);
        MemoryFile file = new MemoryFile(torn);
        assertThatThrownBy(() -> BodyWriter.resume(file, ID, DataKey.random(RANDOM), RANDOM))
                .isInstanceOf(BodyDamaged.class);
        assertThatThrownBy(() -> BodyWriter.resume(file, BodyId.random(RANDOM), key(), RANDOM))
                .isInstanceOf(BodyDamaged.class);
        assertThat(file.content()).isEqualTo(torn);
    }

    @Test
    void a_frame_that_was_changed_and_not_torn_refuses_to_resume_and_nothing_is_cut() throws IOException {
        VectorFile base = VectorFile.load("unfinished-3-frames-2-runs.txt");
        int middleOfFrame1 = VectorBody.offset(base, 1) + 100;
        byte[] changed = VectorBody.tamper(base, List.of("flip " + middleOfFrame1 + " 0", "repair-checksums"));
        MemoryFile file = new MemoryFile(changed);
        assertThatThrownBy(() -> BodyWriter.resume(file, ID, key(), RANDOM)).isInstanceOf(BodyDamaged.class);
        assertThat(file.content()).isEqualTo(changed);
    }

    @Test
    void a_damaged_header_with_frames_behind_it_is_never_begun_anew() throws IOException {
        byte[] body = Bodies.unfinished(1);
        body[3] ^= 1;
        MemoryFile file = new MemoryFile(body);
        assertThatThrownBy(() -> BodyWriter.resume(file, ID, key(), RANDOM)).isInstanceOf(BodyDamaged.class);
        assertThat(file.content()).isEqualTo(body);
    }

    @Test
    void a_body_resumes_wherever_it_was_cut() throws IOException {
        byte[] body = Bodies.unfinished(2);
        List<Integer> cuts = new ArrayList<>();
        for (int border : new int[] {0, 68, 116, 116 + 65_560, 116 + 2 * 65_560}) {
            for (int near = -5; near <= 5; near++) {
                cuts.add(Math.clamp(border + near, 0, body.length));
            }
        }
        for (int cut : cuts) {
            MemoryFile file = new MemoryFile(Arrays.copyOf(body, cut));
            int whole = cut < 116 + 65_560 ? 0 : cut < body.length ? 1 : 2;
            try (BodyWriter writer = BodyWriter.resume(file, ID, key(), RANDOM)) {
                assertThat(writer.length()).as("cut at %s", cut).isEqualTo((long) whole * FRAME);
                writer.write(plain(3 * FRAME), whole * FRAME, (3 - whole) * FRAME);
                writer.finish();
            }
            assertThat(Bodies.read(file.content(), 3 * FRAME)).isEqualTo(plain(3 * FRAME));
        }
    }

    @Test
    void many_resumes_that_write_nothing_leave_nothing() throws IOException {
        byte[] body = Bodies.unfinished(2);
        byte[] now = body;
        for (int i = 0; i < 5; i++) {
            MemoryFile file = new MemoryFile(now);
            try (BodyWriter writer = BodyWriter.resume(file, ID, key(), RANDOM)) {
                writer.write(new byte[10], 0, 10);
                writer.force();
            }
            now = file.content();
        }
        assertThat(now).isEqualTo(body);
    }

    @Test
    void a_run_record_without_a_frame_is_cut_off() throws IOException {
        byte[] body = Bodies.unfinished(1);
        byte[] empty = BodyFormat.runRecord(ID, BodyRun.fresh(1, RANDOM));
        byte[] twice = ByteBuffer.allocate(body.length + 2 * empty.length)
                .put(body)
                .put(empty)
                .put(empty)
                .array();
        MemoryFile file = new MemoryFile(twice);
        try (BodyWriter writer = BodyWriter.resume(file, ID, key(), RANDOM)) {
            assertThat(file.size()).isEqualTo(body.length);
            writer.write(plain(FRAME + 5), FRAME, 5);
            writer.finish();
        }
        assertThat(Bodies.read(file.content(), FRAME + 5)).isEqualTo(plain(FRAME + 5));
    }

    @Test
    void a_cipher_never_seals_a_frame_twice() {
        FrameCipher cipher = new FrameCipher(ID, BodyRun.fresh(3, RANDOM), key(), FrameCipher.Witness.NONE);
        byte[] place = BodyFormat.place(BodyFormat.FULL_FRAME, ID, 3);
        byte[] into = new byte[100];
        cipher.seal(3, place, new byte[0], new byte[8], 0, 8, into, 0);
        assertThatThrownBy(() -> cipher.seal(3, place, new byte[0], new byte[8], 0, 8, into, 0))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> cipher.seal(2, place, new byte[0], new byte[8], 0, 8, into, 0))
                .isInstanceOf(IllegalStateException.class);
    }
}
