package org.sluice.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.crypto.Bodies.RANDOM;

import org.junit.jupiter.api.Test;

class TokenTest {

    @Test
    void a_token_is_read_as_it_was_written_and_no_other_way() {
        Token token = Token.random(RANDOM);
        String text = token.reveal();
        assertThat(text).matches("[A-Za-z0-9_-]{43}");
        assertThat(Token.parse(text)).contains(token);
        assertThat(Token.parse(text + "=")).isEmpty();
        assertThat(Token.parse(text.substring(1))).isEmpty();
        assertThat(Token.parse("")).isEmpty();
        assertThat(Token.parse("/".repeat(43))).isEmpty();
        assertThat(Token.parse(" " + text.substring(1))).isEmpty();
    }

    @Test
    void a_second_spelling_of_a_token_is_no_token() {
        assertThat(Token.parse("A".repeat(43))).isPresent();
        assertThat(Token.parse("A".repeat(42) + "B")).isEmpty();
    }

    @Test
    void the_hash_is_sha_256_of_the_bytes() {
        assertThat(Token.parse("A".repeat(43)).orElseThrow().hash())
                .isEqualTo("66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925");
    }

    @Test
    void two_tokens_differ() {
        assertThat(Token.random(RANDOM)).isNotEqualTo(Token.random(RANDOM));
    }
}
