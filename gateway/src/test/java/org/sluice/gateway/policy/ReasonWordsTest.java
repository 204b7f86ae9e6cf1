package org.sluice.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.Reason;

/** The sentences that people read when something may not go: each says what is wrong, and where it is written. */
class ReasonWordsTest {
    private static final List<Protocol> IN_FORCE =
            List.of(ProtocolFile.shipped("iasc-template"), ProtocolFile.shipped("alliance-dpisp"));
    private static final Map<String, String> REFERRAL = Map.of(
            "type", "case-referral",
            "audience", "service-provider",
            "persons", "personal",
            "elements", "names",
            "facts", "consent;informed;no-objection;same-protection;need-to-know");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            senders      | none      | Only case-worker may send this, and who releases has no such function (section 3.1
            senders      | focal-person | Only case-worker may send this, and who releases is focal-person (section 3.1
            named        | no        | It goes to a named person only, never to service-provider as a whole or to a desk (section 3.1
            elements     | ''        | Nobody declared which data elements it has; declare them with the label's key elements (section 3.1
            elements     | open-cases | The data element open-cases may not go there; those that may are basic-biographical, consent-confirmation, contact-details, names,
            elements     | residence | The data element residence goes there only together with residence-safe-and-necessary (section 3.1
            withheld     | names     | Those concerned withheld names, and it has that without best-interests on record (section 3.1
            marks        | unheard-of | No protocol in force knows the mark "unheard-of"
            share-with   | unhcr     | The owner allows it to be shared with unhcr only, not with service-provider
            refused      | consent   | consent was refused by who could have given it, and the cell asks for it (section 3.1
            """)
    void a_refusal_says_why(String column, String value, String sentence) {
        assertThat(answer(REFERRAL, Map.of(column, value)).sentences()).contains(sentence);
    }

    @Test
    void nothing_is_said_against_what_is_in_order() {
        CaseAnswer answer = answer(REFERRAL, Map.of());
        assertThat(answer.word()).isEqualTo("permit");
        assertThat(answer.sentences())
                .contains("It is sent by case-worker only")
                .contains("persons is personal, and the cell allows up to personal");
        // What withheld elements do not touch, they do not stop.
        assertThat(answer(REFERRAL, Map.of("withheld", "contact-details")).word())
                .isEqualTo("permit");
    }

    @Test
    void a_withheld_element_counts_as_contained_where_nobody_said_what_is_in_it() {
        assertThat(answer(REFERRAL, Map.of("withheld", "names", "elements", "")).reasons())
                .extracting(Reason::kind)
                .contains(Reason.Kind.WITHHELD, Reason.Kind.ELEMENTS_UNDECLARED);
    }

    @Test
    void a_transfer_knows_nothing_that_goes_before_what_was_withheld() {
        Map<String, String> transfer = Map.of(
                "type", "case-transfer",
                "audience", "participant",
                "persons", "personal",
                "elements", "names",
                "withheld", "names",
                "facts", "best-interests");
        assertThat(answer(transfer, Map.of()).sentences())
                .contains(
                        "Those concerned withheld names, and it has that (section 3.2 b: transfer between participants)");
    }

    @Test
    void small_counts_say_whether_somebody_declared_them() {
        Map<String, String> figures = Map.of(
                "type", "aggregate-data",
                "audience", "donor",
                "population", "disaggregated",
                "persons", "none",
                "elements", "open-cases",
                "facts", "no-harm-expected;designated-donor-contact");
        assertThat(answer(figures, Map.of("small-counts", "present")).sentences())
                .isEqualTo("It has figures that count so few that they may point at somebody; leave them out"
                        + " (section 4.4: donors)");
        assertThat(answer(figures, Map.of()).sentences())
                .startsWith("Nobody said whether it has figures that count very few");
        assertThat(answer(figures, Map.of("small-counts", "none")).word()).isEqualTo("permit");
    }

    @Test
    void a_mark_says_which_waiver_opens_it_and_where_that_is_written() {
        Map<String, String> authority = Map.of(
                "type", "case-referral-authority",
                "audience", "local-authority",
                "persons", "personal",
                "elements", "names",
                "marks", "unhcr",
                "facts",
                        "consent;informed;no-objection;same-protection;need-to-know;recipient-is-participant;"
                                + "recipient-gives-the-service");
        CaseAnswer answer = answer(authority, Map.of());
        assertThat(answer.word()).isEqualTo("needs");
        assertThat(answer.sentences())
                .isEqualTo("Data marked unhcr is closed to local-authority unless unhcr-waiver is on record"
                        + " (alliance-dpisp, mark unhcr)");
    }

    @Test
    void whoever_is_allowed_nobody_is_told_so_and_an_owner_who_is_silent_is_asked_to_speak() {
        Map<String, String> other =
                Map.of("type", "non-standard", "audience", "sector-organisations", "persons", "none");
        assertThat(answer(other, Map.of()).sentences())
                .contains("The owner must say with whom this may be shared, and its share-with does not name"
                        + " sector-organisations");
    }

    @Test
    void a_word_that_is_not_known_is_told_with_those_that_are() {
        assertThat(answer(REFERRAL, Map.of("named", "perhaps")).sentences())
                .isEqualTo("unknown value \"perhaps\" for named, which takes one of yes, no");
        assertThat(answer(REFERRAL, Map.of("type", "No Type")).sentences())
                .contains("which takes a name in small letters, digits and single hyphens");
    }

    @Test
    void without_a_protocol_that_is_said_before_all_else() {
        assertThat(CaseTable.decideOne(List.of(), REFERRAL).sentences())
                .isEqualTo("No protocol is in force, and without one nothing may be shared");
    }

    private static CaseAnswer answer(Map<String, String> base, Map<String, String> changes) {
        Map<String, String> values = new LinkedHashMap<>(base);
        values.putAll(changes);
        return CaseTable.decideOne(IN_FORCE, values);
    }
}
