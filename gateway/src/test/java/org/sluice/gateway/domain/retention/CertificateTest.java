package org.sluice.gateway.domain.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.audit.Signer;
import org.sluice.gateway.domain.audit.Verifier;

/** A certificate holds for exactly the line that was signed; and the schema's words read back as themselves. */
final class CertificateTest {
    /** A made-up signature: the bytes themselves, backwards. */
    private static final Signer SIGNER = new Signer() {
        @Override
        public byte[] sign(byte[] message) {
            return backwards(message);
        }

        @Override
        public String fingerprint() {
            return "made-up-key";
        }
    };

    private static final Verifier VERIFIER =
            verifier((message, signature) -> Arrays.equals(backwards(message), signature));

    @Test
    void the_signed_line_holds_and_names_its_signer_last() {
        String line = Certificate.sign(SIGNER, "deposit", "d1", "reason", "over");
        assertThat(line)
                .startsWith("{\"certificate\":{\"deposit\":\"d1\",\"reason\":\"over\",\"signer\":\"made-up-key\"}")
                .endsWith("\"}");
        assertThat(Certificate.isSigned(line, VERIFIER)).isTrue();
        assertThat(Certificate.isSigned(line, verifier((message, signature) -> false)))
                .isFalse();
        assertThat(Certificate.isSigned(
                        line,
                        verifier((message, signature) -> new String(message, StandardCharsets.UTF_8)
                                .startsWith("sluice destruction certificate 1\n{"))))
                .isTrue();
    }

    @Test
    void a_line_of_another_form_was_signed_by_nobody() {
        String line = Certificate.sign(SIGNER, "deposit", "d1");
        for (String other : new String[] {
            "",
            "{}",
            " " + line,
            line + " ",
            line.replace("d1", "d2"),
            line.replace(",\"signature\":\"", ",\"signature\":\"*"),
            "{\"certificate\"" + ",\"signature\":\"AA==\"}",
        }) {
            assertThat(Certificate.isSigned(other, VERIFIER)).as(other).isFalse();
        }
    }

    @Test
    void every_word_of_the_schema_reads_back() {
        for (RetentionRule.Clock clock : RetentionRule.Clock.values()) {
            assertThat(RetentionRule.Clock.of(clock.word())).contains(clock);
        }
        for (RetentionRule.Act act : RetentionRule.Act.values()) {
            assertThat(RetentionRule.Act.of(act.word())).contains(act);
        }
        assertThat(RetentionRule.Clock.words()).containsExactly("content", "label", "audit", "backup");
        assertThat(RetentionRule.Clock.of("sundial")).isEmpty();
        assertThat(RetentionRule.Act.of("sing")).isEmpty();
    }

    private static Verifier verifier(BiPredicate<byte[], byte[]> judge) {
        return new Verifier() {
            @Override
            public String fingerprint() {
                return "made-up-key";
            }

            @Override
            public boolean verify(byte[] message, byte[] signature) {
                return judge.test(message, signature);
            }
        };
    }

    private static byte[] backwards(byte[] message) {
        byte[] back = new byte[message.length];
        for (int i = 0; i < message.length; i++) {
            back[i] = message[message.length - 1 - i];
        }
        return back;
    }
}
