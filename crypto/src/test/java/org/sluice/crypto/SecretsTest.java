package org.sluice.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.crypto.Bodies.ID;
import static org.sluice.crypto.Bodies.RANDOM;
import static org.sluice.crypto.Bodies.key;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class SecretsTest {

    @Test
    void secrets_print_as_redacted() {
        for (Object secret : new Object[] {
            DataKey.random(RANDOM),
            ChannelKey.generate(RANDOM),
            RootKey.generate(RANDOM),
            KeyBytes.random(RANDOM),
            SigningKey.generate(RANDOM),
            Token.random(RANDOM),
            new Passwords(RANDOM).generate(Passwords.Spelling.LETTERS),
        }) {
            assertThat(secret.toString()).matches("[A-Za-z]*\\[redacted]");
        }
    }

    @Test
    void keys_are_equal_by_their_bytes_and_have_one_hash_code() {
        assertThat(key()).isEqualTo(key()).hasSameHashCodeAs(DataKey.random(RANDOM));
        assertThat(key()).isNotEqualTo(DataKey.random(RANDOM));
    }

    @Test
    void a_closed_key_is_wiped_and_good_for_nothing() {
        DataKey key = key();
        key.close();
        key.close();
        assertThatThrownBy(() -> key.bytes().exposed()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> BodyWriter.create(new MemoryFile(), ID, key, RANDOM))
                .isInstanceOf(IllegalStateException.class);
        assertThat(key).isNotEqualTo(key());
        assertThat(key().equals(key)).isFalse();
    }

    @Test
    void errors_about_a_body_name_it_and_carry_no_secret() throws IOException {
        byte[] body = Bodies.finished(1);
        assertThatThrownBy(() -> BodyReader.open(new MemoryFile(body), ID, DataKey.random(RANDOM), 1))
                .hasMessageContaining(ID.hex())
                .hasNoCause();
    }
}
