package org.sluice.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Level;
import org.sluice.gateway.domain.protocol.Audience;
import org.sluice.gateway.domain.protocol.Cell;
import org.sluice.gateway.domain.protocol.ChannelRule;
import org.sluice.gateway.domain.protocol.Condition;
import org.sluice.gateway.domain.protocol.Disclosure;
import org.sluice.gateway.domain.protocol.FactKind;
import org.sluice.gateway.domain.protocol.FloorRule;
import org.sluice.gateway.domain.protocol.Onward;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.Shared;
import org.sluice.gateway.domain.protocol.Term;
import org.sluice.gateway.domain.protocol.Titles;

/** Compares the shipped protocol, cell by cell, with the reading of its document that was made by hand. */
class ShippedProtocolTest {
    private static final Protocol TURKEY = ProtocolFile.shipped("turkey-cross-border");

    @Test
    void every_shipped_protocol_loads_and_bears_the_id_of_its_file() {
        assertThat(ProtocolFile.shipped()).isNotEmpty();
        ProtocolFile.shipped()
                .forEach((id, text) -> assertThat(ProtocolFile.load(text))
                        .isInstanceOfSatisfying(
                                Loaded.Good.class,
                                good -> assertThat(good.protocol().id()).isEqualTo(id)));
    }

    @Test
    void all_49_cells_are_those_of_the_matrix_in_its_order_and_silent_ones_keep_exact_places_back() {
        List<TextTable.Row> rows =
                TextTable.of("/protocols/turkey-cross-border-matrix.csv").rows();
        Set<String> silent = TextTable.of("/protocols/turkey-cross-border-silent-places.csv").rows().stream()
                .map(r -> r.get("information_type") + " " + r.get("audience"))
                .collect(Collectors.toSet());
        assertThat(rows).hasSize(49);
        assertThat(silent).hasSize(12);
        assertThat(TURKEY.cells().stream().map(ShippedProtocolTest::written))
                .containsExactlyElementsOf(
                        rows.stream().map(r -> read(r, silent)).toList());
    }

    private static List<String> read(TextTable.Row row, Set<String> silent) {
        Map<String, String> values = new LinkedHashMap<>(row.values());
        if (silent.contains(row.get("information_type") + " " + row.get("audience"))) {
            assertThat(values.put("location", "sub-district")).isEmpty();
        }
        return List.copyOf(values.values());
    }

    @Test
    void each_cell_has_a_row_of_its_own_in_the_document() {
        assertThat(TURKEY.cells().stream().map(Cell::row))
                .doesNotHaveDuplicates()
                .allMatch(r -> r.startsWith("table, "));
    }

    @Test
    void no_ceiling_of_persons_is_missing_or_above_staff() {
        assertThat(TURKEY.cells().stream().filter(c -> c.shared() != Shared.NO)).allSatisfy(cell -> {
            assertThat(Optional.ofNullable(cell.ceilings().get(Dimension.PERSONS))
                            .map(Level::word))
                    .isIn(Optional.of("none"), Optional.of("staff"));
        });
    }

    @Test
    void the_audiences_are_those_of_the_table() {
        assertThat(TURKEY.audiences().stream()
                        .map(a -> List.of(a.id(), a.isAlso().orElse(""), a.who())))
                .containsExactlyElementsOf(TextTable.of("/protocols/turkey-cross-border-audiences.csv").rows().stream()
                        .map(r -> List.copyOf(r.values().values()))
                        .toList());
    }

    @Test
    void the_floors_are_those_of_the_table() {
        assertThat(TURKEY.floors().stream().map(ShippedProtocolTest::written))
                .containsExactlyElementsOf(TextTable.of("/protocols/channel-floors.csv").rows().stream()
                        .map(r -> r.get("when") + ": " + r.get("floor"))
                        .toList());
    }

    @Test
    void nine_types_are_shipped_and_three_have_a_standard_label() {
        assertThat(TURKEY.informationTypes()).hasSize(9);
        assertThat(TURKEY.informationTypes().stream()
                        .filter(t -> !t.standardLabel().isEmpty())
                        .collect(Collectors.toMap(t -> t.id(), t -> words(t.standardLabel()))))
                .isEqualTo(Map.of(
                        "4w-monthly-inputs", List.of("named", "sub-district", "disaggregated", "full", "staff"),
                        "protection-dashboard", List.of("none", "sub-district", "aggregated", "broad", "none"),
                        "member-contacts", List.of("named", "sub-district", "aggregated", "broad", "staff")));
    }

