package org.sluice.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.protocol.Difference;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.ProtocolDiff;

/** The sentences about a cell or a floor that two protocols have differently, whole: what was, what is, and which way. */
final class CellDiffTest {
    private static final String HEAD = """
            schema: sluice-protocol/1
            id: cells
            version: "1"
            scope: specific
            title: {en: Cells}
            in-force: {from: 2026-01-01}
            facts:
              - {id: consent, about: deposit, title: {en: Consent}}
              - {id: approval, about: deposit, title: {en: Approval}}
              - {id: urgent, about: deposit, title: {en: Urgent}}
            functions:
              - {id: case-worker, title: {en: Case worker}}
              - {id: supervisor, title: {en: Supervisor}}
            elements:
              - {id: age, title: {en: Age}}
              - {id: name, title: {en: Name}}
            audiences:
              - {id: public, title: {en: Public}, who: everybody}
              - {id: members, title: {en: Members}, who: members}
            types:
              - {id: reports, title: {en: Reports}}
              - {id: plans, title: {en: Plans}}
            """;

    private static final String CHANNELS = """
            channels:
              public: {title: {en: P}, longest-link: 9d, most-downloads: 9, obligations: []}
              restricted: {title: {en: R}, longest-link: 9d, most-downloads: 9, obligations: []}
              confidential: {title: {en: C}, longest-link: 9d, most-downloads: 9, obligations: []}
              strictly-confidential: {title: {en: S}, longest-link: 9d, most-downloads: 9, obligations: []}
            """;

    private static final String OTHERWISE = "  - {when: otherwise, floor: restricted, source: made up}\n";
    private static final String MEMBERS = "type: reports, audience: members, disclosure: limited, row: made up";

    private static String text(String cells, String floors) {
        return HEAD + (cells.isEmpty() ? "cells: []\n" : "cells:\n" + cells) + "floors:\n" + floors + CHANNELS;
    }

    private static Protocol load(String text) {
        return switch (ProtocolFile.load(text)) {
            case Loaded.Good good -> good.protocol();
            case Loaded.Bad bad -> throw new AssertionError(bad.mistakes().toString());
        };
    }

    private static List<String> sentences(String before, String after) {
        return ProtocolDiff.of(load(before), load(after)).differences().stream()
                .flatMap(d -> d.changes().stream().map(change -> d.key() + ": " + change.sentence()))
                .toList();
    }

    /** What changes for the members where their cell has these keys, without the name of the cell. */
    private static List<String> cell(String before, String after) {
        return sentences(text(members(before), OTHERWISE), text(members(after), OTHERWISE)).stream()
                .map(sentence -> sentence.replace("cell reports:members: ", ""))
                .toList();
    }

    private static String members(String keys) {
        return keys.isEmpty() ? "" : "  - {" + MEMBERS + ", " + keys + "}\n";
    }

    private static List<String> floors(String before, String after) {
        return sentences(text("", before + OTHERWISE), text("", after + OTHERWISE));
    }

    @Test
    void a_cell_that_comes_or_goes_says_that_there_was_none() {
        assertThat(cell("", "shared: yes, ceiling: {persons: none}")).containsExactly("shared: no cell → yes (wider)");
        assertThat(cell("shared: yes, ceiling: {persons: none}", ""))
                .containsExactly("shared: yes → no cell (narrower)");
    }

    @Test
    void a_cell_that_shares_nothing_is_as_wide_as_none() {
        assertThat(cell("", "shared: no")).isEmpty();
        assertThat(cell("shared: no", "shared: yes, ceiling: {persons: none}"))
                .containsExactly("shared: no → yes (wider)");
    }

    @Test
    void a_ceiling_at_the_top_of_its_ladder_is_only_other_words_than_none() {
        assertThat(cell(
                        "shared: yes, ceiling: {persons: none}",
                        "shared: yes, ceiling: {persons: none, location: exact}"))
                .containsExactly("location: no ceiling → exact (changed)");
        assertThat(cell(
                        "shared: yes, ceiling: {persons: none, location: district}",
                        "shared: yes, ceiling: {persons: none}"))
                .containsExactly("location: district → no ceiling (wider)");
        assertThat(cell(
                        "shared: yes, ceiling: {persons: none, location: district}",
                        "shared: yes, ceiling: {persons: none, location: national}"))
                .containsExactly("location: district → national (narrower)");
    }

    @Test
    void a_condition_is_told_beside_the_one_that_it_came_from() {
        String one = "shared: yes, ceiling: {persons: none}, conditions: [urgent, consent]";
        String either = "shared: yes, ceiling: {persons: none}, conditions: [urgent, {any-of: [consent, approval]}]";
        assertThat(cell(one, either)).containsExactly("condition: consent → consent or approval (wider)");
        assertThat(cell(either, one)).containsExactly("condition: consent or approval → consent (narrower)");
    }

    @Test
    void a_condition_that_came_from_no_other_stands_beside_nothing() {
        String urgent = "shared: yes, ceiling: {persons: none}, conditions: [urgent]";
        String both = "shared: yes, ceiling: {persons: none}, conditions: [urgent, consent]";
        assertThat(cell(urgent, both)).containsExactly("condition: – → consent (narrower)");
        assertThat(cell(both, urgent)).containsExactly("condition: consent → – (wider)");
    }

