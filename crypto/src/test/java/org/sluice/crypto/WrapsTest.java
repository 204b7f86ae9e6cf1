package org.sluice.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.crypto.Bodies.ID;
import static org.sluice.crypto.Bodies.RANDOM;

import org.junit.jupiter.api.Test;

class WrapsTest {

    private final ChannelKey old = ChannelKey.generate(RANDOM);
    private final ChannelKey next = ChannelKey.generate(RANDOM);
    private final DataKey dataKey = DataKey.random(RANDOM);
    private final WrapBinding binding = binding(ID, "d1", "a", 1, "confidential", 1);

    @Test
    void a_rewrap_serves_a_new_label_channel_and_key_version() throws WrapRefused {
        byte[] record = Wraps.wrap(binding, old, dataKey, RANDOM);
        for (WrapBinding to : new WrapBinding[] {
            binding(ID, "d1", "b", 2, "confidential", 1),
            binding(ID, "d1", "a", 1, "public", 1),
            binding(ID, "d1", "a", 1, "confidential", 2)
        }) {
            byte[] rewrapped = Wraps.rewrap(binding, old, record, to, next, RANDOM);
            assertThat(Wraps.unwrap(to, next, rewrapped)).isEqualTo(dataKey);
            assertThatThrownBy(() -> Wraps.unwrap(binding, old, rewrapped)).isInstanceOf(WrapRefused.class);
            assertThatThrownBy(() -> Wraps.unwrap(binding, next, rewrapped)).isInstanceOf(WrapRefused.class);
        }
    }

    @Test
    void a_rewrap_never_moves_to_another_body_or_deposit_nor_back_to_older_versions() {
        byte[] record = Wraps.wrap(binding(ID, "d1", "a", 2, "confidential", 2), old, dataKey, RANDOM);
        WrapBinding from = binding(ID, "d1", "a", 2, "confidential", 2);
        for (WrapBinding to : new WrapBinding[] {
            binding(BodyId.random(RANDOM), "d1", "a", 2, "confidential", 2),
            binding(ID, "d2", "a", 2, "confidential", 2),
            binding(ID, "d1", "a", 1, "confidential", 2),
            binding(ID, "d1", "a", 2, "confidential", 1)
        }) {
            assertThatThrownBy(() -> Wraps.rewrap(from, old, record, to, next, RANDOM))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_rewrap_under_a_wrong_old_binding_is_refused() {
        byte[] record = Wraps.wrap(binding, old, dataKey, RANDOM);
        WrapBinding to = binding(ID, "d1", "b", 2, "confidential", 1);
        assertThatThrownBy(() -> Wraps.rewrap(binding, next, record, to, next, RANDOM))
                .isInstanceOf(WrapRefused.class);
    }

    @Test
    void two_wraps_of_one_key_have_nothing_in_common_but_their_kind() {
        byte[] first = Wraps.wrap(binding, old, dataKey, RANDOM);
        byte[] second = Wraps.wrap(binding, old, dataKey, RANDOM);
        assertThat(first).hasSize(84).startsWith('S', 'L', 'W', '1').isNotEqualTo(second);
    }

    @Test
    void fields_that_run_into_each_other_do_not_pass_for_one_another() throws WrapRefused {
        byte[] record = Wraps.wrap(binding(ID, "ab", "a", 1, "c", 1), old, dataKey, RANDOM);
        assertThatThrownBy(() -> Wraps.unwrap(binding(ID, "a", "a", 1, "bc", 1), old, record))
                .isInstanceOf(WrapRefused.class);
    }

    @Test
    void a_binding_with_anything_odd_cannot_be_made() {
        assertThatThrownBy(() -> binding(ID, "", "a", 1, "c", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> binding(ID, "d", "a", -1, "c", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> binding(ID, "d", "a", 1, "", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> binding(ID, "d", "a", 1, "c", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WrapBinding(ID, "d", "AB", 1, new ChannelKeyId("c", 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BodyId("../../etc/passwd/0000000000000000"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static WrapBinding binding(
            BodyId body, String deposit, String hashDigit, long labelVersion, String channel, int keyVersion) {
        return new WrapBinding(
                body, deposit, hashDigit.repeat(64), labelVersion, new ChannelKeyId(channel, keyVersion));
    }
}
