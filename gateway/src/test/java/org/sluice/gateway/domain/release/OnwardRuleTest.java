package org.sluice.gateway.domain.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.gateway.domain.protocol.Disclosure;
import org.sluice.gateway.domain.protocol.Obligations;
import org.sluice.gateway.domain.protocol.Onward;

/** Passing on goes no further than what was received allows. */
final class OnwardRuleTest {
    @ParameterizedTest
    @CsvSource({
        "FREE,       donors,  false, false, true",
        "NO_FURTHER, members, true,  true,  false",
        "LIMITED,    members, false, false, true",
        "LIMITED,    donors,  false, true,  false",
        "LIMITED,    donors,  true,  false, false",
        "LIMITED,    donors,  true,  true,  true",
    })
    void it_goes_to_the_audiences_named_and_inside_the_organisation_where_that_is_said(
            Disclosure disclosure, String audience, boolean sameOrganisation, boolean inside, boolean allowed) {
        assertThat(OnwardRule.allows(received(disclosure, inside), audience, sameOrganisation))
                .isEqualTo(allowed);
    }

    private static Obligations received(Disclosure disclosure, boolean inside) {
        return new Obligations(
                disclosure,
                List.of("made up"),
                new Onward(Set.of("members"), inside),
                List.of(),
                Duration.ofDays(7),
                1);
    }
}