    @Test
    void a_flag_says_yes_and_no() {
        String plain = "shared: yes, ceiling: {persons: none}";
        assertThat(cell(plain, plain + ", recipient: person")).containsExactly("named recipient: no → yes (narrower)");
        assertThat(cell(plain + ", recipient: person", plain)).containsExactly("named recipient: yes → no (wider)");
    }

    @Test
    void senders_are_named_in_order_and_none_is_anybody() {
        String plain = "shared: yes, ceiling: {persons: none}";
        String two = plain + ", senders: [supervisor, case-worker]";
        assertThat(cell(plain, two)).containsExactly("senders: anybody → case-worker, supervisor (narrower)");
        assertThat(cell(two, plain)).containsExactly("senders: case-worker, supervisor → anybody (wider)");
    }

    @Test
    void elements_are_named_in_order_and_without_a_list_any_may_pass() {
        String plain = "shared: yes, ceiling: {persons: none}";
        String two = plain + ", elements: [name, age]";
        assertThat(cell(plain, two)).containsExactly("elements: any → age, name (narrower)");
        assertThat(cell(two, plain)).containsExactly("elements: age, name → any (wider)");
        assertThat(cell(plain + ", elements: [age]", two)).containsExactly("elements: – → name (wider)");
    }

    @Test
    void without_an_older_protocol_every_shared_cell_is_wider_than_nothing() {
        Protocol own = load(text(members("shared: yes, ceiling: {persons: none}"), OTHERWISE));
        assertThat(ProtocolDiff.of(Optional.empty(), own).differences())
                .extracting(Difference::key)
                .containsExactly("cell reports:members");
    }

    @Test
    void a_cell_of_a_type_that_is_gone_is_narrower() {
        String before = text(
                "  - {type: plans, audience: members, disclosure: limited, row: made up, shared: yes, ceiling: {persons: none}}\n",
                OTHERWISE);
        String after = text("", OTHERWISE).replace("  - {id: plans, title: {en: Plans}}\n", "");
        assertThat(sentences(before, after))
                .containsExactly(
                        "type plans: removed: here → – (changed)",
                        "cell plans:members: shared: yes → no cell (narrower)");
    }

    @Test
    void an_audience_that_is_gone_has_what_the_public_has() {
        String open = "  - {type: reports, audience: public, disclosure: limited, row: made up, shared: yes,"
                + " ceiling: {persons: none, location: exact}}\n";
        String before = text(open + members("shared: yes, ceiling: {persons: none, location: national}"), OTHERWISE);
        String after = text(open, OTHERWISE).replace("  - {id: members, title: {en: Members}, who: members}\n", "");
        assertThat(sentences(before, after))
                .containsExactly(
                        "audience members: removed: here → – (changed)",
                        "cell reports:members: location: national → exact (wider)");
    }

    @Test
    void the_same_floor_in_other_words_is_no_difference() {
        assertThat(floors("", "  - {when: {persons: [personal]}, floor: restricted, source: made up}\n"))
                .isEmpty();
    }

    @Test
    void one_example_each_way_is_given_for_the_floor_of_each_type() {
        String staff = "  - {when: {persons: [staff]}, floor: confidential, source: made up}\n";
        String personal = "  - {when: {persons: [personal]}, floor: confidential, source: made up}\n";
        String low = "organizations none, location national, population aggregated, activity broad, ";
        assertThat(floors(staff, personal))
                .containsExactly(
                        "floor reports: " + low + "persons staff: confidential → restricted (wider)",
                        "floor reports: " + low + "persons personal: restricted → confidential (narrower)",
                        "floor plans: " + low + "persons staff: confidential → restricted (wider)",
                        "floor plans: " + low + "persons personal: restricted → confidential (narrower)");
        assertThat(floors("", personal))
                .containsExactly(
                        "floor reports: " + low + "persons personal: restricted → confidential (narrower)",
                        "floor plans: " + low + "persons personal: restricted → confidential (narrower)");
    }

    @Test
    void the_rule_for_everything_else_counts_only_where_no_other_matches() {
        String open = "  - {when: {persons: [none]}, floor: public, source: made up}\n";
        assertThat(floors("", open))
                .containsExactly(
                        "floor reports: organizations none, location national, population aggregated, activity broad,"
                                + " persons none: restricted → public (wider)",
                        "floor plans: organizations none, location national, population aggregated, activity broad,"
                                + " persons none: restricted → public (wider)");
    }

    @Test
    void the_floor_of_a_type_that_only_one_of_them_knows_is_compared_too() {
        String before = text("", OTHERWISE);
        String after = text("", OTHERWISE.replace("restricted", "confidential"))
                .replace("{id: plans, title: {en: Plans}}", "{id: maps, title: {en: Maps}}");
        assertThat(ProtocolDiff.of(load(before), load(after)).differences())
                .extracting(Difference::key)
                .containsExactly("type plans", "type maps", "floor reports", "floor maps", "floor plans");
    }
}
