package org.sluice.gateway.domain.derive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a recipe warns of, what it does to hidden columns, and how it names columns. */
final class AnonymiserEdgesTest {
    private static final List<String> HEAD = List.of("Camp", "Reached", "Served");
    private static final List<String> SUMMED = List.of("Camp", "Reached", "Served", "Total");
    private static final String BESIDE_A_SUM = " one count beside a sum, from which it can be worked out. Leave out the"
            + " column of sums, or hide more.";

    @Test
    void a_count_hidden_alone_in_its_column_is_warned_of() {
        Anonymiser anonymiser = counts();
        table(anonymiser, HEAD, List.of("A", "3", "40"), List.of("B", "30", "50"));
        assertThat(anonymiser.warnings())
                .containsExactly("Column B hides one count alone: whoever knows its sum can work it out. Hide another"
                        + " one too, or leave out the sums elsewhere.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Total", "TOTAL", "Toplam", "المجموع"})
    void with_a_row_of_sums_the_warning_names_that_row(String word) {
        Anonymiser anonymiser = counts();
        table(anonymiser, HEAD, List.of("A", "3", "40"), List.of("B", "30", "50"), List.of(word, "33", "90"));
        assertThat(anonymiser.warnings())
                .containsExactly("Column B hides one count alone: whoever knows the sum below it can work it out. Hide"
                        + " another one too, or leave out the row of sums.");
    }

    @Test
    void two_counts_hidden_in_a_column_or_none_are_not_warned_of() {
        Anonymiser two = counts();
        table(two, HEAD, List.of("A", "3", "40"), List.of("B", "4", "50"), List.of("Total", "60", "90"));
        assertThat(two.warnings()).isEmpty();
        Anonymiser none = counts();
        table(none, SUMMED, List.of("A", "30", "40", "70"), List.of("B", "0", "50", "50"));
        assertThat(none.warnings()).isEmpty();
    }

    @Test
    void only_hidden_counts_are_warned_of_and_not_one_place_or_one_organisation() {
        Anonymiser anonymiser =
                new Anonymiser(recipe(List.of(), List.of("Place"), List.of("Reached"), Optional.empty()), Map.of());
        table(anonymiser, List.of("Place", "Reached", "Total"), List.of("Upper Village", "30", "30"));
        assertThat(anonymiser.changes()).contains(new Anonymiser.Change("A", "made coarser", 1, 0));
        assertThat(anonymiser.warnings()).isEmpty();
    }

    @Test
    void a_row_that_hides_one_count_beside_a_sum_is_warned_of() {
        Anonymiser anonymiser = counts();
        table(
                anonymiser,
                SUMMED,
                List.of("A", "3", "40", "43"),
                List.of("B", "4", "5", "9"),
                List.of("C", "30", "0", "30"),
                List.of("D", "30", "6", "36"),
                List.of("E", "30", "7", "37"));
        assertThat(anonymiser.warnings()).containsExactly("3 rows hide" + BESIDE_A_SUM);
    }

    @Test
    void one_such_row_is_told_as_one() {
        Anonymiser one = counts();
        table(one, SUMMED, List.of("A", "3", "40", "43"), List.of("B", "4", "5", "9"), List.of("C", "5", "6", "11"));
        assertThat(one.warnings()).containsExactly("1 row hides" + BESIDE_A_SUM);
    }

    @Test
    void rows_are_not_warned_of_where_no_column_holds_sums() {
        Anonymiser anonymiser = counts();
        table(anonymiser, HEAD, List.of("A", "3", "40"), List.of("B", "4", "50"), List.of("Total", "70", "90"));
        assertThat(anonymiser.warnings()).isEmpty();
    }

    @Test
    void a_column_of_sums_that_is_left_out_tells_nothing() {
        Anonymiser anonymiser = new Anonymiser(
                recipe(List.of("Total"), List.of(), List.of("Reached", "Served"), Optional.empty()), Map.of());
        table(anonymiser, SUMMED, List.of("A", "3", "40", "43"), List.of("B", "4", "50", "54"));
        assertThat(anonymiser.warnings()).isEmpty();
    }

    @Test
    void a_column_that_is_hidden_in_the_workbook_is_left_out_and_told() {
        Anonymiser anonymiser = counts();
        anonymiser.hidden(0);
        anonymiser.hidden(1);
        assertThat(table(anonymiser, HEAD, List.of("A", "3", "40"), List.of(" ", "4", "50")))
                .containsExactly(List.of("Served"), List.of("40"), List.of("50"));
        assertThat(anonymiser.changes())
                .containsExactly(
                        new Anonymiser.Change("A", "left out, as it is hidden", 0, 1),
                        new Anonymiser.Change("B", "left out, as it is hidden", 0, 2),
                        new Anonymiser.Change("C", "small counts hidden", 0, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 100})
    void a_hidden_column_right_of_the_headings_changes_nothing(int column) {
        Anonymiser anonymiser = counts();
        anonymiser.hidden(column);
        assertThat(table(anonymiser, HEAD, List.of("A", "30", "40"))).containsExactly(HEAD, List.of("A", "30", "40"));
    }

    @Test
    void columns_that_are_kept_are_told_as_well_in_their_order() {
        Anonymiser anonymiser = counts();
        table(anonymiser, SUMMED, List.of("A", "30", "40", "70"));
        assertThat(anonymiser.changes())
                .containsExactly(
                        new Anonymiser.Change("A", "kept", 0, 0),
                        new Anonymiser.Change("B", "small counts hidden", 0, 0),
                        new Anonymiser.Change("C", "small counts hidden", 0, 0),
                        new Anonymiser.Change("D", "kept", 0, 0));
    }

    @Test
    void the_heading_of_places_says_what_they_were_made_to_and_no_other_heading_does() {
        Anonymiser told = new Anonymiser(
                recipe(List.of(), List.of("Village"), List.of("Reached"), Optional.of("district")), Map.of());
        assertThat(told.row(List.of("Camp", "Village", "Reached"))).contains(List.of("Camp", "district", "Reached"));
        Anonymiser untold =
                new Anonymiser(recipe(List.of(), List.of("Village"), List.of("Reached"), Optional.empty()), Map.of());
        assertThat(untold.row(List.of("Camp", "Village", "Reached"))).contains(List.of("Camp", "Village", "Reached"));
    }

    @ParameterizedTest
    @CsvSource({"0, A", "1, B", "24, Y", "25, Z", "26, AA", "50, AY", "51, AZ", "52, BA", "701, ZZ", "702, AAA"})
    void columns_are_named_as_spreadsheets_name_them(int column, String letters) {
        Anonymiser anonymiser = counts();
        anonymiser.row(new ArrayList<>(Collections.nCopies(703, "x")));
        assertThat(anonymiser.changes().get(column).column()).isEqualTo(letters);
    }

    private static Anonymiser counts() {
        return new Anonymiser(recipe(List.of(), List.of(), List.of("Reached", "Served"), Optional.empty()), Map.of());
    }

    private static Recipe recipe(List<String> drop, List<String> places, List<String> counts, Optional<String> level) {
        return new Recipe(
                drop, places, Map.of("upper village", "North"), List.of(), counts, 10, 1, Optional.empty(), level);
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
