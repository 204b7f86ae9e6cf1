package org.sluice.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.Level;
import org.sluice.gateway.domain.protocol.Cell;
import org.sluice.gateway.domain.protocol.Engine;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.Reason;
import org.sluice.gateway.domain.protocol.Shared;

/** The tables under {@code decisions}: the decision, the cell it rests on, and exactly the reasons that decided. */
class DecisionTableTest {
    private static final Protocol TURKEY = ProtocolFile.shipped("turkey-cross-border");
    private static final Protocol IASC = ProtocolFile.shipped("iasc-template");
    private static final Protocol DPISP = ProtocolFile.shipped("alliance-dpisp");

    @ParameterizedTest
    @CsvSource({
        "at-the-ceiling, 49",
        "one-step-above, 119",
        "undeclared, 269",
        "missing-facts, 43",
        "inherited, 32",
        "unknown, 14",
        "several-reasons, 7",
        "channels, 14"
    })
    void every_row_is_decided_as_the_table_says(String table, int rows) {
        assertThat(TextTable.of("/decisions/" + table + ".csv").rows()).hasSize(rows);
        assertThat(wrongRows(table, List.of(TURKEY))).isEmpty();
    }

    /** As far as a cell asks for it: each row says in its note what is tried. */
    @ParameterizedTest
    @CsvSource({
        "at-the-ceiling, 26",
        "one-step-above, 53",
        "undeclared, 51",
        "missing-facts, 64",
        "inherited, 34",
        "owner, 28",
        "refused-facts, 50",
        "unknown, 3"
    })
    void every_row_of_the_iasc_template_is_decided_as_the_table_says(String table, int rows) {
        everyRow("iasc-template", IASC, table, rows);
    }

    @ParameterizedTest
    @CsvSource({
        "at-the-ceiling, 31",
        "one-step-above, 14",
        "undeclared, 13",
        "missing-facts, 126",
        "inherited, 165",
        "owner, 16",
        "refused-facts, 77",
        "elements, 465",
        "withheld, 27",
        "senders, 96",
        "recipients, 24",
        "small-counts, 36",
        "marks, 32",
        "unknown, 3"
    })
    void every_row_of_the_case_management_protocol_is_decided_as_the_table_says(String table, int rows) {
        everyRow("alliance-dpisp", DPISP, table, rows);
    }

    private static void everyRow(String folder, Protocol protocol, String table, int rows) {
        assertThat(TextTable.of("/decisions/" + folder + "/" + table + ".csv").rows())
                .hasSize(rows);
        assertThat(wrongRows(folder + "/" + table, List.of(protocol))).isEmpty();
    }

    @Test
    void without_a_protocol_everything_is_refused() {
        assertThat(wrongRows("no-protocol", List.of())).isEmpty();
    }

    @Test
    void a_wrong_row_is_found_whatever_is_wrong_in_it() {
        assertThat(wrongRows("wrong-rows", List.of(TURKEY)))
                .containsExactly(
                        "line 2: expected refuse (public) [] but got permit (public) []",
                        "line 3: expected refuse (public) [above-ceiling:persons]"
                                + " but got refuse (public) [above-ceiling:location]",
                        "line 4: expected refuse (public) [] but got refuse (public) [above-ceiling:location]",
                        "line 5: expected permit (ocha-imos) [] but got permit (public) []");
    }

    @Test
    void a_table_without_what_is_expected_is_no_table() {
        assertThatThrownBy(() ->
                        TextTable.of("/decisions/floors.csv").rows().getFirst().get("expected"))
                .hasMessageContaining("no column \"expected\"");
    }

    @Test
    void the_table_of_ceilings_has_every_cell_and_that_of_heirs_every_pair_without_one() {
        assertThat(pairs("at-the-ceiling"))
                .isEqualTo(TURKEY.cells().stream()
                        .map(c -> c.informationType() + " × " + c.audience())
                        .collect(Collectors.toSet()));
        Set<String> both = new HashSet<>(pairs("at-the-ceiling"));
        both.addAll(pairs("inherited"));
        assertThat(both)
                .hasSize(TURKEY.informationTypes().size() * TURKEY.audiences().size());
    }

    @Test
    void the_table_of_steps_has_every_ceiling_above_which_there_is_a_step() {
        List<TextTable.Row> rows = TextTable.of("/decisions/one-step-above.csv").rows();
        for (Cell cell : TURKEY.cells()) {
            if (cell.shared() == Shared.NO) {
                continue;
            }
            cell.ceilings().forEach((dimension, ceiling) -> {
                if (!ceiling.equals(dimension.mostIdentifying())) {
                    String above = dimension.levels().get(ceiling.rank() + 1).word();
                    assertThat(rows)
                            .as("%s × %s, %s", cell.informationType(), cell.audience(), dimension.word())
                            .anyMatch(r -> r.get("type").equals(cell.informationType())
                                    && r.get("audience").equals(cell.audience())
                                    && r.get(dimension.word()).equals(above)
                                    && r.get("because").contains(dimension.word()));
                }
            });
        }
    }

    @Test
    void every_floor_is_as_the_table_says() {
        List<String> wrong = new ArrayList<>();
        for (TextTable.Row row : TextTable.of("/decisions/floors.csv").rows()) {
            String floor = Engine.floor(TURKEY, label(row)).word();
            if (!floor.equals(row.get("floor"))) {
                wrong.add("line " + row.line() + ": " + floor);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static Set<String> pairs(String table) {
        return TextTable.of("/decisions/" + table + ".csv").rows().stream()
                .map(r -> r.get("type") + " × " + r.get("audience"))
                .collect(Collectors.toSet());
    }

    private static List<String> wrongRows(String table, List<Protocol> inForce) {
        List<String> wrong = new ArrayList<>();
        for (TextTable.Row row : TextTable.of("/decisions/" + table + ".csv").rows()) {
            CaseAnswer answer = CaseTable.decideOne(inForce, row.values());
            String cell =
                    answer.decision().flatMap(d -> d.cell().map(Cell::audience)).orElse("");
            List<String> because = Arrays.stream(row.get("because").split(" ", -1))
                    .filter(word -> !word.isEmpty())
                    .toList();
            String expected = row.get("expected") + " (" + row.get("cell") + ") " + because;
            String got = answer.word() + " (" + cell + ") " + deciding(answer.reasons());
            if (!got.equals(expected)) {
                wrong.add("line " + row.line() + ": expected " + expected + " but got " + got);
            }
        }
        return wrong;
    }

    private static List<String> deciding(List<Reason> reasons) {
        return reasons.stream()
                .filter(r -> r.kind().refuses() || r.kind().asks())
                .map(r -> {
                    String kind = r.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
                    String dimension = r.dimension().map(Dimension::word).orElse("");
                    String fact = r.fact().orElse("");
                    String link = dimension.isEmpty() || fact.isEmpty() ? "" : "=";
                    // Of these two kinds it is the element that says what is meant.
                    boolean ofElements =
                            r.kind() == Reason.Kind.ELEMENT_NOT_ALLOWED || r.kind() == Reason.Kind.WITHHELD;
                    String what = ofElements ? r.have().orElse("") : dimension + link + fact.replace(" or ", "|");
                    return what.isEmpty() ? kind : kind + ":" + what;
                })
                .toList();
    }

    private static Label label(TextTable.Row row) {
        Label label = Label.of(Channel.PUBLIC, row.get("type"));
        for (Dimension dimension : Dimension.values()) {
            String word = row.get(dimension.word());
            label = word.isEmpty() ? label : label.declaring(Level.checked(dimension, word));
        }
        return label;
    }
}
