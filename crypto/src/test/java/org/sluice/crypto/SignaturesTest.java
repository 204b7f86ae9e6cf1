package org.sluice.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.crypto.Bodies.RANDOM;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SignaturesTest {

    private final SigningKey key = SigningKey.generate(RANDOM);
    private final byte[] message = "a checkpoint".getBytes(StandardCharsets.UTF_8);

    @Test
    void the_first_vector_of_rfc_8032_holds() {
        byte[] seed = HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        byte[] known = HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        byte[] pkcs8 = joined(HexFormat.of().parseHex("302e020100300506032b657004220420"), seed);
        byte[] x509 = joined(HexFormat.of().parseHex("302a300506032b6570032100"), known);
        SigningKey fromRfc = SigningKey.of(pkcs8, VerifyingKey.of(x509));
        assertThat(HexFormat.of().formatHex(fromRfc.sign(new byte[0])))
                .isEqualTo("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    }

    @Test
    void a_signature_verifies_its_message_and_nothing_else() {
        byte[] signature = key.sign(message);
        VerifyingKey verifying = key.verifyingKey();
        assertThat(signature).hasSize(64);
        assertThat(verifying.verifies(message, signature)).isTrue();
        assertThat(verifying.verifies(new byte[0], signature)).isFalse();
        assertThat(verifying.verifies(message, new byte[64])).isFalse();
        assertThat(verifying.verifies(message, new byte[0])).isFalse();
        assertThat(verifying.verifies(message, Arrays.copyOf(signature, 65))).isFalse();
        assertThat(SigningKey.generate(RANDOM).verifyingKey().verifies(message, signature))
                .isFalse();
    }

    @Test
    void keys_come_back_from_their_encodings() {
        VerifyingKey verifying = key.verifyingKey();
        assertThat(VerifyingKey.of(verifying.x509())).isEqualTo(verifying).hasSameHashCodeAs(verifying);
        assertThat(VerifyingKey.ofPem(verifying.pem())).isEqualTo(verifying);
        assertThat(VerifyingKey.ofPem(verifying.pem().replace("\n", "\r\n"))).isEqualTo(verifying);
        SigningKey again = SigningKey.of(key.pkcs8(), verifying);
        assertThat(verifying.verifies(message, again.sign(message))).isTrue();
    }

    @Test
    void halves_that_do_not_belong_together_are_refused() {
        VerifyingKey other = SigningKey.generate(RANDOM).verifyingKey();
        assertThatThrownBy(() -> SigningKey.of(key.pkcs8(), other)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_no_key_is_refused() {
        assertThatThrownBy(() -> VerifyingKey.of(new byte[44])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SigningKey.of(new byte[48], key.verifyingKey()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause();
        String pem = key.verifyingKey().pem();
        for (String odd : new String[] {
            "", "-----BEGIN PUBLIC KEY-----", pem.substring(1), pem.replace("PUBLIC", "PRIVATE"), "x" + pem, pem + pem,
        }) {
            assertThatThrownBy(() -> VerifyingKey.ofPem(odd)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
