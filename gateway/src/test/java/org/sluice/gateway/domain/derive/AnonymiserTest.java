package org.sluice.gateway.domain.derive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a recipe does to a table, row by row, and what it tells about it. */
final class AnonymiserTest {
    private static final List<String> HEAD = List.of("Name", "Place", "Organisation", "Reached", "Note");

    @Test
    void columns_are_left_out_made_coarser_coded_and_their_small_counts_hidden() {
        Anonymiser anonymiser = new Anonymiser(recipe(1), Map.of("relief a", "ORG-7"));
        assertThat(table(
                        anonymiser,
                        HEAD,
                        List.of("Made-up Person", "Upper Village", "Relief A", "3", "ok"),
                        List.of("", "Nowhere", "Unknown Aid", "10", ""),
                        List.of("x", " upper  village ", "", "0", "ok")))
                .containsExactly(
                        List.of("Place", "Organisation", "Reached", "Note"),
                        List.of("North", "ORG-7", "<10", "ok"),
                        List.of("", "ORG-00000", "10", ""),
                        List.of("North", "", "0", "ok"));
        assertThat(anonymiser.changes())
                .contains(
                        new Anonymiser.Change("A", "dropped", 0, 2),
                        new Anonymiser.Change("B", "made coarser", 2, 1),
                        new Anonymiser.Change("C", "coded", 2, 0),
                        new Anonymiser.Change("D", "small counts hidden", 1, 0));
        assertThat(anonymiser.organisations()).containsExactlyInAnyOrder("Relief A", "Unknown Aid");
        assertThat(anonymiser.rows()).isEqualTo(3);
        assertThat(anonymiser.unknown()).isEmpty();
        assertThat(anonymiser.headed()).isTrue();
    }

    @Test
    void a_count_is_hidden_below_its_bound_shown_at_it_and_emptied_where_it_is_no_whole_number() {
        Anonymiser anonymiser = new Anonymiser(recipe(1), Map.of());
        List<List<String>> out = table(
                anonymiser,
                HEAD,
                List.of("", "", "", "9", ""),
                List.of("", "", "", "10", ""),
                List.of("", "", "", "1", ""),
                List.of("", "", "", "9.0", ""),
                List.of("", "", "", "9.5", ""),
                List.of("", "", "", "many", ""),
                List.of("", "", "", "1234567890", ""));
        assertThat(out.stream().skip(1).map(row -> row.get(2))).containsExactly("<10", "10", "<10", "<10", "", "", "");
        assertThat(anonymiser.changes()).contains(new Anonymiser.Change("D", "small counts hidden", 3, 3));
    }

    @Test
    void a_column_holds_no_counts_where_more_than_half_of_what_it_says_is_no_figure() {
        Anonymiser half = new Anonymiser(recipe(1), Map.of());
        table(
                half,
                HEAD,
                List.of("", "", "", "many", ""),
                List.of("", "", "", "1,200", ""),
                List.of("", "", "", "", ""));
        assertThat(half.noCounts()).isEmpty();
        Anonymiser more = new Anonymiser(recipe(1), Map.of());
        table(
                more,
                HEAD,
                List.of("", "", "", "Village 1", ""),
                List.of("", "", "", "٤٢", ""),
                List.of("", "", "", "2026-03-01", ""));
        assertThat(more.noCounts()).containsExactly("D (Reached)");
        Anonymiser figures = new Anonymiser(recipe(1), Map.of());
        table(
                figures,
                HEAD,
                List.of("", "", "", "1 234", ""),
                List.of("", "", "", "12.5 ", ""),
                List.of("", "", "", "<10", ""),
                List.of("", "", "", "-3", ""));
        assertThat(figures.noCounts()).isEmpty();
    }

