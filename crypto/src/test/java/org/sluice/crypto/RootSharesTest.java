package org.sluice.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class RootSharesTest {

    private final SecureRandom random = new SecureRandom();
    private final RootKey key = RootKey.generate(random);
    private final RootShares.Split split = RootShares.split(key, 3, 5, random);

    @Test
    void any_three_of_five_make_the_key_again_in_any_order_and_fewer_never() throws RootShares.SharesRefused {
        for (int chosen = 0; chosen < 32; chosen++) {
            List<RootShare> some = new ArrayList<>();
            for (int i = 4; i >= 0; i--) {
                if ((chosen & (1 << i)) != 0) {
                    some.add(split.shares().get(i));
                }
            }
            if (some.size() >= 3) {
                assertThat(split.kept().combine(some)).isEqualTo(key);
            } else {
                assertThat(misfit(some)).isEqualTo(RootShares.Misfit.TOO_FEW);
            }
        }
    }

    @Test
    void every_split_up_to_sixteen_works() throws RootShares.SharesRefused {
        for (int made = 2; made <= RootShares.MOST; made++) {
            for (int needed = 2; needed <= made; needed++) {
                RootShares.Split one = RootShares.split(key, needed, made, random);
                assertThat(one.kept().combine(one.shares().subList(made - needed, made)))
                        .isEqualTo(key);
            }
        }
        for (int[] odd : new int[][] {{1, 1}, {1, 3}, {0, 2}, {3, 2}, {2, 17}, {-1, 5}}) {
            assertThatThrownBy(() -> RootShares.split(key, odd[0], odd[1], random))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void the_same_share_twice_counts_once() {
        RootShare one = split.shares().get(0);
        assertThat(misfit(List.of(one, one, split.shares().get(1)))).isEqualTo(RootShares.Misfit.TOO_FEW);
    }

    @Test
    void shares_of_another_set_are_told_apart_even_of_the_same_key() {
        RootShares.Split other = RootShares.split(key, 3, 5, random);
        assertThat(misfit(List.of(
                        split.shares().get(0),
                        split.shares().get(1),
                        other.shares().get(2))))
                .isEqualTo(RootShares.Misfit.MIXED);
    }

    @Test
    void a_share_that_somebody_changed_with_its_check_gives_no_key() {
        RootShare honest = split.shares().get(2);
        byte[] value = honest.value();
        value[7] ^= 1;
        RootShare forged =
                new RootShare(Base32.read(honest.set(), RootShare.SET).orElseThrow(), 3, 5, honest.number(), value);
        assertThat(RootShare.parse(forged.reveal())).isPresent();
        assertThat(misfit(List.of(split.shares().get(0), split.shares().get(1), forged)))
                .isEqualTo(RootShares.Misfit.WRONG);
        // Also where enough honest ones are there: nobody is to guess which one is right.
        assertThat(misfit(List.of(
                        split.shares().get(0),
                        split.shares().get(1),
                        split.shares().get(3),
                        forged)))
                .isEqualTo(RootShares.Misfit.WRONG);
        assertThat(misfit(List.of(split.shares().get(0), split.shares().get(1), honest, forged)))
                .isEqualTo(RootShares.Misfit.WRONG);
    }

    @Test
    void a_share_is_read_however_it_was_copied() {
        String text = split.shares().get(1).reveal();
        String copied = text.toLowerCase(Locale.ROOT)
                .replace("0", "o")
                .replace(" ", "  ")
                .replace("sluice-share-1", "Sluice-Share-1")
                .replace("-of-", "-of-");
        assertThat(RootShare.parse(text).orElseThrow().reveal()).isEqualTo(text);
        assertThat(RootShare.parse(" " + text.toLowerCase(Locale.ROOT) + "\n")
                        .orElseThrow()
                        .reveal())
                .isEqualTo(text);
        assertThat(copied).isNotEqualTo(text);
    }

    @Test
    void every_slip_of_the_pen_in_a_share_is_noticed() {
        String text = split.shares().get(3).reveal();
        for (int i = "sluice-share-1 ".length(); i < text.length(); i++) {
            char was = text.charAt(i);
            if (Character.isLetterOrDigit(was)) {
                char slip = was == 'X' ? 'Y' : was == '7' ? '8' : Character.isDigit(was) ? '7' : 'X';
                String slipped = text.substring(0, i) + slip + text.substring(i + 1);
                assertThat(RootShare.parse(slipped)).as(slipped).isEmpty();
                assertThat(RootShare.parse(text.substring(0, i) + text.substring(i + 1)))
                        .isEmpty();
            }
        }
        for (String odd : List.of("", "sluice-share-1", text + " x", text.replace("3-of-5", "1-of-5"))) {
            assertThat(RootShare.parse(odd)).isEmpty();
        }
    }

    @Test
    void what_is_kept_says_which_set_it_is_and_whether_a_key_is_the_one() {
        RootShares read = RootShares.parse(split.kept().text() + "\n").orElseThrow();
        assertThat(read.text()).isEqualTo(split.kept().text());
        assertThat(read.fits(key)).isTrue();
        assertThat(read.fits(RootKey.generate(random))).isFalse();
        assertThat(RootShares.parse("")).isEmpty();
        assertThat(RootShares.parse(split.kept().text().substring(1))).isEmpty();
        assertThat(split.kept().text()).doesNotContain(Base32.write(key.bytes().exposed()));
    }

    @Test
    void a_share_is_the_value_of_a_polynomial_over_the_field_of_aes() {
        // By Lagrange's formula written out here, so that another implementation would find the same key.
        byte[] secret = key.bytes().exposed();
        int[] numbers = {1, 3, 5};
        byte[] found = new byte[32];
        for (int number : numbers) {
            int factor = 1;
            for (int other : numbers) {
                if (other != number) {
                    factor = times(factor, times(other, inverse(other ^ number)));
                }
            }
            byte[] value = split.shares().get(number - 1).value();
            for (int i = 0; i < 32; i++) {
                found[i] ^= (byte) times(factor, value[i] & 0xff);
            }
        }
        assertThat(found).isEqualTo(secret);
    }

    @Test
    void base_32_reads_what_it_writes_and_nothing_else() {
        for (int length = 1; length <= 40; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            String text = Base32.write(bytes);
            assertThat(Base32.read(text, length))
                    .get(InstanceOfAssertFactories.BYTE_ARRAY)
                    .isEqualTo(bytes);
            assertThat(Base32.read(text + "0", length)).isEmpty();
        }
        assertThat(Base32.read("Z1", 1)).isEmpty();
        assertThat(Base32.read("U0", 1)).isEmpty();
        assertThat(Base32.read("oO", 1))
                .get(InstanceOfAssertFactories.BYTE_ARRAY)
                .containsExactly(0);
    }

    @Test
    void nothing_of_a_share_is_printed() {
        RootShare share = split.shares().get(0);
        assertThat(share.toString()).doesNotContain(Base32.write(share.value()).substring(0, 9));
        assertThat(Arrays.asList(split.kept().toString())).isNotEmpty();
    }

    private RootShares.Misfit misfit(List<RootShare> shares) {
        try {
            split.kept().combine(shares).close();
        } catch (RootShares.SharesRefused e) {
            return e.misfit();
        }
        throw new AssertionError("They gave a key.");
    }

    private static int times(int a, int b) {
        int product = 0;
        for (int i = 0; i < 8; i++) {
            product ^= (b & (1 << i)) != 0 ? a << i : 0;
        }
        for (int i = 15; i >= 8; i--) {
            product ^= (product & (1 << i)) != 0 ? 0x11b << (i - 8) : 0;
        }
        return product;
    }

    private static int inverse(int a) {
        for (int b = 1; b < 256; b++) {
            if (times(a, b) == 1) {
                return b;
            }
        }
        throw new IllegalArgumentException("zero has none");
    }
}
