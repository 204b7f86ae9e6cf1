package org.sluice.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.protocol.Difference;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.ProtocolDiff;

/** The table {@code widths/cells.csv}: what makes a cell wider, narrower or only different than its template's. */
final class WidthTableTest {
    private static final String HEAD = """
            schema: sluice-protocol/1
            id: width
            version: "1"
            scope: specific
            title: {en: Width}
            in-force: {from: 2026-01-01}
            facts:
              - {id: consent, about: deposit, title: {en: Consent}}
              - {id: approval, about: deposit, title: {en: Approval}}
              - {id: best-interests, about: deposit, title: {en: Best interests}}
            functions:
              - {id: case-worker, title: {en: Case worker}}
              - {id: supervisor, title: {en: Supervisor}}
            elements:
              - {id: age, title: {en: Age}}
              - {id: name, title: {en: Name}}
            audiences:
              - {id: public, title: {en: Public}, who: everybody}
              - {id: members, title: {en: Members}, who: members}
              - {id: donors, title: {en: Donors}, who: donors}
            types:
              - {id: reports, title: {en: Reports}}
            """;

    private static final String TAIL = """
            floors:
              - {when: otherwise, floor: restricted, source: made up}
            channels:
              public: {title: {en: P}, longest-link: 9d, most-downloads: 9, obligations: []}
              restricted: {title: {en: R}, longest-link: 9d, most-downloads: 9, obligations: []}
              confidential: {title: {en: C}, longest-link: 9d, most-downloads: 9, obligations: []}
              strictly-confidential: {title: {en: S}, longest-link: 9d, most-downloads: 9, obligations: []}
            """;

    @Test
    void every_row_is_compared_as_the_table_says() {
        TextTable table = TextTable.of("/widths/cells.csv");
        List<String> wrong = new ArrayList<>();
        for (TextTable.Row row : table.rows()) {
            String answer = compare(row.get("before"), row.get("after"));
            if (!answer.equals(row.get("answer"))) {
                wrong.add("line " + row.line() + ": expected " + row.get("answer") + " but got " + answer);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(table.rows()).hasSize(58);
    }

    @Test
    void a_wrong_answer_in_the_table_would_be_found() {
        assertThat(compare("shared=yes persons=none", "shared=yes persons=staff"))
                .isNotEqualTo("same");
    }

    /** What is wider one way is narrower the other way round, so nothing slips through by the order of two versions. */
    @Test
    void every_comparison_turned_round_goes_the_other_way() {
        for (TextTable.Row row : TextTable.of("/widths/cells.csv").rows()) {
            String there = row.get("answer");
            String back = compare(row.get("after"), row.get("before"));
            boolean onlyNarrower = there.contains("narrower") && !there.contains("wider");
            if (onlyNarrower) {
                assertThat(back).as("line " + row.line()).contains("wider");
            }
            assertThat(back.equals("same")).as("line " + row.line()).isEqualTo(there.equals("same"));
        }
    }

    private static String compare(String before, String after) {
        List<Difference> differences = ProtocolDiff.of(protocol(before), protocol(after)).differences().stream()
                .filter(d -> d.name().equals("reports:public"))
                .toList();
        return differences.isEmpty()
                ? "same"
                : differences.getFirst().changes().stream()
                        .map(c -> c.aspect() + ":" + c.way().word())
                        .collect(Collectors.joining(";"));
    }

    private static Protocol protocol(String cell) {
        Loaded loaded = ProtocolFile.load(HEAD + cells(cell) + TAIL);
        return switch (loaded) {
            case Loaded.Good good -> good.protocol();
            case Loaded.Bad bad -> throw new AssertionError(cell + ": " + bad.mistakes());
        };
    }

    private static String cells(String cell) {
        if (cell.isEmpty()) {
            return "cells: []\n";
        }
        Map<String, String> keys = new LinkedHashMap<>();
        Arrays.stream(cell.split(" ", -1))
                .forEach(pair -> keys.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1)));
        List<String> lines = new ArrayList<>(List.of("type: reports", "audience: public", "row: made up"));
        lines.add("shared: " + keys.getOrDefault("shared", "yes"));
        lines.add("disclosure: " + keys.getOrDefault("disclosure", "limited"));
        if (!keys.getOrDefault("shared", "").equals("no")) {
            lines.add("ceiling: {"
                    + List.of("organizations", "location", "population", "activity", "persons").stream()
                            .filter(keys::containsKey)
                            .map(d -> d + ": " + keys.get(d))
                            .collect(Collectors.joining(", "))
                    + "}");
        }
        list(keys, "conditions", "conditions", lines);
        list(keys, "onward-to", "onward-to", lines);
        list(keys, "senders", "senders", lines);
        list(keys, "elements", "elements", lines);
        plain(keys, "onward", "onward", lines);
        plain(keys, "inside", "inside-organisation", lines);
        plain(keys, "recipient", "recipient", lines);
        plain(keys, "withheld", "withheld", lines);
        plain(keys, "override", "withheld-override", lines);
        plain(keys, "small-counts", "small-counts", lines);
        plain(keys, "owner-names", "owner-names", lines);
        if (keys.containsKey("lift-location")) {
            lines.add("lifted-by: {location: " + keys.get("lift-location") + "}");
        }
        if (keys.containsKey("with")) {
            lines.add("element-with: {" + keys.get("with").replace(">", ": ") + "}");
        }
        return "cells:\n  - " + String.join("\n    ", lines) + "\n";
    }

    private static void plain(Map<String, String> keys, String key, String yaml, List<String> lines) {
        if (keys.containsKey(key)) {
            lines.add(yaml + ": " + keys.get(key));
        }
    }

    private static void list(Map<String, String> keys, String key, String yaml, List<String> lines) {
        if (keys.containsKey(key)) {
            lines.add(yaml + ": ["
                    + Arrays.stream(keys.getOrDefault(key, "").split(";", -1))
                            .map(item -> item.contains("|") ? "{any-of: [" + item.replace("|", ", ") + "]}" : item)
                            .collect(Collectors.joining(", "))
                    + "]");
        }
    }
}
