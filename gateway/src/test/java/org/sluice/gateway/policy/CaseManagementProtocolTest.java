package org.sluice.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Level;
import org.sluice.gateway.domain.protocol.Audience;
import org.sluice.gateway.domain.protocol.Cell;
import org.sluice.gateway.domain.protocol.Handling;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.Shared;

/** Holds the shipped case management protocol against the reading of its document: flows, and the table of data elements. */
class CaseManagementProtocolTest {
    private static final Protocol DPISP = ProtocolFile.shipped("alliance-dpisp");
    private static final Level PSEUDONYMISED = Level.checked(Dimension.PERSONS, "pseudonymised");

    /** Who may send, in the words of the reading, and the functions that these are here. */
    private static final Map<String, Set<String>> SENDERS = Map.of(
            "the case worker managing the case", Set.of("case-worker"),
            "case worker or case supervisor", Set.of("case-worker", "case-supervisor"),
            "coordination group only", Set.of("coordination-group"),
            "the agency's designated focal person", Set.of("focal-person"),
            "participant", Set.of("case-worker", "case-supervisor", "focal-person"),
            "UNHCR's case worker managing the case", Set.of("unhcr-case-worker"),
            "nobody before consultation", Set.of(),
            "as in the flow it belongs to", Set.of("coordination-group", "focal-person"));

    @Test
    void every_flow_is_a_cell_with_its_ceiling_and_its_senders() {
        List<TextTable.Row> flows =
                TextTable.of("/protocols/alliance-dpisp-flows.csv").rows();
        assertThat(flows).hasSize(16);
        for (TextTable.Row flow : flows) {
            Cell cell = cell(flow);
            assertThat(cell.handling().senders())
                    .as(flow.get("flow"))
                    .isEqualTo(Optional.ofNullable(SENDERS.get(flow.get("who_may_send")))
                            .orElseThrow());
            String identification = flow.get("identification_max");
            if (identification.equals("none")) {
                assertThat(cell.shared()).isEqualTo(Shared.NO);
                continue;
            }
            String persons = Set.of("aggregated", "anonymous").contains(identification) ? "none" : identification;
            assertThat(word(cell, Dimension.PERSONS)).as(flow.get("flow")).isEqualTo(persons);
            if (identification.equals("aggregated")) {
                // Counts are by sex, age and status: on the ladder that is disaggregated, and no individual.
                assertThat(word(cell, Dimension.POPULATION)).isEqualTo("disaggregated");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"local-authority, 5", "coordination-mechanism, 15", "other-sector, 12", "donor, 17"})
    void an_audience_has_the_data_elements_of_the_table(String audience, int elements) {
        Set<String> allowed = new HashSet<>();
        Set<String> withCare = new HashSet<>();
        for (TextTable.Row row :
                TextTable.of("/protocols/alliance-dpisp-elements.csv").rows()) {
            if (!row.get(audience).equals("no")) {
                allowed.add(row.get("data_element"));
            }
            if (row.get(audience).equals("with-care")) {
                withCare.add(row.get("data_element"));
            }
        }
        assertThat(allowed).hasSize(elements);
        Handling handling = DPISP.cell("aggregate-data", audience).orElseThrow().handling();
        assertThat(handling.elementWith().keySet()).isEqualTo(withCare);
        Set<String> data = new HashSet<>(handling.elements().orElseThrow());
        data.removeAll(handling.elementWith().values());
        assertThat(data).isEqualTo(allowed);
    }

    @Test
    void personal_data_goes_to_a_named_person_on_a_legitimate_basis_and_less_what_was_withheld() {
        List<Cell> personal = personal();
        assertThat(personal).hasSize(10);
        assertThat(personal).allMatch(c -> c.handling().namedRecipient());
        // What a law requires has the law for its basis, and no list of what may be withheld from it.
        assertThat(personal.stream().filter(c -> !c.informationType().equals("mandatory-report")))
                .allMatch(c -> c.handling().withheldRespected())
                .allSatisfy(c -> assertThat(c.conditions())
                        .as(c.row())
                        .anyMatch(condition -> condition.anyOf().contains("consent")
                                || condition.anyOf().contains("consent-to-change")));
    }

    @Test
    void no_personal_data_passes_through_a_coordination_group_or_reaches_a_donor_or_another_sector() {
        assertThat(personal().stream().map(Cell::audience))
                .doesNotContain("coordination-mechanism", "donor", "other-sector", "group-named-recipients", "public");
    }

    @Test
    void a_demand_is_never_a_release_and_nothing_is_for_the_public() {
        for (Audience audience : DPISP.audiences()) {
            assertThat(DPISP.cell("government-demand", audience.id())
                            .orElseThrow()
                            .shared())
                    .isEqualTo(Shared.NO);
        }
        DPISP.informationTypes()
                .forEach(type -> assertThat(DPISP.cell(type.id(), Audience.PUBLIC)
                                .orElseThrow()
                                .shared())
                        .as(type.id())
                        .isEqualTo(Shared.NO));
    }

    @Test
    void data_of_the_united_nations_is_closed_to_every_authority() {
        assertThat(DPISP.vocabulary().marks()).hasSize(2).allSatisfy(mark -> {
            assertThat(mark.closedTo())
                    .containsExactlyInAnyOrder("local-authority", "government-body", "reporting-authority");
            assertThat(mark.waiver()).endsWith("-waiver");
        });
    }

    private static List<Cell> personal() {
        return DPISP.cells().stream()
                .filter(c -> c.shared() != Shared.NO)
                .filter(c -> PSEUDONYMISED.atMost(
                        Optional.ofNullable(c.ceilings().get(Dimension.PERSONS)).orElseThrow()))
                .toList();
    }

    private static Cell cell(TextTable.Row flow) {
        String type = flow.get("flow").startsWith("aggregate-to-") ? "aggregate-data" : flow.get("flow");
        String audience = flow.get("audience").equals("recipients-named-by-the-group")
                ? "group-named-recipients"
                : flow.get("audience");
        Cell cell = DPISP.cell(type, audience).orElseThrow();
        assertThat(cell.audience()).isEqualTo(audience);
        return cell;
    }

    private static String word(Cell cell, Dimension dimension) {
        return Optional.ofNullable(cell.ceilings().get(dimension)).orElseThrow().word();
    }
}
