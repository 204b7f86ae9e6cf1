package org.sluice.gateway.domain.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a label cannot be made of, and the exact ends of what it can. */
class LabelLimitsTest {
    private static final Level STAFF = Level.checked(Dimension.PERSONS, "staff");

    @Test
    void a_level_under_another_dimension_makes_no_label() {
        assertThatThrownBy(() -> Label.of(Channel.PUBLIC, "email").withStandard(Map.of(Dimension.LOCATION, STAFF)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A level of persons stands under location.");
        assertThat(Label.of(Channel.PUBLIC, "email")
                        .withStandard(Map.of(Dimension.PERSONS, STAFF))
                        .standard())
                .containsExactly(Map.entry(Dimension.PERSONS, STAFF));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Email", "e mail", "e--mail", "-email", "email-", "e_mail", "émail"})
    void a_type_that_is_no_name_makes_no_label(String type) {
        assertThatThrownBy(() -> Label.of(Channel.PUBLIC, type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("small letters, digits and single hyphens");
    }

    @Test
    void a_name_has_64_characters_at_most() {
        assertThat(Words.isName("a".repeat(64))).isTrue();
        assertThat(Words.isName("a".repeat(65))).isFalse();
        assertThat(Words.isName("a")).isTrue();
    }

    @Test
    void a_line_has_500_characters_at_most() {
        assertThat(Words.line("a".repeat(500))).contains("a".repeat(500));
        assertThat(Words.line("a".repeat(501))).isEmpty();
        assertThat(Words.line(" ")).isEmpty();
        assertThat(Words.line("two\nlines")).isEmpty();
        assertThat(Words.line("half \uD800")).isEmpty();
    }

    @Test
    void a_ladder_ends_at_its_last_step() {
        assertThat(new Level(Dimension.PERSONS, 0).word()).isEqualTo("none");
        assertThat(new Level(Dimension.PERSONS, 3).word()).isEqualTo("personal");
        assertThatThrownBy(() -> new Level(Dimension.PERSONS, 4))
                .hasMessage("The ladder of persons has no step 4; its steps are 0 to 3.");
        assertThatThrownBy(() -> new Level(Dimension.PERSONS, -1)).hasMessageContaining("no step -1");
        assertThatThrownBy(() -> Level.checked(Dimension.PERSONS, "nobody"))
                .hasMessage("\"nobody\" is no level of persons; use one of none, staff, pseudonymised, personal.");
        assertThat(STAFF).hasToString("persons staff");
    }

    @Test
    void only_levels_of_one_dimension_are_compared() {
        assertThat(STAFF.atMost(STAFF)).isTrue();
        assertThatThrownBy(() -> STAFF.atMost(Level.checked(Dimension.ACTIVITY, "full")))
                .hasMessage("A level of persons cannot be compared with one of activity.");
    }

    @Test
    void only_what_neither_a_person_nor_a_standard_says_is_undeclared() {
        Label label = Label.of(Channel.PUBLIC, "email")
                .declaring(STAFF)
                .withStandard(Map.of(Dimension.ACTIVITY, Level.checked(Dimension.ACTIVITY, "broad")));
        assertThat(label.undeclared())
                .containsExactly(Dimension.ORGANIZATIONS, Dimension.LOCATION, Dimension.POPULATION);
    }

    @Test
    void an_empty_value_takes_a_dimension_back_and_leaves_the_others() {
        Label label = Label.of(Channel.PUBLIC, "email")
                .declaring(STAFF)
                .declaring(Level.checked(Dimension.LOCATION, "district"));
        assertThat(label.with("persons", ""))
                .isInstanceOfSatisfying(
                        LabelChange.Accepted.class,
                        accepted -> assertThat(accepted.label().declared())
                                .containsExactly(
                                        Map.entry(Dimension.LOCATION, Level.checked(Dimension.LOCATION, "district"))));
    }

    @Test
    void a_canonical_text_needs_no_more_than_its_first_three_lines() {
        Label least = Label.of(Channel.CONFIDENTIAL, "email");
        assertThat(LabelText.read(least.canonical())).contains(least);
        assertThat(LabelText.read("sluice-label 1\nchannel: public\n")).isEmpty();
        Label two = least.withStandard(
                Map.of(Dimension.PERSONS, STAFF, Dimension.LOCATION, Level.checked(Dimension.LOCATION, "district")));
        assertThat(LabelText.read(two.canonical())).contains(two);
    }

    @Test
    void a_narrowing_to_names_that_are_none_makes_no_label() {
        assertThat(Label.of(Channel.PUBLIC, "email").with("share-with", "members, Not A Name"))
                .isInstanceOfSatisfying(
                        LabelChange.Mistaken.class,
                        mistaken -> assertThat(mistaken.sentence()).contains("Not A Name"));
    }

    @Test
    void every_origin_has_its_word() {
        assertThat(Arrays.stream(Origin.values()).map(Origin::word))
                .containsExactlyElementsOf(List.of("declared", "standard", "undeclared"));
    }
}
