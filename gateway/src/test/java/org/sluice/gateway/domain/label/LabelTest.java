package org.sluice.gateway.domain.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelTest {
    private static final Label BARE = Label.of(Channel.PUBLIC, "email");
    private static final Label FULL = new Label(
            Channel.CONFIDENTIAL,
            "member-contacts",
            Map.of(Dimension.PERSONS, Level.checked(Dimension.PERSONS, "staff")),
            Map.of(
                    Dimension.LOCATION, Level.checked(Dimension.LOCATION, "sub-district"),
                    Dimension.PERSONS, Level.checked(Dimension.PERSONS, "none")),
            Optional.of("winter response"),
            Optional.of("2026-10"),
            Optional.of("شمال حلب"),
            Optional.of(List.of("members", "coordinators", "members")));

    @ParameterizedTest
    @EnumSource(Dimension.class)
    void an_undeclared_dimension_counts_as_the_most_identifying(Dimension dimension) {
        assertThat(BARE.effective(dimension).word())
                .isEqualTo(dimension.ladder().getLast());
        assertThat(BARE.origin(dimension)).isEqualTo(Origin.UNDECLARED);
        assertThat(BARE.undeclared()).contains(dimension);
    }

    @Test
    void what_is_declared_goes_before_the_standard() {
        assertThat(FULL.effective(Dimension.PERSONS).word()).isEqualTo("staff");
        assertThat(FULL.origin(Dimension.PERSONS)).isEqualTo(Origin.DECLARED);
        assertThat(FULL.effective(Dimension.LOCATION).word()).isEqualTo("sub-district");
        assertThat(FULL.origin(Dimension.LOCATION)).isEqualTo(Origin.STANDARD);
    }

    @Test
    void the_canonical_text_has_its_keys_in_their_order() {
        assertThat(FULL.canonical()).isEqualTo("""
                        sluice-label 1
                        channel: confidential
                        type: member-contacts
                        location: standard sub-district
                        persons: staff
                        purpose: winter response
                        period: 2026-10
                        area: شمال حلب
                        share-with: coordinators,members
                        """);
        assertThat(BARE.canonical()).isEqualTo("sluice-label 1\nchannel: public\ntype: email\n");
    }

    @Test
    void the_canonical_text_reads_back_as_the_same_label() {
        Label nobody = ((LabelChange.Accepted) BARE.with("share-with", "")).label();
        for (Label label : List.of(FULL, BARE, nobody)) {
            assertThat(LabelText.read(label.canonical())).contains(label);
        }
        assertThat(nobody).isNotEqualTo(BARE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sluice-label 2\nchannel: public\ntype: email\n",
                "sluice-label 1\nchannel: public\ntype: email",
                "sluice-label 1\nchannel: open\ntype: email\n",
                "sluice-label 1\ntype: email\nchannel: public\n",
                "sluice-label 1\nchannel: public\ntype: email\nlocation:exact\n",
                "sluice-label 1\nchannel: public\ntype: email\nlocation: village\n",
                "sluice-label 1\nchannel: public\ntype: email\npersons: none\nlocation: exact\n",
                "sluice-label 1\nchannel: public\ntype: email\nshare-with: members, ocha-imos\n",
                "sluice-label 1\nchannel: public\ntype: email\npurpose: \n"
            })
    void a_text_that_is_not_canonical_is_no_label(String text) {
        assertThat(LabelText.read(text)).isEmpty();
    }

    @Test
    void texts_that_look_alike_in_unicode_have_one_canonical_form() {
        Label composed = ((LabelChange.Accepted) BARE.with("area", "Şanlıurfa")).label();
        Label decomposed = ((LabelChange.Accepted) BARE.with("area", "S\u0327anlıurfa")).label();
        assertThat(decomposed.canonical()).isEqualTo(composed.canonical());
    }

    @Test
    void an_empty_value_takes_back_what_was_said() {
        assertThat(((LabelChange.Accepted) FULL.with("persons", "")).label().origin(Dimension.PERSONS))
                .isEqualTo(Origin.UNDECLARED);
        assertThat(((LabelChange.Accepted) FULL.with("purpose", " ")).label().purpose())
                .isEmpty();
    }

    @Test
    void another_type_drops_the_standard_levels_of_the_first() {
        assertThat(((LabelChange.Accepted) FULL.with("type", "email")).label().standard())
                .isEmpty();
    }

    @Test
    void a_line_may_have_500_characters_and_no_more() {
        assertThat(BARE.with("purpose", "x".repeat(500))).isInstanceOf(LabelChange.Accepted.class);
        assertThat(BARE.with("purpose", "x".repeat(501))).isInstanceOf(LabelChange.Mistaken.class);
        assertThat(BARE.with("purpose", "a\u2028b")).isInstanceOf(LabelChange.Mistaken.class);
    }

    @Test
    void levels_of_two_dimensions_are_not_compared() {
        assertThatThrownBy(() -> Dimension.PERSONS.mostIdentifying().atMost(Dimension.LOCATION.mostIdentifying()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Level(Dimension.ACTIVITY, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_channel_is_at_least_itself_and_those_below() {
        assertThat(Channel.CONFIDENTIAL.atLeast(Channel.CONFIDENTIAL)).isTrue();
        assertThat(Channel.CONFIDENTIAL.atLeast(Channel.RESTRICTED)).isTrue();
        assertThat(Channel.CONFIDENTIAL.atLeast(Channel.STRICTLY_CONFIDENTIAL)).isFalse();
    }
}
