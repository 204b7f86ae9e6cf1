package org.sluice.gateway.domain.deposit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.gateway.domain.Answer;

/** The hash beside a file is read in whatever form the usual tools write it. */
final class SaidHashTest {
    private static final String HEX = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final String OTHER = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HEX",
                "HEX\n",
                "HEX\r\n",
                "\uFEFFHEX",
                "HEX  4w mai.xlsx",
                "HEX *4w mai.xlsx",
                "HEX  ./out/4w mai.xlsx",
                "HEX  C:\\\\Users\\\\ali\\\\4w mai.xlsx",
                "SHA256 (4w mai.xlsx) = HEX",
                "SHA2-256(4w mai.xlsx)= HEX",
                "SHA256(4w mai.xlsx)= HEX",
                "OTHER  another.xlsx\nHEX  4w mai.xlsx\nOTHER  third.xlsx",
                "OTHER  another.xlsx\nHEX\n",
                "HEX  4w mai.xlsx\nHEX  4w mai.xlsx",
                "SHA256 hash of 4w mai.xlsx:\r\nHEX\r\nCertUtil: -hashfile command completed successfully.",
                "Algorithm  Hash  Path\n---------  ----  ----\nSHA256     HEX   C:\\\\4w mai.xlsx",
                "# made by a job\nHEX  4w mai.xlsx"
            })
    void every_usual_form_is_read(String form) {
        for (String hex : new String[] {HEX, HEX.toUpperCase(Locale.ROOT)}) {
            assertThat(SaidHash.of(form.replace("HEX", hex).replace("OTHER", OTHER), "4w mai.xlsx"))
                    .isEqualTo(Answer.done(HEX));
        }
    }

    @Test
    void names_compare_in_one_form_of_unicode() {
        assertThat(SaidHash.of(HEX + "  e\u0301tat.csv", "\u00E9tat.csv")).isEqualTo(Answer.done(HEX));
        assertThat(SaidHash.of("SHA256 (قائمة.csv) = " + HEX, "قائمة.csv")).isEqualTo(Answer.done(HEX));
    }

    @Test
    void what_can_not_be_used_says_why() {
        assertThat(why("")).contains("no line of it holds a SHA-256");
        assertThat(why(HEX.substring(1))).contains("no line of it holds a SHA-256");
        assertThat(why(HEX + "0")).contains("no line of it holds a SHA-256");
        assertThat(why(HEX + "  another.csv")).contains("no line of it is for \"a.csv\"");
        assertThat(why(HEX + "  a.csv\n" + OTHER + "  a.csv")).contains("more than one hash");
        assertThat(why(HEX + "\n" + OTHER)).contains("more than one hash");
    }

    private static String why(String text) {
        return SaidHash.of(text, "a.csv") instanceof Answer.Refused<String> refused
                ? refused.refusal().message()
                : "";
    }
}