    @Test
    void what_stands_above_the_headings_is_left_out_and_what_stands_under_none_too() {
        Anonymiser anonymiser = new Anonymiser(recipe(3), Map.of());
        assertThat(anonymiser.row(List.of("Title"))).isEmpty();
        assertThat(anonymiser.headed()).isFalse();
        assertThat(anonymiser.rows()).isZero();
        assertThat(anonymiser.row(List.of("Made up"))).isEmpty();
        assertThat(anonymiser.row(HEAD)).contains(List.of("Place", "Organisation", "Reached", "Note"));
        assertThat(anonymiser.headed()).isTrue();
        assertThat(anonymiser.rows()).isZero();
        assertThat(anonymiser.row(List.of("x", "", "", "", "ok", "nobody named this")))
                .contains(List.of("", "", "", "ok"));
        assertThat(anonymiser.row(List.of("x"))).contains(List.of("", "", "", ""));
        assertThat(anonymiser.rows()).isEqualTo(2);
    }

    @Test
    void a_column_is_named_by_its_letter_as_well_and_one_that_is_not_there_is_told() {
        Anonymiser anonymiser = new Anonymiser(
                new Recipe(
                        List.of("B", "AB", "Telephone"),
                        List.of(),
                        Map.of(),
                        List.of(),
                        List.of(),
                        10,
                        1,
                        Optional.empty(),
                        Optional.empty()),
                Map.of());
        List<String> wide = new ArrayList<>();
        for (int i = 0; i < 28; i++) {
            wide.add("h" + i);
        }
        List<String> out = anonymiser.row(wide).orElseThrow();
        assertThat(out).hasSize(26).doesNotContain("h1", "h27").contains("h0", "h26");
        assertThat(anonymiser.unknown()).containsExactly("Telephone");
        assertThat(anonymiser.changes().stream()
                        .filter(change -> change.act().equals("dropped"))
                        .map(Anonymiser.Change::column))
                .containsExactlyInAnyOrder("B", "AB");
    }

    @Test
    void two_columns_of_one_heading_are_both_meant_and_one_that_is_named_twice_is_left_out() {
        Anonymiser anonymiser = new Anonymiser(
                new Recipe(
                        List.of("name"),
                        List.of(),
                        Map.of(),
                        List.of(),
                        List.of("Name"),
                        10,
                        1,
                        Optional.empty(),
                        Optional.empty()),
                Map.of());
        assertThat(anonymiser.row(List.of("NAME", "Place", "name"))).contains(List.of("Place"));
    }

    @Test
    void a_recipe_says_what_to_do_has_a_gazetteer_for_places_and_sensible_numbers() {
        assertThat(recipe(1).mistake()).isEmpty();
        assertThat(mistake(List.of(), List.of(), Map.of(), 10, 1)).contains("Say what to do");
        assertThat(mistake(List.of(), List.of("Place"), Map.of(), 10, 1)).contains("gazetteer");
        assertThat(mistake(List.of("Name"), List.of(), Map.of(), 1, 1)).contains("at least 2");
        assertThat(mistake(List.of("Name"), List.of(), Map.of(), 2, 0)).contains("at least 1");
        assertThat(mistake(List.of("Name"), List.of(), Map.of(), 2, 1)).isEmpty();
        assertThat(new Recipe(
                                List.of(),
                                List.of(),
                                Map.of(),
                                List.of("Org"),
                                List.of(),
                                10,
                                1,
                                Optional.empty(),
                                Optional.empty())
                        .mistake())
                .isEmpty();
        assertThat(new Recipe(
                                List.of(),
                                List.of(),
                                Map.of(),
                                List.of(),
                                List.of("N"),
                                10,
                                1,
                                Optional.empty(),
                                Optional.empty())
                        .mistake())
                .isEmpty();
    }

    private static String mistake(
            List<String> drop, List<String> places, Map<String, String> coarse, int smallest, int row) {
        Optional<String> mistake = new Recipe(
                        drop, places, coarse, List.of(), List.of(), smallest, row, Optional.empty(), Optional.empty())
                .mistake();
        return mistake.orElse("");
    }

    private static Recipe recipe(int headingRow) {
        return new Recipe(
                List.of("name"),
                List.of("place"),
                Map.of("upper village", "North"),
                List.of("organisation"),
                List.of("reached"),
                10,
                headingRow,
                Optional.empty(),
                Optional.empty());
    }

    @SafeVarargs
    private static List<List<String>> table(Anonymiser anonymiser, List<String>... rows) {
        List<List<String>> out = new ArrayList<>();
        for (List<String> row : rows) {
            anonymiser.row(row).ifPresent(out::add);
        }
        return out;
    }
}
