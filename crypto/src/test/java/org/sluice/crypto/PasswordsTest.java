package org.sluice.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.crypto.Bodies.RANDOM;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PasswordsTest {

    private final Passwords passwords = new Passwords(RANDOM);

    static List<VectorFile> hashes() {
        return VectorFile.all("password");
    }

    @ParameterizedTest
    @MethodSource("hashes")
    void a_password_matches_its_hash_and_no_odd_string(VectorFile vector) {
        assertThat(passwords.matches(vector.get("password"), vector.get("phc")))
                .isEqualTo(vector.get("result").equals("matches"));
    }

    @Test
    void spellings_of_one_password_are_normalised_to_one() {
        List<String> pairs = VectorFile.load("normalise.txt").each("pair");
        assertThat(pairs).hasSizeGreaterThan(15);
        for (String pair : pairs) {
            String[] sides = unescaped(pair).split(" → ", -1);
            assertThat(Passwords.normalise(sides[0])).as(pair).isEqualTo(sides[1]);
            assertThat(Passwords.normalise(sides[1])).as(pair).isEqualTo(sides[1]);
        }
    }

    @Test
    void normalising_any_character_twice_changes_nothing() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String once = Passwords.normalise("a" + Character.toString(c) + "b");
            assertThat(Passwords.normalise(once)).as("U+%04X", c).isEqualTo(once);
        }
    }

    @Test
    void a_hash_matches_its_password_however_it_is_typed_and_no_other() {
        String phc = passwords.hash("Kab-tes 123");
        assertThat(phc).startsWith("$argon2id$v=19$m=65536,t=2,p=1$");
        assertThat(passwords.matches("kabtes١٢٣", phc)).isTrue();
        assertThat(passwords.matches("kabtes124", phc)).isFalse();
        assertThat(passwords.isOutdated(phc)).isFalse();
        assertThat(passwords.isOutdated(phc.replace("t=2", "t=1"))).isTrue();
        assertThat(passwords.isOutdated("")).isTrue();
    }

    @Test
    void nothing_is_no_password() {
        assertThatThrownBy(() -> passwords.hash(" - \u200f")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> passwords.hash("a".repeat(257))).isInstanceOf(IllegalArgumentException.class);
        String phc = Argon2.COST.phc(new byte[16], new byte[32]);
        assertThat(passwords.matches("", phc)).isFalse();
        assertThat(passwords.matches("a".repeat(257), phc)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void a_generated_password_survives_normalising_and_has_at_least_60_bits(Passwords.Spelling spelling) {
        String spelled = passwords.generate(spelling).reveal();
        String bare = spelled.replace("-", "");
        assertThat(Passwords.normalise(spelled)).isEqualTo(bare);
        assertThat(spelled)
                .matches(
                        switch (spelling) {
                            case LETTERS -> "[a-hj-kmnprs-vxz]{3}(-[a-hj-kmnprs-vxz]{3}){4}";
                            case DIGITS -> "[0-9]{4}(-[0-9]{4}){4}";
                            case WORDS -> "([bdfgklmnprstvz][aeiou]){2}(-([bdfgklmnprstvz][aeiou]){2}){4}";
                        });
        int alphabet = switch (spelling) {
            case LETTERS -> 20;
            case DIGITS -> 10;
            case WORDS -> 70;
        };
        int units = spelling == Passwords.Spelling.WORDS ? bare.length() / 2 : bare.length();
        assertThat(units * Math.log(alphabet) / Math.log(2)).isGreaterThan(60);
        assertThat(passwords.generate(spelling).reveal()).isNotEqualTo(spelled);
    }

    @Test
    void every_letter_of_the_alphabet_comes_up() {
        StringBuilder seen = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            seen.append(passwords.generate(Passwords.Spelling.LETTERS).reveal());
        }
        assertThat(seen.chars().filter(c -> c != '-').distinct().count()).isEqualTo(20);
    }

    @Test
    void every_syllable_comes_up() {
        Set<String> syllables = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            String words = passwords.generate(Passwords.Spelling.WORDS).reveal().replace("-", "");
            for (int at = 0; at < words.length(); at += 2) {
                syllables.add(words.substring(at, at + 2));
            }
        }
        assertThat(syllables).hasSize(70);
    }

    private static String unescaped(String text) {
        Matcher escapes = Pattern.compile("\\\\u([0-9A-F]{4})").matcher(text);
        return escapes.replaceAll(
                escape -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
    }
}
