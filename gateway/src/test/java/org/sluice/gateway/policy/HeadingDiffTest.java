package org.sluice.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.protocol.Difference;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.ProtocolDiff;

/** What two protocols say differently in their headings: scope, types, audiences, facts and marks. */
final class HeadingDiffTest {
    private static final String TEXT = """
            schema: sluice-protocol/1
            id: heads
            version: "1"
            scope: specific
            title: {en: Heads}
            in-force: {from: 2026-01-01}
            facts:
              - {id: reports-4w, about: recipient, given-by: coordinator, title: {en: Reports},
                 derived: {deposits-of: reports, every: 31d, grace: 31d}}
              - {id: consent, about: deposit, given-by: owner, overrides-refusal: [urgent], title: {en: Consent}}
              - {id: urgent, about: deposit, given-by: anyone, title: {en: Urgent}}
              - {id: waived, about: deposit, given-by: concerned, title: {en: Waived, fr: Levé}}
            audiences:
              - {id: public, title: {en: Public}, who: everybody}
              - {id: members, title: {en: Members}, who: those who signed, third-party: unless-participant}
              - {id: donors, title: {en: Donors}, who: who pays}
            types:
              - {id: reports, title: {en: Reports}, standard-label: {location: district}}
              - {id: plans, title: {en: Plans}}
            marks:
              - {id: refugees, title: {en: Refugees}, closed-to: [donors], waiver: waived}
            cells: []
            floors:
              - {when: otherwise, floor: restricted, source: made up}
            channels:
              public: {title: {en: P}, longest-link: 9d, most-downloads: 9, obligations: []}
              restricted: {title: {en: R}, longest-link: 9d, most-downloads: 9, obligations: []}
              confidential: {title: {en: C}, longest-link: 9d, most-downloads: 9, obligations: []}
              strictly-confidential: {title: {en: S}, longest-link: 9d, most-downloads: 9, obligations: []}
            """;

    private static final String MARK =
            "marks:\n  - {id: refugees, title: {en: Refugees}, closed-to: [donors], waiver: waived}\n";
    private static final String DERIVED = ",\n     derived: {deposits-of: reports, every: 31d, grace: 31d}";

    private static Protocol load(String text) {
        return switch (ProtocolFile.load(text)) {
            case Loaded.Good good -> good.protocol();
            case Loaded.Bad bad -> throw new AssertionError(bad.mistakes().toString());
        };
    }

    private static List<String> between(String before, String after) {
        return ProtocolDiff.of(load(before), load(after)).differences().stream()
                .flatMap(HeadingDiffTest::sentences)
                .toList();
    }

    private static Stream<String> sentences(Difference difference) {
        return difference.changes().stream().map(change -> difference.key() + ": " + change.sentence());
    }

    private static String with(String old, String other) {
        assertThat(TEXT).contains(old);
        return TEXT.replace(old, other);
    }

    /** Both ways round: what the change brings, and what taking it back brings. */
    private static void changing(String old, String other, List<String> there, List<String> back) {
        assertThat(between(TEXT, with(old, other))).containsExactlyElementsOf(there);
        assertThat(between(with(old, other), TEXT)).containsExactlyElementsOf(back);
    }

    private static void changing(String old, String other, String there, String back) {
        changing(old, other, List.of(there), List.of(back));
    }

    @Test
    void the_same_headings_are_no_difference() {
        assertThat(between(TEXT, TEXT)).isEmpty();
    }

    @Test
    void another_scope_is_told_and_neither_wider_nor_narrower() {
        changing(
                "scope: specific",
                "scope: response-wide",
                "header scope: scope: specific → response-wide (changed)",
                "header scope: scope: response-wide → specific (changed)");
    }

    @Test
    void another_banner_is_told_and_neither_wider_nor_narrower() {
        changing(
                "facts:\n",
                "banner: {en: Take care., tr: Dikkat.}\nfacts:\n",
                "header banner: banner: – → en: Take care.; tr: Dikkat. (changed)",
                "header banner: banner: en: Take care.; tr: Dikkat. → – (changed)");
    }

    @Test
    void a_type_that_comes_or_goes_is_told() {
        changing(
                "  - {id: plans, title: {en: Plans}}\n",
                "",
                "type plans: removed: here → – (changed)",
                "type plans: added: – → here (changed)");
    }

    @Test
    void a_standard_level_that_identifies_less_is_wider() {
        changing(
                "{location: district}",
                "{location: national}",
                "type reports: standard location: district → national (wider)",
                "type reports: standard location: national → district (narrower)");
    }

    @Test
    void a_standard_level_where_none_was_is_wider_even_at_the_top_of_the_ladder() {
        changing(
                "{location: district}",
                "{location: district, persons: personal}",
                "type reports: standard persons: undeclared → personal (wider)",
                "type reports: standard persons: personal → undeclared (narrower)");
        changing(
                "{location: district}",
                "{location: district, persons: none}",
                "type reports: standard persons: undeclared → none (wider)",
                "type reports: standard persons: none → undeclared (narrower)");
    }

