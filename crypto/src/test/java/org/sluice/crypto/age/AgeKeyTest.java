package org.sluice.crypto.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgeKeyTest {

    /** By age-keygen 1.1.1, with the key of {@link Ages#KEY}. */
    private static final String PUBLIC = "age1f8je60jmds69gg3kkrzat9fjklme3n8nwmsc8atq0e9p06wgpfqsp9lcws";

    @Test
    void keys_are_spelled_as_age_spells_them() {
        assertThat(Ages.KEY.publicKey().spelled()).isEqualTo(PUBLIC);
        assertThat(AgePublicKey.parse(PUBLIC)).contains(Ages.KEY.publicKey());
        assertThat(AgePublicKey.parse("  " + PUBLIC.toUpperCase(Locale.ROOT) + "\n"))
                .contains(Ages.KEY.publicKey());
        AgeSecretKey fresh = AgeSecretKey.generate(new SecureRandom());
        assertThat(AgeSecretKey.parse(fresh.reveal()).orElseThrow().publicKey()).isEqualTo(fresh.publicKey());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "age1",
                "age1f8je60jmds69gg3kkrzat9fjklme3n8nwmsc8atq0e9p06wgpfqsp9lcw",
                "age1f8je60jmds69gg3kkrzat9fjklme3n8nwmsc8atq0e9p06wgpfqsp9lcwt",
                "Age1f8je60jmds69gg3kkrzat9fjklme3n8nwmsc8atq0e9p06wgpfqsp9lcws",
                "bge1f8je60jmds69gg3kkrzat9fjklme3n8nwmsc8atq0e9p06wgpfqsp9lcws",
                "AGE-SECRET-KEY-18R9X02VGQ2QUCJN77C7US2UX84M3V3T2FMZMPLQTRW2VWDKM05USHUF5H5"
            })
    void a_misspelled_key_is_none(String spelled) {
        assertThat(AgePublicKey.parse(spelled)).isEmpty();
    }

    @Test
    void a_key_of_small_order_is_none() {
        assertThat(AgePublicKey.parse(Bech32.encode("age", new byte[32]))).isEmpty();
    }

    @Test
    void an_identity_file_holds_keys_and_comments_and_nothing_else() {
        String file = "# created: today\n# public key: " + PUBLIC + "\n\n" + Ages.KEY.reveal() + "\n";
        assertThat(AgeSecretKey.parseFile(file).orElseThrow()).hasSize(1);
        assertThat(AgeSecretKey.parseFile(file + Ages.KEY.reveal() + "\r\n").orElseThrow())
                .hasSize(2);
        assertThat(AgeSecretKey.parseFile(file + "something\n")).isEmpty();
        assertThat(AgeSecretKey.parseFile("# nothing\n")).isEmpty();
    }

    @Test
    void a_fingerprint_is_ten_groups_of_four_digits_and_another_for_another_key() {
        assertThat(Ages.KEY.publicKey().fingerprint()).matches("([0-9a-f]{4} ){9}[0-9a-f]{4}");
        assertThat(AgeSecretKey.generate(new SecureRandom()).publicKey().fingerprint())
                .isNotEqualTo(Ages.KEY.publicKey().fingerprint());
    }

    @Test
    void secrets_print_as_redacted_and_work_has_bounds() {
        assertThat(Ages.KEY).hasToString("AgeSecretKey[redacted]");
        assertThat(new AgePassphrase("p", 1)).hasToString("AgePassphrase[redacted]");
        assertThatThrownBy(() -> new AgePassphrase("p", 21)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AgePassphrase("p", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AgePassphrase("", 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
