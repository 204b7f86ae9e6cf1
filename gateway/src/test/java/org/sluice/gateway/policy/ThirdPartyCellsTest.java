package org.sluice.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.gateway.domain.protocol.Audience;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.Shared;
import org.sluice.gateway.domain.protocol.ThirdParty;

/** Which cells of the shipped protocols ask for a request or an agreement, and which the protocols send themselves. */
final class ThirdPartyCellsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    turkey-cross-border | assessments-reports to public
                    alliance-dpisp      | case-transfer-external to non-participant, redacted-case-files to donor
                    iasc-template       | beneficiary-lists to bilateral-partner, beneficiary-personal-data to bilateral-partner, \
                    non-standard to bilateral-partner, non-standard to third-parties, raw-survey-data to bilateral-partner, \
                    survey-results to third-parties, who-does-what-where to third-parties""")
    void these_ask_outsiders_for_something_to_rest_on(String protocol, String cells) throws IOException {
        Protocol shipped = shipped(protocol);
        assertThat(shipped.cells().stream()
                        .filter(cell -> cell.shared() != Shared.NO && !cell.flow())
                        .filter(cell -> shipped.audience(cell.audience())
                                .map(Audience::thirdParty)
                                .orElseThrow()
                                .counts(false))
                        .map(cell -> cell.informationType() + " to " + cell.audience())
                        .sorted())
                .containsExactly(cells.split(", "));
    }

    /** Offices of the response and bodies that a table names receive by its flow; who signed is no outsider. */
    @ParameterizedTest
    @CsvSource({
        "turkey-cross-border, ocha-imos, NO",
        "turkey-cross-border, partner-bodies, NO",
        "turkey-cross-border, public, UNLESS_PARTICIPANT",
        "alliance-dpisp, unhcr, NO",
        "alliance-dpisp, service-provider, UNLESS_PARTICIPANT",
        "alliance-dpisp, donor, YES",
        "alliance-dpisp, government-body, YES",
        "iasc-template, humanitarian-community, NO",
        "iasc-template, bilateral-partner, UNLESS_PARTICIPANT",
        "iasc-template, third-parties, YES",
    })
    void audiences_are_outside_as_their_document_says(String protocol, String audience, ThirdParty expected)
            throws IOException {
        assertThat(shipped(protocol).audience(audience).orElseThrow().thirdParty())
                .isEqualTo(expected);
    }

    @Test
    void who_takes_part_is_a_third_party_only_where_the_protocol_says_so_of_everybody() {
        assertThat(ThirdParty.NO.counts(false)).isFalse();
        assertThat(ThirdParty.UNLESS_PARTICIPANT.counts(false)).isTrue();
        assertThat(ThirdParty.UNLESS_PARTICIPANT.counts(true)).isFalse();
        assertThat(ThirdParty.YES.counts(true)).isTrue();
    }

    private static Protocol shipped(String id) throws IOException {
        try (InputStream in = ThirdPartyCellsTest.class.getResourceAsStream("/protocols/" + id + ".yaml")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return ((Loaded.Good) ProtocolFile.load(text)).protocol();
        }
    }
}
