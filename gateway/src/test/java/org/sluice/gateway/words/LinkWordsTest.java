package org.sluice.gateway.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.gateway.domain.mail.Letter;
import org.sluice.gateway.domain.release.Way;

/** What a contact is told of a link, in each language; all made up. */
class LinkWordsTest {
    private static final String URL = "https://files.example.org/l/made-up";
    private static final Letter.LinkPassword PASSWORD =
            new Letter.LinkPassword(Optional.of("Relief A & <B>"), "abc-def-ghj-kmn-prs", Way.MAIL);

    private final LinkWords words = new LinkWords();

    private static Letter.LinkAddress address(Optional<String> sender, Optional<String> purpose) {
        return new Letter.LinkAddress(sender, purpose, URL, Instant.parse("2030-03-31T12:00:00Z"), Way.PHONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr", "ar", "tr"})
    void a_mail_says_who_what_for_until_when_and_how_the_password_comes_but_not_the_password(String language) {
        LinkWords.MailWords mail =
                words.mail(address(Optional.of("Relief A & <B>"), Optional.of("a made-up plan")), language);
        assertThat(mail.text())
                .contains("Relief A & <B>", "a made-up plan", "2030-03-31 12:00 UTC")
                .contains("\n    " + URL + "\n")
                .doesNotContain("\u2013", "{", PASSWORD.password());
        assertThat(mail.subject()).isNotBlank().doesNotContain("Relief", "plan", URL, "{");
        assertThat(mail.html().orElseThrow())
                .contains("lang=\"" + language + "\" dir=\"" + (language.equals("ar") ? "rtl" : "ltr") + "\"")
                .contains("Relief A &amp; &lt;B&gt;", "<a href=\"" + URL + "\">")
                .doesNotContain("<B>", "<img", "src=", "<script", "<link", "{");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr", "ar", "tr"})
    void where_the_channel_hides_the_sender_no_text_names_it(String language) {
        LinkWords.MailWords mail = words.mail(address(Optional.empty(), Optional.empty()), language);
        assertThat(mail.text()).contains(URL).doesNotContain("\u2013", "{");
        assertThat(words.message(address(Optional.empty(), Optional.empty()), language))
                .contains(URL, "2030-03-31 12:00 UTC")
                .doesNotContain("\u2013", "{");
        Letter.LinkPassword hidden = new Letter.LinkPassword(Optional.empty(), PASSWORD.password(), Way.MAIL);
        assertThat(words.message(hidden, language))
                .contains(PASSWORD.password())
                .doesNotContain("\u2013", "{");
        assertThat(words.mail(hidden, language).text()).contains(PASSWORD.password());
        assertThat(words.script(hidden, Optional.empty(), language))
                .noneMatch(line -> line.contains("\u2013") || line.contains("{"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr", "ar", "tr"})
    void a_call_goes_to_the_number_on_record_and_the_password_is_read_group_by_group(String language) {
        List<String> script = words.script(PASSWORD, Optional.of("+900000000001"), language);
        assertThat(script.getFirst()).contains("+900000000001");
        assertThat(script).contains("    abc  (Alfa Bravo Charlie)", "    kmn  (Kilo Mike November)");
        assertThat(script).noneMatch(line -> line.contains(URL) || line.contains("\u2013") || line.contains("{"));
        assertThat(script).hasSize(5 + 6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr", "ar", "tr"})
    void a_password_alone_and_a_code_alone_are_in_no_subject(String language) {
        assertThat(words.mail(PASSWORD, language).subject()).doesNotContain("abc");
        LinkWords.MailWords code = words.mail(new Letter.OpeningCode("123456"), language);
        assertThat(code.text()).contains("123456");
        assertThat(code.subject()).isNotBlank().doesNotContain("123456");
    }

    @Test
    void digits_are_read_as_digits() {
        Letter.LinkPassword digits = new Letter.LinkPassword(Optional.empty(), "1234-5678", Way.MAIL);
        assertThat(words.script(digits, Optional.empty(), "ar")).contains("    1234  (1 2 3 4)", "    5678  (5 6 7 8)");
    }
}
