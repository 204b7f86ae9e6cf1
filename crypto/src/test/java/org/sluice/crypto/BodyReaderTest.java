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
import java.nio.channels.NonWritableChannelException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyReaderTest {

    @Test
    void no_bit_of_a_small_body_can_change_without_refusal() throws IOException {
        byte[] body = Bodies.finished(3);
        for (int bit = 0; bit < 8 * body.length; bit++) {
            byte[] changed = body.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> Bodies.read(changed, 3)).as("bit %s", bit).isInstanceOf(BodyDamaged.class);
        }
    }

    @Test
    void no_shorter_or_longer_file_opens() throws IOException {
        byte[] body = Bodies.finished(3);
        for (int size = 0; size < body.length; size++) {
            byte[] cut = Arrays.copyOf(body, size);
            assertThatThrownBy(() -> Bodies.read(cut, 3)).as("cut at %s", size).isInstanceOf(BodyDamaged.class);
        }
        byte[] longer = Arrays.copyOf(body, body.length + 1);
        assertThatThrownBy(() -> Bodies.read(longer, 3)).isInstanceOf(BodyDamaged.class);
    }

    @Test
    void no_byte_of_an_unchecked_frame_is_handed_out() throws IOException {
        byte[] body = Bodies.finished(3 * FRAME);
        body[116 + 65_560 + 4 + FRAME - 1] ^= 1;
        try (BodyReader reader = BodyReader.open(new MemoryFile(body), ID, key(), 3 * FRAME)) {
            ByteBuffer into = ByteBuffer.allocate(3 * FRAME);
            assertThat(reader.read(into)).isEqualTo(FRAME);
            assertThat(Arrays.copyOf(into.array(), FRAME)).isEqualTo(plain(FRAME));
            assertThat(Arrays.copyOfRange(into.array(), FRAME, 3 * FRAME)).containsOnly(0);
        }
    }

    @Test
    void a_failed_reader_stays_failed_and_repeats_its_first_error() throws IOException {
        byte[] body = Bodies.finished(3 * FRAME);
        body[116 + 65_560 + 100] ^= 1;
        try (BodyReader reader = BodyReader.open(new MemoryFile(body), ID, key(), 3 * FRAME)) {
            reader.position(FRAME);
            Throwable first = null;
            try {
                reader.read(ByteBuffer.allocate(1));
            } catch (IOException e) {
                first = e;
            }
            assertThat(first).isInstanceOf(BodyDamaged.class);
            assertThatThrownBy(() -> reader.read(ByteBuffer.allocate(1))).isSameAs(first);
            assertThatThrownBy(() -> reader.position(0)).isSameAs(first);
        }
    }

    @Test
    void damage_in_a_frame_that_nobody_reads_does_not_keep_the_others_from_being_read() throws IOException {
        byte[] body = Bodies.finished(3 * FRAME);
        body[116 + 65_560 + 100] ^= 1;
        try (BodyReader reader = BodyReader.open(new MemoryFile(body), ID, key(), 3 * FRAME)) {
            ByteBuffer into = ByteBuffer.allocate(FRAME);
            assertThat(reader.position(2 * FRAME).read(into)).isEqualTo(FRAME);
            assertThat(into.array()).isEqualTo(Arrays.copyOfRange(plain(3 * FRAME), 2 * FRAME, 3 * FRAME));
        }
    }

    @Test
    void the_callers_key_may_be_closed_once_the_reader_is_open() throws IOException {
        DataKey key = key();
        try (BodyReader reader = BodyReader.open(new MemoryFile(Bodies.finished(FRAME + 1)), ID, key, FRAME + 1)) {
            key.close();
            assertThat(Bodies.readAll(reader)).isEqualTo(plain(FRAME + 1));
        }
    }

    @Test
    void a_reader_behaves_as_a_read_only_channel() throws IOException {
        MemoryFile file = new MemoryFile(Bodies.finished(10));
        BodyReader reader = BodyReader.open(file, ID, key(), 10);
        assertThat(reader.size()).isEqualTo(10);
        assertThat(reader.read(ByteBuffer.allocate(0))).isZero();
        assertThat(reader.position(100).read(ByteBuffer.allocate(1))).isEqualTo(-1);
        assertThat(reader.position()).isEqualTo(100);
        assertThatThrownBy(() -> reader.position(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> reader.write(ByteBuffer.allocate(1))).isInstanceOf(NonWritableChannelException.class);
        assertThatThrownBy(() -> reader.truncate(0)).isInstanceOf(NonWritableChannelException.class);
        reader.close();
        reader.close();
        assertThat(reader.isOpen()).isFalse();
        assertThat(file.isOpen()).isFalse();
        assertThatThrownBy(() -> reader.read(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void an_unfinished_body_shows_its_whole_frames_while_it_is_written() throws IOException {
        MemoryFile file = new MemoryFile();
        try (BodyWriter writer = BodyWriter.create(file, ID, key(), RANDOM)) {
            assertThat(unfinished(file.content())).isEmpty();
            writer.write(plain(2 * FRAME + 7), 0, 2 * FRAME + 7);
            assertThat(unfinished(file.content())).isEqualTo(plain(2 * FRAME));
        }
    }

    @Test
    void a_frame_of_an_unfinished_body_that_was_changed_is_refused_when_it_is_read() throws IOException {
        VectorFile base = VectorFile.load("unfinished-3-frames-2-runs.txt");
        byte[] changed = VectorBody.tamper(
                base, List.of("flip " + (VectorBody.offset(base, 1) + 100) + " 0", "repair-checksums"));
        assertThatThrownBy(() -> unfinished(changed)).isInstanceOf(BodyDamaged.class);
    }

    @Test
    void a_finished_body_is_not_read_as_unfinished_nor_the_other_way_round() throws IOException {
        byte[] finished = Bodies.finished(FRAME);
        assertThatThrownBy(() -> unfinished(finished)).isInstanceOf(BodyFinished.class);
        byte[] unfinished = Bodies.unfinished(1);
        assertThatThrownBy(() -> Bodies.read(unfinished, FRAME)).isInstanceOf(BodyDamaged.class);
    }

    private static byte[] unfinished(byte[] body) throws IOException {
        try (BodyReader reader = BodyReader.openUnfinished(new MemoryFile(body), ID, key())) {
            return Bodies.readAll(reader);
        }
    }
}
