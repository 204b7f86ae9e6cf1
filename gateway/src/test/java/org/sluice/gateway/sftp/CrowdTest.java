package org.sluice.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How many may be in, and of whom. */
final class CrowdTest {
    private final Crowd<Integer> crowd = new Crowd<>(16, 4, 2);
    private int next;

    private boolean comes(String network) {
        return crowd.came(next++, network).isEmpty();
    }

    @Test
    void an_office_may_fill_half_the_places_while_nobody_else_needs_them() {
        for (int i = 0; i < 8; i++) {
            assertThat(comes("office")).isTrue();
        }
        assertThat(comes("office")).isFalse();
    }

    @Test
    void when_places_are_scarce_a_crowded_network_is_turned_away_and_another_is_not() {
        for (int i = 0; i < 8; i++) {
            assertThat(comes("office")).isTrue();
        }
        assertThat(comes("elsewhere")).isTrue();
        assertThat(comes("office")).isFalse();
        assertThat(comes("elsewhere")).isTrue();
    }

    @Test
    void all_together_are_never_more_than_there_are_places() {
        for (int i = 0; i < 16; i++) {
            assertThat(comes("network " + i)).isTrue();
        }
        assertThat(crowd.came(100, "one more"))
                .hasValueSatisfying(why -> assertThat(why).contains("Too many connections are logging in"));
        assertThat(crowd.left(0)).isTrue();
        crowd.left(100);
        assertThat(comes("one more")).isTrue();
    }

    @Test
    void whoever_logs_in_frees_its_place_among_strangers() {
        for (int i = 0; i < 8; i++) {
            assertThat(crowd.came(i, "office")).isEmpty();
        }
        assertThat(crowd.loggedIn(0, "amal")).isEmpty();
        assertThat(crowd.came(8, "office")).isEmpty();
    }

    @Test
    void a_person_has_so_many_sessions_and_others_have_theirs() {
        assertThat(crowd.loggedIn(1, "amal")).isEmpty();
        assertThat(crowd.loggedIn(2, "amal")).isEmpty();
        assertThat(crowd.loggedIn(3, "amal"))
                .hasValueSatisfying(why -> assertThat(why).contains("2 sessions of amal"));
        crowd.left(3);
        assertThat(crowd.loggedIn(4, "berk")).isEmpty();
        crowd.left(1);
        assertThat(crowd.loggedIn(5, "amal")).isEmpty();
        assertThat(crowd.loggedIn(6, "dina")).isEmpty();
        assertThat(crowd.loggedIn(7, "elif"))
                .hasValueSatisfying(why -> assertThat(why).contains("as many sessions as it can"));
    }

    @Test
    void only_a_stranger_who_was_not_turned_away_leaves_as_one_who_failed() {
        crowd.came(1, "office");
        assertThat(crowd.left(1)).isTrue();
        assertThat(crowd.left(1)).isFalse();
        crowd.came(2, "office");
        crowd.loggedIn(2, "amal");
        assertThat(crowd.left(2)).isFalse();
        for (int i = 10; i < 18; i++) {
            crowd.came(i, "office");
        }
        assertThat(crowd.came(18, "office")).isPresent();
        assertThat(crowd.left(18)).isFalse();
    }
}
