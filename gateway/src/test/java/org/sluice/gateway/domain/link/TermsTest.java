package org.sluice.gateway.domain.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.protocol.Disclosure;
import org.sluice.gateway.domain.protocol.Obligations;
import org.sluice.gateway.domain.protocol.Onward;

/** How what lies together may be used. */
class TermsTest {
    private static final Instant MARCH = Instant.parse("2031-03-31T00:00:00Z");

    @Test
    void the_strictest_of_all_files_counts_for_all() {
        Terms terms = Terms.of(
                List.of(
                        obligations(Disclosure.LIMITED, new Onward(Set.of("members", "ocha"), true)),
                        obligations(Disclosure.FREE, new Onward(Set.of("ocha"), true))),
                Optional.empty());
        assertThat(terms.disclosure()).isEqualTo(Disclosure.LIMITED);
        assertThat(terms.passing()).isEqualTo(new Onward(Set.of("ocha"), true));
        assertThat(terms.canonical()).isEqualTo("disclosure: limited; to: ocha; inside: true");
    }

    @Test
    void what_may_go_nowhere_may_be_used_for_nothing() {
        assertThat(Terms.of(List.of(), Optional.empty()).disclosure()).isEqualTo(Disclosure.NO_FURTHER);
    }

    @Test
    void free_files_without_a_day_of_destruction_ask_for_no_agreement() {
        List<Obligations> free = List.of(obligations(Disclosure.FREE, Onward.NOWHERE));
        assertThat(Terms.of(free, Optional.empty()).bind()).isFalse();
        assertThat(Terms.of(free, Optional.of(MARCH)).bind()).isTrue();
        assertThat(Terms.of(List.of(obligations(Disclosure.NO_FURTHER, Onward.NOWHERE)), Optional.empty())
                        .bind())
                .isTrue();
    }

    @Test
    void whatever_changes_in_them_changes_their_digest() {
        Onward inside = new Onward(Set.of(), true);
        Terms terms = new Terms(Disclosure.LIMITED, inside, Optional.empty());
        assertThat(List.of(
                        new Terms(Disclosure.NO_FURTHER, inside, Optional.empty()),
                        new Terms(Disclosure.LIMITED, Onward.NOWHERE, Optional.empty()),
                        new Terms(Disclosure.LIMITED, new Onward(Set.of("ocha"), true), Optional.empty()),
                        new Terms(Disclosure.LIMITED, inside, Optional.of(MARCH))))
                .extracting(Terms::digest)
                .doesNotHaveDuplicates()
                .doesNotContain(terms.digest());
        assertThat(new Terms(Disclosure.LIMITED, new Onward(Set.of(), true), Optional.empty()).digest())
                .isEqualTo(terms.digest())
                .hasSize(32);
    }

    private static Obligations obligations(Disclosure disclosure, Onward passing) {
        return new Obligations(disclosure, List.of(), passing, List.of(), Duration.ofDays(7), 3);
    }
}
