package org.sluice.crypto.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.crypto.age.Ages.KEY;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgeStreamTest {

    private static final int CHUNK = 64 * 1024;
    private static final int SEALED = CHUNK + 16;
    private static final AgePublicKey TO = KEY.publicKey();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK - 1, 3 * CHUNK, 3 * CHUNK + 1})
    void a_file_of_any_size_comes_back(int size) throws IOException {
        byte[] file = Ages.seal(Ages.plain(size), TO);
        assertThat(Ages.open(file, KEY)).isEqualTo(Ages.plain(size));
        assertThat(file).hasSize(header(file) + size + 16 * Math.max(1, (size + CHUNK - 1) / CHUNK));
    }

    @Test
    void bytes_written_and_read_one_by_one_are_the_same_file() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AgeWriter writer = AgeWriter.begin(out, List.of(TO), new FixedRandom(1));
        for (byte one : Ages.plain(300)) {
            writer.write(one);
        }
        writer.finish();
        writer.finish();
        assertThat(out.toByteArray()).isEqualTo(Ages.seal(Ages.plain(300), TO));
        AgeReader reader = AgeReader.open(new ByteArrayInputStream(out.toByteArray()), List.of(KEY));
        for (byte one : Ages.plain(300)) {
            assertThat(reader.read()).isEqualTo(one & 0xff);
        }
        assertThat(reader.read()).isEqualTo(-1);
        assertThat(reader.read()).isEqualTo(-1);
    }

    @Test
    void a_writer_closed_without_its_end_leaves_a_file_that_is_refused() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (AgeWriter writer = AgeWriter.begin(out, List.of(TO), new FixedRandom(1))) {
            writer.write(Ages.plain(CHUNK + 5));
        }
        refused(out.toByteArray());
    }

    @Test
    void nothing_is_written_behind_the_end() throws IOException {
        AgeWriter writer = AgeWriter.begin(new ByteArrayOutputStream(), List.of(TO), new FixedRandom(1));
        writer.finish();
        assertThatThrownBy(() -> writer.write(1)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void a_file_cut_between_or_inside_its_chunks_is_refused(int chunks) throws IOException {
        byte[] file = Ages.seal(Ages.plain(3 * CHUNK + 7), TO);
        int end = header(file) + chunks * SEALED;
        refused(Arrays.copyOf(file, end));
        refused(Arrays.copyOf(file, end + 1));
        refused(Arrays.copyOf(file, end + 16));
    }

    @Test
    void chunks_swapped_doubled_dropped_and_spliced_are_refused() throws IOException {
        byte[] file = Ages.seal(Ages.plain(3 * CHUNK + 7), TO);
        int at = header(file);
        byte[] swapped = file.clone();
        System.arraycopy(file, at, swapped, at + SEALED, SEALED);
        System.arraycopy(file, at + SEALED, swapped, at, SEALED);
        refused(swapped);
        byte[] doubled = file.clone();
        System.arraycopy(file, at, doubled, at + SEALED, SEALED);
        refused(doubled);
        byte[] dropped = Arrays.copyOf(file, file.length - SEALED);
        System.arraycopy(file, at + SEALED, dropped, at, file.length - SEALED - at);
        refused(dropped);
        ByteArrayOutputStream other = new ByteArrayOutputStream();
        AgeWriter writer = AgeWriter.begin(other, List.of(TO), new FixedRandom(2));
        writer.write(Ages.plain(3 * CHUNK + 7));
        writer.finish();
        byte[] spliced = file.clone();
        System.arraycopy(other.toByteArray(), at + SEALED, spliced, at + SEALED, SEALED);
        refused(spliced);
        refused(Arrays.copyOf(file, file.length + SEALED));
    }

    @Test
    void an_empty_chunk_behind_full_ones_is_refused_though_its_tag_fits() throws IOException {
        byte[] key = new byte[AgeKeys.FILE_KEY];
        byte[] nonce = new byte[ChunkCipher.NONCE];
        byte[] header = AgeHeader.write(key, List.of(TO), new FixedRandom(1));
        ChunkCipher cipher = new ChunkCipher(key, nonce);
        byte[] full = new byte[SEALED];
        cipher.seal(Ages.plain(CHUNK), CHUNK, false, full);
        byte[] empty = new byte[16];
        cipher.seal(new byte[0], 0, true, empty);
        refused(AgeKeys.join(AgeKeys.join(AgeKeys.join(header, nonce), full), empty));
    }

    @Test
    void no_byte_of_a_changed_chunk_leaves_and_those_before_it_do() throws IOException {
        byte[] file = Ages.seal(Ages.plain(2 * CHUNK), TO);
        file[file.length - 1] ^= 1;
        AgeReader reader = AgeReader.open(new ByteArrayInputStream(file), List.of(KEY));
        assertThat(reader.readNBytes(CHUNK)).isEqualTo(Ages.plain(CHUNK));
        byte[] into = new byte[10];
        for (int again = 0; again < 3; again++) {
            assertThatThrownBy(() -> reader.read(into)).isInstanceOf(AgeRefused.class);
        }
        assertThat(into).containsOnly(0);
    }

    @Test
    void each_of_several_recipients_opens_the_file_and_nobody_else() throws IOException {
        AgeSecretKey second = AgeSecretKey.generate(new SecureRandom());
        byte[] file = Ages.seal(Ages.plain(9), TO, second.publicKey());
        assertThat(Ages.open(file, KEY)).isEqualTo(Ages.plain(9));
        assertThat(Ages.open(file, second)).isEqualTo(Ages.plain(9));
        assertThatThrownBy(() -> Ages.open(file, AgeSecretKey.generate(new SecureRandom())))
                .hasMessageContaining("none of the keys");
    }

    @Test
    void a_passphrase_stands_alone_and_counts_byte_for_byte() throws IOException {
        AgePassphrase right = new AgePassphrase("right", 4);
        assertThatThrownBy(() -> Ages.seal(new byte[0], right, TO)).isInstanceOf(IllegalArgumentException.class);
        byte[] file = Ages.seal(Ages.plain(9), right);
        assertThat(Ages.open(file, right)).isEqualTo(Ages.plain(9));
        assertThatThrownBy(() -> Ages.open(file, new AgePassphrase("Right", 4))).isInstanceOf(AgeRefused.class);
        assertThatThrownBy(() -> Ages.open(file, new AgePassphrase("right", 3))).hasMessageContaining("memory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "long line", "long header"})
    void a_hostile_header_is_refused_before_it_costs_memory(String how) {
        String stanza = "-> grease x\nAAAA\n";
        byte[] endless = AgeKeys.ascii(AgeHeader.BEGIN
                + switch (how) {
                    case "many" -> stanza.repeat(2000);
                    case "long line" -> "-> " + "x".repeat(2_000_000);
                    default -> ("-> x\n" + ("A".repeat(64) + "\n").repeat(30_000));
                });
        ByteArrayInputStream in = new ByteArrayInputStream(endless);
        assertThatThrownBy(() -> AgeHeader.read(in)).isInstanceOf(AgeRefused.class);
        assertThat(in.available()).as("left unread").isPositive();
    }

    @Test
    void a_closed_reader_does_not_look_like_the_end_of_a_file() throws IOException {
        AgeReader reader = AgeReader.open(new ByteArrayInputStream(Ages.seal(Ages.plain(9), TO)), List.of(KEY));
        reader.close();
        assertThatThrownBy(reader::read).isInstanceOf(IOException.class);
    }

    private static int header(byte[] file) {
        String text = new String(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        return text.indexOf('\n', text.indexOf("--- ")) + 1 + 16;
    }

    private static void refused(byte[] file) {
        assertThatThrownBy(() -> Ages.open(file, KEY))
                .isInstanceOfSatisfying(
                        AgeRefused.class, refused -> assertThat(refused.why()).isEqualTo(AgeRefused.Why.CONTENT));
    }
}
