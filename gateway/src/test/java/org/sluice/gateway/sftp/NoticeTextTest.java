package org.sluice.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.words.Words;

final class NoticeTextTest {
    private static final Words WORDS = Words.about("notices");

    @Test
    void the_name_says_when_what_and_which_file() {
        assertThat(names(labelNeeded("n1", "report 2026.xlsx")))
                .containsExactly("2026-03-02T0815-label-needed-report_2026.xlsx.txt");
    }

    @Test
    void twins_get_names_that_differ_and_stay() {
        assertThat(names(labelNeeded("n1", "a.csv"), labelNeeded("n2", "a.csv")))
                .containsExactly("2026-03-02T0815-label-needed-a.csv.txt", "2026-03-02T0815-label-needed-a.csv-n2.txt");
    }

    @Test
    void a_name_in_any_script_stays_readable_and_short() {
        assertThat(names(labelNeeded("n1", "تقرير ١.xlsx")).getFirst()).contains("تقرير_١.xlsx");
        assertThat(names(labelNeeded("n1", "x".repeat(250))).getFirst().length())
                .isLessThan(120);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr", "ar", "tr"})
    void a_notice_is_complete_and_ends_with_a_line(String language) {
        String text = text(language);

        assertThat(text)
                .contains("report.xlsx")
                .contains("\n    sluice deposit label d123 ")
                .contains("\n    /confidential/assessments-reports/\n")
                .endsWith("\n")
                .doesNotContain("{", "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr", "ar", "tr"})
    void who_types_a_command_is_said_once_at_the_end_and_only_where_there_is_one(String language) {
        String who = WORDS.text(language, "notice-typed", Map.of());
        for (Notice.Kind kind : Notice.Kind.values()) {
            String text = text(
                    new Notice("n1", "amal", Instant.parse("2026-03-02T08:15:30Z"), kind, Map.of(), Optional.empty()),
                    language);
            boolean typed = text.lines().anyMatch(line -> line.startsWith("    sluice "));
            assertThat(text.split(java.util.regex.Pattern.quote(who), -1))
                    .as(kind.word())
                    .hasSize(typed ? 2 : 1);
            assertThat(text.endsWith(who + "\n")).as(kind.word()).isEqualTo(typed);
            assertThat(text).as(kind.word()).doesNotContain(": sluice ");
        }
    }

    @Test
    void arabic_lines_begin_from_the_right_and_typed_lines_hold_nothing_hidden() {
        List<String> lines = text("ar").lines().toList();

        assertThat(lines).allMatch(line -> line.startsWith("\u200F") || line.startsWith("    "));
        assertThat(lines.stream().filter(line -> line.startsWith("    ")))
                .isNotEmpty()
                .allMatch(line -> line.chars().allMatch(c -> c >= 0x20 && c < 0x7F));
        assertThat(lines.getFirst()).contains("\u2068report.xlsx\u2069");
    }

    private static String text(String language) {
        return text(labelNeeded("n1", "report.xlsx"), language);
    }

    private static String text(Notice notice, String language) {
        return new String(
                NoticeText.of(List.of(notice), WORDS, language).getFirst().bytes(), StandardCharsets.UTF_8);
    }

    private static List<String> names(Notice... notices) {
        return NoticeText.of(List.of(notices), WORDS, "en").stream()
                .map(NoticeText::name)
                .toList();
    }

    private static Notice labelNeeded(String id, String file) {
        return new Notice(
                id,
                "amal",
                Instant.parse("2026-03-02T08:15:30Z"),
                Notice.Kind.LABEL_NEEDED,
                Map.of(
                        "file", file,
                        "folder", "/restricted/assessments-reports/",
                        "deposit", "d123",
                        "channel", "confidential",
                        "dimensions", "location, persons",
                        "label_file", file + ".label.yaml",
                        "lines", "location: exact   # national, exact\n    persons: personal   # none, personal"),
                Optional.of("d123"));
    }
}
