package org.sluice.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.gateway.domain.protocol.Protocol;

class CaseTableTest {
    private static final List<Protocol> TURKEY = List.of(ProtocolFile.shipped("turkey-cross-border"));
    private static final String HEADER =
            "type,audience,channel,organizations,location,population,activity,persons,facts";

    @Test
    void rows_come_back_in_their_order_with_decision_and_reasons() {
        String in = HEADER + "\n"
                + "protection-dashboard,public,public,none,sub-district,aggregated,broad,none,\n"
                + "sector-strategy,public,,none,exact,aggregated,broad,none,\n"
                + "member-contacts,members,,named,district,aggregated,broad,staff,\n";
        CaseTable.Checked.Decided decided = decided(in);
        String[] out = decided.csv().split("\n", -1);
        assertThat(out[0]).isEqualTo(HEADER + ",decision,reasons");
        assertThat(out[1])
                .startsWith("protection-dashboard,public,public,none,sub-district,aggregated,broad,none,,permit,");
        assertThat(out[2])
                .isEqualTo("sector-strategy,public,,none,exact,aggregated,broad,none,,refuse,"
                        + "\"location is exact, and the cell allows up to district"
                        + " (table, Sector strategy paper, row 5: public)\"");
        assertThat(out[3]).contains(",needs,\"consent-of-organisation is not on record");
        assertThat(List.of(decided.permitted(), decided.refused(), decided.needing()))
                .containsOnly(1);
    }

    @Test
    void the_standard_labels_are_not_used() {
        assertThat(decided(HEADER + "\nprotection-dashboard,public,,,,,,,\n").csv())
                .contains(",refuse,")
                .contains(
                        "organizations is undeclared: nobody declared it, so it counts as the most identifying, named");
    }

    @Test
    void columns_may_stand_in_any_order_and_others_are_kept_as_they_are() {
        String header = "note,audience,persons,location,type";
        String row = "\"a \"\"note\"\", with a comma\",public,staff,district,email";
        String out = decided("\uFEFF" + header + "\r\n" + row + "\r\n").csv();
        assertThat(out)
                .startsWith(header + ",decision,reasons\r\n" + row + ",permit,")
                .endsWith("\r\n");
    }

    @Test
    void a_quoted_field_may_hold_a_line_end_and_the_last_line_may_lack_one() {
        assertThat(decided("type,audience,note\nemail,public,\"two\nlines\"\n\nemail,nobody,x")
                        .csv())
                .contains("email,public,\"two\nlines\",refuse,")
                .contains("email,nobody,x,refuse,");
    }

    @Test
    void facts_are_separated_by_semicolons() {
        assertThat(decided(
                                HEADER
                                        + "\n4w-monthly-inputs,members,,coded,district,aggregated,full,none, active-member ; reports-4w;\n")
                        .csv())
                .contains(",permit,");
    }

    @Test
    void a_word_that_is_not_known_refuses_its_own_row_only() {
        CaseTable.Checked.Decided decided = decided(HEADER
                + "\nemail,public,secret,none,village,,,,\nemail,public,,none,district,aggregated,full,staff,\n");
        assertThat(decided.refused()).isEqualTo(1);
        assertThat(decided.permitted()).isEqualTo(1);
        assertThat(decided.csv())
                .contains("unknown value \"\"secret\"\" for channel")
                .contains("unknown value \"\"village\"\" for location");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            type;persons~email;staff                | 1 | 1  | The column "audience" is missing
            audience;persons~public;staff           | 1 | 1  | The column "type" is missing
            type;audience;type~a;b;c                | 1 | 15 | a second time
            type;audience~email;public~email        | 3 | 1  | has 1 fields, the first row has 2
            type;audience~email;public;none         | 2 | 14 | has 3 fields, the first row has 2
            type;audience~email;"public             | 2 | 7  | never closed
            type;audience~email;pub"lic             | 2 | 10 | quote stands inside
            type;audience~email;"public"x           | 2 | 15 | After a field in quotes
            """)
    void a_text_that_is_no_table_is_named_with_line_and_column(String text, int line, int column, String message) {
        String csv = text.replace(';', ',').replace('~', '\n');
        assertThat(CaseTable.decide(TURKEY, csv))
                .isInstanceOfSatisfying(CaseTable.Checked.Unreadable.class, unreadable -> {
                    assertThat(unreadable.mistake().message()).contains(message);
                    assertThat(unreadable.mistake().line()).isEqualTo(line);
                    assertThat(unreadable.mistake().column()).isEqualTo(column);
                });
    }

    @Test
    void an_empty_file_is_no_table() {
        assertThat(CaseTable.decide(TURKEY, "\n\n")).isInstanceOf(CaseTable.Checked.Unreadable.class);
    }

    private static CaseTable.Checked.Decided decided(String csv) {
        return switch (CaseTable.decide(TURKEY, csv)) {
            case CaseTable.Checked.Decided decided -> decided;
            case CaseTable.Checked.Unreadable unreadable -> throw new AssertionError(unreadable.mistake());
        };
    }
}
