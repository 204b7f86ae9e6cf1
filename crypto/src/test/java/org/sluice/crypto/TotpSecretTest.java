package org.sluice.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The codes of authenticator apps. */
final class TotpSecretTest {
    private static final byte[] RFC = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private final TotpSecret secret = TotpSecret.of(RFC);

    @Test
    void the_codes_are_those_of_the_standard() throws IOException {
        List<String> rows;
        try (var in = TotpSecretTest.class.getResourceAsStream("/totp.txt")) {
            rows = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
        assertThat(rows).hasSize(6);
        for (String row : rows) {
            String[] cells = row.split("\\s*\\|\\s*", -1);
            long seconds = Long.parseLong(cells[0]);
            assertThat(secret.code(seconds / 30, 8)).as(row).isEqualTo(cells[1]);
            assertThat(secret.code(seconds / 30, 6)).as(row).isEqualTo(cells[2]);
            assertThat(secret.step(cells[2], Instant.ofEpochSecond(seconds), 0))
                    .as(row)
                    .hasValue(seconds / 30);
        }
    }

    @Test
    void a_code_is_taken_from_the_step_before_its_own_to_the_end_of_the_one_after() {
        String code = secret.code(100, 6);
        assertThat(secret.step(code, Instant.ofEpochSecond(99 * 30 - 1), 0)).isEmpty();
        assertThat(secret.step(code, Instant.ofEpochSecond(99 * 30), 0)).hasValue(100);
        assertThat(secret.step(code, Instant.ofEpochSecond(102 * 30 - 1), 0)).hasValue(100);
        assertThat(secret.step(code, Instant.ofEpochSecond(102 * 30), 0)).isEmpty();
    }

    @Test
    void a_step_that_was_taken_is_not_taken_again() {
        String code = secret.code(100, 6);
        Instant now = Instant.ofEpochSecond(3000);
        assertThat(secret.step(code, now, 99)).hasValue(100);
        assertThat(secret.step(code, now, 100)).isEmpty();
    }

    @Test
    void what_is_no_code_is_none() {
        Instant now = Instant.ofEpochSecond(3000);
        for (String given : List.of("", "0", "abcdef", secret.code(100, 8), secret.code(100, 6) + "0", "١٢٣٤٥٦")) {
            assertThat(secret.step(given, now, 0)).as(given).isEmpty();
        }
        assertThat(secret.step(" " + secret.code(100, 6) + "\n", now, 0)).hasValue(100);
    }

    @Test
    void it_is_shown_to_apps_and_hidden_everywhere_else() {
        assertThat(secret.reveal()).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assertThat(secret.uri("Sluice", "amal b"))
                .isEqualTo("otpauth://totp/Sluice:amal%20b?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Sluice");
        assertThat(secret).hasToString("TotpSecret[redacted]");
        try (TotpSecret other = TotpSecret.generate(new SecureRandom())) {
            assertThat(other.exposed()).hasSize(20).isNotEqualTo(RFC);
            assertThat(TotpSecret.of(other.exposed()).reveal()).isEqualTo(other.reveal());
        }
        assertThatThrownBy(() -> TotpSecret.of(new byte[19])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void closing_wipes_it() {
        TotpSecret closed = TotpSecret.of(RFC);
        closed.close();
        assertThat(closed.exposed()).isEqualTo(new byte[20]);
    }
}
