package org.sluice.gateway.domain.owner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An owner's "never" and an owner's stop: all that is named must match, and what is left out matches everything. */
final class OwnerRulesTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "reports, , , true",
        "lists, , , false",
        ", ocha, , true",
        ", donors, , false",
        ", , desk, true",
        ", , agency, true",
        ", , other, false",
        "reports, ocha, desk, true",
        "lists, ocha, desk, false",
        "reports, donors, desk, false",
        "reports, ocha, other, false",
    })
    void a_policy_forbids_what_matches_in_all_that_it_names(
            @Nullable String type, @Nullable String audience, @Nullable String recipient, boolean forbids) {
        OwnerPolicy policy = policy(type, audience, recipient);
        assertThat(policy.forbids("reports", "ocha", "desk", Optional.of("agency")))
                .isEqualTo(forbids);
    }

    @Test
    void a_recipient_without_a_participant_is_met_by_its_own_id_alone() {
        assertThat(policy(null, null, "agency").forbids("reports", "ocha", "desk", Optional.empty()))
                .isFalse();
        assertThat(policy(null, null, "desk").forbids("reports", "ocha", "desk", Optional.empty()))
                .isTrue();
    }

    @Test
    void a_policy_that_names_nothing_is_none() {
        assertThatThrownBy(() -> policy(null, null, null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_pause_stops_its_release_until_it_is_lifted_and_a_recall_for_good() {
        assertThat(stop("r1", false, false).stops(Optional.of("r1"))).isTrue();
        assertThat(stop("r1", false, false).stops(Optional.of("r2"))).isFalse();
        assertThat(stop("r1", false, false).stops(Optional.empty())).isFalse();
        assertThat(stop("r1", false, true).stops(Optional.of("r1"))).isFalse();
        assertThat(stop("r1", true, true).stops(Optional.of("r1"))).isTrue();
        assertThat(stop("r1", true, true).stops(Optional.of("r2"))).isFalse();
    }

    @Test
    void a_stop_of_every_release_stops_one_that_is_being_made() {
        assertThat(stop(null, false, false).stops(Optional.empty())).isTrue();
        assertThat(stop(null, false, false).stops(Optional.of("r1"))).isTrue();
        assertThat(stop(null, false, true).stops(Optional.empty())).isFalse();
    }

    private static OwnerPolicy policy(@Nullable String type, @Nullable String audience, @Nullable String recipient) {
        return new OwnerPolicy(
                "o1",
                "relief-a",
                Optional.ofNullable(type),
                Optional.ofNullable(audience),
                Optional.ofNullable(recipient),
                "made up",
                "amal",
                NOW);
    }

    private static OwnerStop stop(@Nullable String release, boolean recall, boolean lifted) {
        return new OwnerStop(
                "s1",
                "d1",
                Optional.ofNullable(release),
                recall,
                "made up",
                "amal",
                NOW,
                lifted ? Optional.of(NOW) : Optional.empty());
    }
}