    @Test
    void other_titles_are_told_with_their_languages() {
        changing(
                "title: {en: Reports}, standard",
                "title: {en: Reports, fr: Rapports}, standard",
                "type reports: title: en: Reports → en: Reports; fr: Rapports (changed)",
                "type reports: title: en: Reports; fr: Rapports → en: Reports (changed)");
        changing(
                "{en: Donors}",
                "{en: Funders}",
                "audience donors: title: en: Donors → en: Funders (changed)",
                "audience donors: title: en: Funders → en: Donors (changed)");
        changing(
                "{en: Urgent}",
                "{en: Pressing}",
                "fact urgent: title: en: Urgent → en: Pressing (changed)",
                "fact urgent: title: en: Pressing → en: Urgent (changed)");
    }

    @Test
    void an_audience_that_is_part_of_another_or_of_other_people_is_told() {
        changing(
                "who: who pays",
                "who: who pays, is-also: members",
                "audience donors: is-also: – → members (changed)",
                "audience donors: is-also: members → – (changed)");
        changing(
                "who: who pays",
                "who: whoever asks",
                "audience donors: who: who pays → whoever asks (changed)",
                "audience donors: who: whoever asks → who pays (changed)");
    }

    @Test
    void an_audience_that_is_less_of_a_third_party_is_wider() {
        changing(
                ", third-party: unless-participant",
                "",
                "audience members: third-party: unless-participant → false (wider)",
                "audience members: third-party: false → unless-participant (narrower)");
        changing(
                "third-party: unless-participant",
                "third-party: true",
                "audience members: third-party: unless-participant → true (narrower)",
                "audience members: third-party: true → unless-participant (wider)");
    }

    @Test
    void a_fact_kept_about_something_else_is_wider_both_ways() {
        changing(
                "{id: urgent, about: deposit",
                "{id: urgent, about: release",
                "fact urgent: about: deposit → release (wider)",
                "fact urgent: about: release → deposit (wider)");
    }

    @Test
    void another_giver_of_a_fact_is_wider_unless_it_plainly_is_not() {
        changing(
                "given-by: anyone",
                "given-by: sender",
                "fact urgent: given-by: anyone → sender (narrower)",
                "fact urgent: given-by: sender → anyone (wider)");
        changing(
                "given-by: owner",
                "given-by: concerned",
                "fact consent: given-by: owner → concerned (narrower)",
                "fact consent: given-by: concerned → owner (wider)");
        changing(
                "given-by: owner",
                "given-by: coordinator",
                "fact consent: given-by: owner → coordinator (wider)",
                "fact consent: given-by: coordinator → owner (wider)");
        changing(
                "given-by: coordinator",
                "given-by: concerned",
                "fact reports-4w: given-by: coordinator → concerned (wider)",
                "fact reports-4w: given-by: concerned → coordinator (wider)");
    }

    @Test
    void a_fact_that_follows_by_itself_is_wider_than_one_that_must_be_put_on_record() {
        changing(
                DERIVED,
                "",
                "fact reports-4w: derived: deposits of reports within 62 days → – (narrower)",
                "fact reports-4w: derived: – → deposits of reports within 62 days (wider)");
    }

    @Test
    void a_fact_that_follows_for_longer_is_wider_and_for_as_long_is_not() {
        changing(
                "grace: 31d",
                "grace: 32d",
                "fact reports-4w: derived: deposits of reports within 62 days → deposits of reports within 63 days (wider)",
                "fact reports-4w: derived: deposits of reports within 63 days → deposits of reports within 62 days"
                        + " (narrower)");
        changing(
                "every: 31d, grace: 31d",
                "every: 30d, grace: 32d",
                "fact reports-4w: derived: deposits of reports within 62 days → deposits of reports within 62 days"
                        + " (narrower)",
                "fact reports-4w: derived: deposits of reports within 62 days → deposits of reports within 62 days"
                        + " (narrower)");
    }

    @Test
    void a_fact_that_follows_from_another_type_is_wider_both_ways() {
        changing(
                "deposits-of: reports",
                "deposits-of: plans",
                "fact reports-4w: derived: deposits of reports within 62 days → deposits of plans within 62 days (wider)",
                "fact reports-4w: derived: deposits of plans within 62 days → deposits of reports within 62 days (wider)");
    }

    @Test
    void a_fact_that_overrides_a_refusal_is_wider_and_every_one_is_named() {
        changing(
                "overrides-refusal: [urgent]",
                "overrides-refusal: [urgent, waived, reports-4w]",
                "fact consent: overrides-refusal: – → reports-4w, waived (wider)",
                "fact consent: overrides-refusal: reports-4w, waived → – (narrower)");
    }

    @Test
    void a_mark_that_goes_is_wider_and_one_that_comes_is_narrower() {
        changing(MARK, "", "mark refugees: removed: here → – (wider)", "mark refugees: added: – → here (narrower)");
    }

    @Test
    void a_mark_that_closes_to_more_is_narrower() {
        changing(
                "closed-to: [donors]",
                "closed-to: [donors, members]",
                "mark refugees: open to: members → – (narrower)",
                "mark refugees: open to: – → members (wider)");
    }

    @Test
    void a_mark_that_another_fact_opens_is_wider_both_ways() {
        changing(
                "waiver: waived",
                "waiver: urgent",
                "mark refugees: waiver: waived → urgent (wider)",
                "mark refugees: waiver: urgent → waived (wider)");
    }
}
