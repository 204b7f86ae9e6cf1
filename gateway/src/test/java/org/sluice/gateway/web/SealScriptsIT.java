package org.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.crypto.age.AgePublicKey;
import org.sluice.crypto.age.AgeSecretKey;

/** The cryptography that the page which seals brings along, in a real browser. */
final class SealScriptsIT {
    private static final HexFormat HEX = HexFormat.of();
    private static final String HEX_IN_JS = """
            const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
            const raw = (text) => Uint8Array.from(text.match(/../g) || [], (two) => parseInt(two, 16));
            """;

    @TempDir
    Path folder;

    private Browser browser;

    @BeforeEach
    void open() throws IOException {
        Curl.require("chromium");
        browser = new Browser(folder);
        // Browsers have cryptography for pages from a safe place only; a file is one.
        browser.open(Files.writeString(folder.resolve("page.html"), "<!doctype html>")
                .toUri()
                .toString());
        browser.run(HEX_IN_JS + text("chacha.js") + text("age.js") + ";0");
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    private static String text(String name) throws IOException {
        try (InputStream in = SealScriptsIT.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String said(String script) {
        return browser.run(script).asText();
    }

    /** The bytes of an expression. */
    private String hex(String expression) {
        return said("hex(" + expression + ")");
    }

    private static String raw(String hex) {
        return "raw('" + hex + "')";
    }

    @Test
    void the_vectors_of_the_rfc_come_out() throws Exception {
        int tried = 0;
        for (String line : text("chacha/rfc8439.txt").lines().toList()) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "encrypt" ->
                    assertThat(hex("(() => { const plain = " + raw(words[4])
                                    + ", into = new Uint8Array(plain.length); ChaChaPoly.encrypt(ChaChaPoly.begin("
                                    + raw(words[1]) + ", " + words[3] + ", " + raw(words[2])
                                    + "), plain, into); return into; })()"))
                            .isEqualTo(words[5]);
                case "poly1305" ->
                    assertThat(hex("ChaChaPoly.poly1305(" + raw(words[1]) + ", " + raw(words[2]) + ")"))
                            .as(line)
                            .isEqualTo(words[3]);
                default -> {
                    continue;
                }
            }
            tried++;
        }
        assertThat(tried).isEqualTo(9);
    }

    @Test
    void it_seals_as_the_jdk_does_at_every_length_that_matters() throws Exception {
        Random random = new Random(8439);
        List<Integer> lengths =
                new ArrayList<>(List.of(0, 1, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 65535, 65536));
        for (int i = 0; i < 200; i++) {
            lengths.add(random.nextInt(300));
        }
        for (int length : lengths) {
            byte[] key = new byte[32];
            byte[] nonce = new byte[12];
            random.nextBytes(key);
            random.nextBytes(nonce);
            if (length % 5 == 0) {
                // Limbs full of ones are where a carry gets lost.
                java.util.Arrays.fill(nonce, (byte) 0xff);
            }
            byte[] plain = new byte[length];
            for (int i = 0; i < length; i++) {
                plain[i] = (byte) (i * 31 + (i >> 8));
            }
            Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(nonce));
            assertThat(hex("ChaChaPoly.seal(" + raw(HEX.formatHex(key)) + ", " + raw(HEX.formatHex(nonce))
                            + ", Uint8Array.from({length: " + length + "}, (_, i) => i * 31 + (i >> 8)))"))
                    .as("length %d", length)
                    .isEqualTo(HEX.formatHex(cipher.doFinal(plain)));
        }
    }

    @Test
    void keys_are_read_strictly_and_their_fingerprints_are_those_that_sluice_shows() throws GeneralSecurityException {
        AgePublicKey key = AgeSecretKey.generate(new SecureRandom()).publicKey();
        String spelled = key.spelled();
        assertThat(said("Age.fingerprint('" + spelled + "')")).isEqualTo(key.fingerprint());
        assertThat(browser.run("Age.point('" + spelled + "').length").asInt()).isEqualTo(32);
        char other = spelled.charAt(20) == 'q' ? 'p' : 'q';
        for (String wrong : List.of(
                spelled.substring(0, 20) + other + spelled.substring(21),
                spelled.substring(0, 61),
                spelled + "q",
                spelled.toUpperCase(Locale.ROOT),
                "age1pq1" + spelled.substring(4),
                "")) {
            assertThat(said("String(Age.point('" + wrong + "'))")).as(wrong).isEqualTo("null");
        }
    }

    @Test
    void a_chunk_that_is_not_full_ends_a_file_and_none_follows_it() {
        String spelled = AgeSecretKey.generate(new SecureRandom()).publicKey().spelled();
        String begun = "Age.begin([Age.point('" + spelled + "')]).then((file) => { try { ";
        String ended = "; return 'sealed'; } catch (e) { return e.message; } })";
        assertThat(said(begun + "file.chunk(new Uint8Array(5), true)" + ended)).isEqualTo("sealed");
        assertThat(said(begun + "file.chunk(new Uint8Array(5), false)" + ended)).contains("no chunk");
        assertThat(said(begun + "file.chunk(new Uint8Array(65537), true)" + ended))
                .contains("no chunk");
        assertThat(said(begun + "file.chunk(new Uint8Array(5), true); file.chunk(new Uint8Array(5), true)" + ended))
                .contains("no chunk");
    }

    @Test
    void a_key_of_small_order_is_refused() {
        assertThat(said("Age.begin([new Uint8Array(32)]).then(() => 'sealed', () => 'refused')"))
                .isEqualTo("refused");
    }
}