    @Test
    void the_channels_let_links_live_shorter_the_more_harm_a_file_can_do() {
        assertThat(TURKEY.channels().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, e -> limits(e.getValue()))))
                .isEqualTo(Map.of(
                        Channel.PUBLIC, "PT2160H 100",
                        Channel.RESTRICTED, "PT720H 10",
                        Channel.CONFIDENTIAL, "PT168H 3",
                        Channel.STRICTLY_CONFIDENTIAL, "PT72H 1"));
        assertThat(TURKEY.channel(Channel.PUBLIC).longestLink()).isEqualTo(Duration.ofDays(90));
    }

    @ParameterizedTest
    @ValueSource(strings = {"turkey-cross-border", "iasc-template", "alliance-dpisp"})
    void everything_has_its_title_in_every_language_of_the_pages(String id) {
        Protocol protocol = ProtocolFile.shipped(id);
        List<Titles> titles = new ArrayList<>(List.of(protocol.titles()));
        protocol.informationTypes().forEach(t -> titles.add(t.titles()));
        protocol.audiences().forEach(a -> titles.add(a.titles()));
        protocol.facts().forEach(f -> titles.add(f.titles()));
        protocol.channels().values().forEach(c -> titles.add(c.titles()));
        protocol.vocabulary().functions().forEach(f -> titles.add(f.titles()));
        protocol.vocabulary().elements().forEach(e -> titles.add(e.titles()));
        protocol.vocabulary().marks().forEach(m -> titles.add(m.titles()));
        assertThat(titles)
                .allSatisfy(t -> assertThat(t.byLanguage().keySet()).containsExactlyElementsOf(Titles.LANGUAGES));
        assertThat(protocol.audience(Audience.PUBLIC).orElseThrow().titles().in("fr"))
                .isEqualTo("Le public");
    }

    @ParameterizedTest
    @ValueSource(strings = {"turkey-cross-border", "iasc-template", "alliance-dpisp"})
    void every_fact_element_and_function_listed_is_asked_for_by_some_cell(String id) {
        Protocol protocol = ProtocolFile.shipped(id);
        Set<String> facts = new HashSet<>();
        Set<String> elements = new HashSet<>();
        Set<String> functions = new HashSet<>();
        protocol.cells().forEach(c -> {
            c.conditions().forEach(condition -> facts.addAll(condition.anyOf()));
            facts.addAll(c.liftedBy().values());
            c.handling().elements().ifPresent(elements::addAll);
            functions.addAll(c.handling().senders());
        });
        protocol.vocabulary().marks().forEach(mark -> facts.add(mark.waiver()));
        assertThat(protocol.facts().stream().map(FactKind::id)).containsExactlyInAnyOrderElementsOf(facts);
        assertThat(protocol.vocabulary().elements().stream().map(Term::id))
                .containsExactlyInAnyOrderElementsOf(elements);
        assertThat(protocol.vocabulary().functions().stream().map(Term::id))
                .containsExactlyInAnyOrderElementsOf(functions);
    }

    @ParameterizedTest
    @ValueSource(strings = {"turkey-cross-border", "iasc-template", "alliance-dpisp"})
    void every_cell_says_where_it_stands_and_what_becomes_of_it_afterwards(String id) {
        assertThat(ProtocolFile.shipped(id).cells())
                .allSatisfy(cell -> assertThat(cell.onward()).isNotEmpty())
                .extracting(Cell::row)
                .doesNotHaveDuplicates()
                .allMatch(row -> !row.isEmpty());
        // To pass it on to somebody in particular is a matter of limited disclosures; the others say free, or nobody.
        assertThat(ProtocolFile.shipped(id).cells())
                .filteredOn(cell -> cell.disclosure() != Disclosure.LIMITED)
                .allMatch(cell -> cell.passing().equals(Onward.NOWHERE));
        assertThat(ProtocolFile.shipped(id).cells())
                .filteredOn(cell -> cell.disclosure() == Disclosure.LIMITED)
                .allMatch(cell -> cell.passing().insideOrganisation()
                        || !cell.passing().to().isEmpty());
    }

    @Test
    void it_is_in_force_from_its_first_day_on() {
        assertThat(TURKEY.inForceOn(LocalDate.of(2016, 1, 31))).isFalse();
        assertThat(TURKEY.inForceOn(LocalDate.of(2016, 2, 1))).isTrue();
    }

    private static List<String> written(Cell cell) {
        List<String> row = new ArrayList<>(
                List.of(cell.informationType(), cell.audience(), cell.shared().word()));
        for (Dimension dimension : Dimension.values()) {
            Level ceiling = cell.ceilings().get(dimension);
            row.add(ceiling == null ? "" : ceiling.word());
        }
        row.add(cell.disclosure().word());
        row.add(cell.conditions().stream().map(Condition::words).collect(Collectors.joining(";")));
        row.add(cell.liftedBy().entrySet().stream()
                .map(e -> e.getKey().word() + ":" + e.getValue())
                .collect(Collectors.joining(";")));
        row.add(cell.onward());
        return row;
    }

    private static String written(FloorRule rule) {
        List<String> parts = new ArrayList<>();
        List<Dimension> order = new ArrayList<>(rule.levels().keySet());
        // The table names population before location.
        order.sort(Comparator.comparingInt(d -> d == Dimension.LOCATION ? 1 : 0));
        for (Dimension dimension : order) {
            parts.add(dimension.word() + " is "
                    + rule.levels().getOrDefault(dimension, Set.of()).stream()
                            .sorted(Comparator.comparingInt(Level::rank).reversed())
                            .map(Level::word)
                            .collect(Collectors.joining(" or ")));
        }
        rule.informationTypes().forEach(t -> parts.add("information type is " + t));
        return (parts.isEmpty() ? "otherwise" : String.join(" and ", parts)) + ": "
                + rule.floor().word();
    }

    private static List<String> words(Map<Dimension, Level> levels) {
        return levels.values().stream().map(Level::word).toList();
    }

    private static String limits(ChannelRule rule) {
        return rule.longestLink() + " " + rule.mostDownloads();
    }
}
