package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

/** What the parts of the reference's test share. */
abstract class ReferenceSteps extends TypedCommands {
    final void refused(int status, String kind, String... words) {
        assertThat(error(status, words).path("kind").asText())
                .as(String.join(" ", words))
                .isEqualTo(kind);
    }
}
