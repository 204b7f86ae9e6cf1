package org.sluice.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.Level;
import org.sluice.gateway.domain.protocol.Cell;
import org.sluice.gateway.domain.protocol.Engine;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.Scope;
import org.sluice.gateway.domain.protocol.Shared;

/** Holds the shipped IASC template against the reading of its table of sensitivity. */
class ResponseWideProtocolTest {
    private static final Protocol IASC = ProtocolFile.shipped("iasc-template");

    @Test
    void it_is_the_response_wide_one_and_its_channels_bear_the_words_of_the_classification() {
        assertThat(IASC.scope()).isEqualTo(Scope.RESPONSE_WIDE);
        List<TextTable.Row> rows =
                TextTable.of("/protocols/iasc-sensitivity.csv").rows();
        assertThat(rows).hasSize(Channel.values().length);
        for (TextTable.Row row : rows) {
            Channel channel = Channel.of(row.get("classification")).orElseThrow();
            assertThat(IASC.channel(channel).titles().in("fr").toLowerCase(Locale.FRENCH))
                    .isEqualTo(row.get("classification_fr") + " : sensibilité " + row.get("sensitivity_fr"));
            assertThat(IASC.channel(channel).titles().english())
                    .containsIgnoringCase(row.get("sensitivity").replaceFirst("-.*", ""));
        }
    }

    @Test
    void every_default_type_is_kept_in_the_channel_of_its_level() {
        List<String> wrong = new ArrayList<>();
        for (TextTable.Row row :
                TextTable.of("/decisions/iasc-template-levels.csv").rows()) {
            Label label = Label.of(Channel.PUBLIC, row.get("type"));
            for (Dimension dimension : Dimension.values()) {
                label = label.declaring(Level.checked(dimension, row.get(dimension.word())));
            }
            String floor = Engine.floor(IASC, label).word();
            if (!floor.equals(row.get("channel"))) {
                wrong.add("line " + row.line() + ": " + floor);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"beneficiary-lists", "beneficiary-personal-data", "raw-survey-data"})
    void what_is_severe_goes_to_one_organisation_only_on_a_formal_request_and_an_approval_of_its_own(String type) {
        List<Cell> shared = IASC.cells().stream()
                .filter(c -> c.informationType().equals(type) && c.shared() != Shared.NO)
                .toList();
        assertThat(shared).singleElement().satisfies(cell -> {
            assertThat(cell.audience()).isEqualTo("bilateral-partner");
            assertThat(cell.handling().namedRecipient()).isTrue();
            assertThat(facts(cell)).contains("formal-request", "case-by-case-approval", "highest-protection-standards");
            // The note of the table asks for an agreement wherever somebody can be identified.
            boolean personal = Level.checked(Dimension.PERSONS, "personal")
                    .equals(cell.ceilings().get(Dimension.PERSONS));
            assertThat(facts(cell).contains("bilateral-agreement")).isEqualTo(personal);
            assertThat(personal || cell.liftedBy().containsValue("bilateral-agreement"))
                    .isTrue();
        });
    }

    @Test
    void beneficiary_lists_stand_under_two_levels_and_go_to_nobody_of_the_lower_one() {
        for (String audience : List.of(
                "sector-organisations", "other-sector-organisations", "humanitarian-community", "third-parties")) {
            assertThat(IASC.cell("beneficiary-lists", audience).orElseThrow().shared())
                    .as(audience)
                    .isEqualTo(Shared.NO);
        }
    }

    @Test
    void outside_the_standard_exchanges_the_owner_says_with_whom_in_every_cell() {
        assertThat(IASC.cells().stream().filter(c -> c.informationType().equals("non-standard")))
                .hasSize(IASC.audiences().size())
                .allMatch(c -> c.handling().ownerNames());
        assertThat(IASC.cells().stream().filter(c -> !c.informationType().equals("non-standard")))
                .noneMatch(c -> c.handling().ownerNames());
    }

    private static Set<String> facts(Cell cell) {
        return cell.conditions().stream()
                .filter(c -> c.anyOf().size() == 1)
                .map(c -> c.anyOf().getFirst())
                .collect(Collectors.toSet());
    }
}
