package org.sluice.crypto.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.crypto.VectorFile;

/** Post-quantum hybrid recipients; what foreign programs made stands among the vectors. */
class AgeHybridTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AgeSecretKey KEY = AgeSecretKey.generatePostQuantum(RANDOM);
    private static final int LATTICE = 1184;

    @Test
    void keys_are_spelled_as_age_spells_them() {
        VectorFile vector = VectorFile.load("age-program-hybrid.txt");
        AgeSecretKey key = AgeSecretKey.parse(vector.get("identity")).orElseThrow();
        assertThat(key.publicKey().spelled())
                .isEqualTo(vector.get("recipient"))
                .startsWith("age1pq1")
                .hasSize(1959);
        assertThat(key.reveal()).isEqualTo(vector.get("identity")).startsWith("AGE-SECRET-KEY-PQ-1");
        assertThat(AgePublicKey.parse(" " + vector.get("recipient") + "\n")).contains(key.publicKey());
        assertThat(key.publicKey().postQuantum()).isTrue();
        assertThat(Ages.KEY.publicKey().postQuantum()).isFalse();
        assertThat(key.publicKey().fingerprint())
                .matches("([0-9a-f]{4} ){9}[0-9a-f]{4}")
                .isNotEqualTo(KEY.publicKey().fingerprint());
        assertThat(key).hasToString("AgeSecretKey[redacted]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "letter", "prefix", "bytes", "coefficient", "point"})
    void a_misspelled_key_and_one_that_would_protect_nothing_are_none(String how) {
        String good = KEY.publicKey().spelled();
        byte[] bytes = KEY.publicKey().encoded();
        String bad = switch (how) {
            case "cut" -> good.substring(0, good.length() - 1);
            case "letter" -> good.substring(0, 99) + (good.charAt(99) == 'q' ? 'p' : 'q') + good.substring(100);
            case "prefix" -> Bech32.encode("age", bytes);
            case "bytes" -> Bech32.encode("age1pq", Arrays.copyOf(bytes, bytes.length + 1));
            case "coefficient" -> {
                // 0xfff is no number modulo 3329.
                bytes[0] = (byte) 0xff;
                bytes[1] = (byte) 0xff;
                yield Bech32.encode("age1pq", bytes);
            }
            default -> {
                Arrays.fill(bytes, LATTICE, bytes.length, (byte) 0);
                yield Bech32.encode("age1pq", bytes);
            }
        };
        assertThat(AgePublicKey.parse(good)).isPresent();
        assertThat(AgePublicKey.parse(bad)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64 * 1024, 200_000})
    void a_file_of_any_size_comes_back_and_opens_for_no_other_key(int size) throws IOException {
        byte[] file = Ages.seal(Ages.plain(size), KEY.publicKey());
        assertThat(Ages.open(file, KEY)).isEqualTo(Ages.plain(size));
        assertThat(Ages.open(file, Ages.KEY, AgeSecretKey.generatePostQuantum(RANDOM), KEY))
                .isEqualTo(Ages.plain(size));
        for (AgeSecretKey other : List.of(AgeSecretKey.generatePostQuantum(RANDOM), Ages.KEY)) {
            assertThatThrownBy(() -> Ages.open(file, other))
                    .isInstanceOfSatisfying(
                            AgeRefused.class,
                            refused -> assertThat(refused.why()).isEqualTo(AgeRefused.Why.NO_KEY_FITS));
        }
    }

    @Test
    void a_changed_or_cut_encapsulation_opens_nothing() throws IOException {
        byte[] file = Ages.seal(Ages.plain(9), KEY.publicKey());
        int start = new String(file, StandardCharsets.ISO_8859_1).indexOf("mlkem768x25519 ") + 15;
        for (int at : new int[] {start, start + 700, start + 1480}) {
            byte[] changed = file.clone();
            changed[at] = (byte) (changed[at] == 'A' ? 'B' : 'A');
            assertThatThrownBy(() -> Ages.open(changed, KEY)).isInstanceOf(AgeRefused.class);
        }
        for (int length : new int[] {start + 100, start + 1493, start + 1500}) {
            assertThatThrownBy(() -> Ages.open(Arrays.copyOf(file, length), KEY))
                    .isInstanceOf(AgeRefused.class);
        }
    }

    @Test
    void no_file_is_made_for_a_post_quantum_key_and_anything_else() {
        AgePublicKey hybrid = KEY.publicKey();
        AgePublicKey curve = Ages.KEY.publicKey();
        for (AgeRecipient[] mixed : List.of(
                new AgeRecipient[] {hybrid, curve},
                new AgeRecipient[] {curve, curve, hybrid},
                new AgeRecipient[] {hybrid, new AgePassphrase("p", 1)})) {
            assertThat(AgeRecipient.fitTogether(List.of(mixed))).isFalse();
            assertThatThrownBy(() -> Ages.seal(Ages.plain(1), mixed)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(AgeRecipient.fitTogether(List.of(hybrid, Ages.HYBRID.publicKey())))
                .isTrue();
    }

    @Test
    void as_many_as_an_age_file_takes_fit_into_a_header_that_is_read() throws IOException {
        List<AgeRecipient> many = new ArrayList<>(java.util.Collections.nCopies(511, Ages.HYBRID.publicKey()));
        many.add(KEY.publicKey());
        byte[] file = Ages.seal(Ages.plain(1), many.toArray(AgeRecipient[]::new));
        assertThat(Ages.open(file, KEY)).isEqualTo(Ages.plain(1));
    }
}
