package org.sluice.gateway.domain.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a label says of case data: every key by itself, its line in the canonical text, and what is no code. */
class ParticularsTest {
    private static final Label BARE = Label.of(Channel.STRICTLY_CONFIDENTIAL, "case-referral");

    /** Each key is written, read back, and touches no other; taken back, the label is as it was. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            elements           | names, contact-details | elements: contact-details,names
            concerns           | relief-b; relief-a     | concerns: relief-a,relief-b
            withheld           | names                  | withheld: names
            consented-purposes | shelter, health        | consented-purposes: health,shelter
            small-counts       | none                   | small-counts: none
            small-counts       | present                | small-counts: present
            marks              | unhcr                  | marks: unhcr
            case               | CP-2026-0042           | case: CP-2026-0042
            """)
    void a_key_has_a_line_of_its_own(String key, String value, String line) {
        Label label = accepted(BARE, key, value);
        assertThat(label.canonical())
                .isEqualTo("sluice-label 1\nchannel: strictly-confidential\ntype: case-referral\n" + line + "\n");
        assertThat(LabelText.read(label.canonical())).contains(label);
    }

    @Test
    void all_keys_together_stand_in_their_order_and_are_read_back() {
        Label label = BARE;
        for (String[] said : List.of(
                new String[] {"case", "CP-1"},
                new String[] {"marks", "unhcr,un-agency"},
                new String[] {"small-counts", "present"},
                new String[] {"consented-purposes", "health"},
                new String[] {"withheld", "names"},
                new String[] {"concerns", "relief-a"},
                new String[] {"elements", "names"})) {
            label = accepted(label, said[0], said[1]);
        }
        assertThat(label.canonical()).endsWith("""
                elements: names
                concerns: relief-a
                withheld: names
                consented-purposes: health
                small-counts: present
                marks: un-agency,unhcr
                case: CP-1
                """);
        assertThat(LabelText.read(label.canonical())).contains(label);
    }

    @Test
    void an_empty_value_takes_back_what_can_be_unsaid_and_says_none_of_the_others() {
        assertThat(accepted(accepted(BARE, "small-counts", "none"), "small-counts", ""))
                .isEqualTo(BARE);
        assertThat(accepted(accepted(BARE, "case", "CP-1"), "case", "")).isEqualTo(BARE);
        assertThat(accepted(accepted(BARE, "marks", "unhcr"), "marks", "")).isEqualTo(BARE);
        assertThat(accepted(BARE, "elements", "").particulars().elements()).contains(List.of());
        assertThat(accepted(BARE, "consented-purposes", "").particulars().consentedPurposes())
                .contains(List.of());
    }

    @Test
    void what_nobody_said_of_small_counts_counts_as_yes() {
        assertThat(Particulars.NONE.hasSmallCounts()).isTrue();
        assertThat(accepted(BARE, "small-counts", "none").particulars().hasSmallCounts())
                .isFalse();
        assertThat(accepted(BARE, "small-counts", "present").particulars().hasSmallCounts())
                .isTrue();
        assertThat(BARE.with("small-counts", "few"))
                .isInstanceOfSatisfying(
                        LabelChange.Mistaken.class,
                        mistaken -> assertThat(mistaken.allowed()).containsExactly("none", "present"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CP 12", "أمل", "-1", "1-", "a--b", "a_b"})
    void what_is_no_code_is_not_taken(String code) {
        assertThat(BARE.with("case", code))
                .isInstanceOfSatisfying(
                        LabelChange.Mistaken.class,
                        mistaken -> assertThat(mistaken.sentence()).contains("a name has no place there"));
        assertThatThrownBy(() -> Particulars.NONE.ofCase(Optional.of(code)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_code_has_64_characters_at_most() {
        assertThat(Words.isCode("A".repeat(64))).isTrue();
        assertThat(Words.isCode("A".repeat(65))).isFalse();
    }

    @Test
    void what_is_no_name_makes_no_particulars() {
        for (LabelKey key : List.of(LabelKey.ELEMENTS, LabelKey.CONCERNS, LabelKey.WITHHELD, LabelKey.MARKS)) {
            assertThatThrownBy(() -> Particulars.NONE.with(key, List.of("No Name")))
                    .as(key.word())
                    .hasMessage("\"No Name\" is no name.");
        }
    }

    private static Label accepted(Label label, String key, String value) {
        return switch (label.with(key, value)) {
            case LabelChange.Accepted accepted -> accepted.label();
            case LabelChange.Mistaken mistaken -> throw new AssertionError(mistaken.sentence());
        };
    }
}
