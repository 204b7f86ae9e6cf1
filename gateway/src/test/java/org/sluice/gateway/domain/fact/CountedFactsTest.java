package org.sluice.gateway.domain.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.protocol.FactKind;
import org.sluice.gateway.domain.protocol.FactKind.GivenBy;
import org.sluice.gateway.domain.protocol.FactsOnRecord;
import org.sluice.gateway.domain.protocol.Titles;

/** Whose word counts, for what and when. */
class CountedFactsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant BEFORE = NOW.minus(Duration.ofDays(9));
    private static final Duration MILLI = Duration.ofMillis(1);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            at its first instant it counts        | 2026-03-01T12:00:00Z     |                          |                          | yes
            a millisecond earlier it does not     | 2026-03-01T12:00:00.001Z |                          |                          | no
            the instant before its end it counts  | 2026-02-01T00:00:00Z     | 2026-03-01T12:00:00.001Z |                          | yes
            at its end it counts no more          | 2026-02-01T00:00:00Z     | 2026-03-01T12:00:00Z     |                          | no
            before it was taken back it counts    | 2026-02-01T00:00:00Z     |                          | 2026-03-01T12:00:00.001Z | yes
            when it is taken back it counts no more | 2026-02-01T00:00:00Z   |                          | 2026-03-01T12:00:00Z     | no
            taken back before its end             | 2026-02-01T00:00:00Z     | 2026-04-01T00:00:00Z     | 2026-03-01T12:00:00Z     | no
            """)
    void a_fact_holds_from_its_first_instant_until_its_last(
            String note, Instant from, Instant until, Instant ended, String holds) {
        Fact fact = new Fact(
                "f",
                "word",
                Fact.About.DEPOSIT,
                "d",
                "owner",
                true,
                Fact.Scope.ALL,
                from,
                Optional.ofNullable(until),
                Optional.empty(),
                "host",
                BEFORE,
                Optional.ofNullable(ended),
                Optional.empty());
        assertThat(fact.holds(NOW)).as(note).isEqualTo(holds.equals("yes"));
        assertThat(counted(GivenBy.ANYONE, fact).given()).as(note).hasSize(holds.equals("yes") ? 1 : 0);
    }

    @Test
    void only_the_owner_speaks_for_the_owner() {
        assertThat(counted(GivenBy.OWNER, yes("owner"))).isEqualTo(given());
        assertThat(counted(GivenBy.OWNER, yes("other"))).isEqualTo(FactsOnRecord.NONE);
        assertThat(counted(GivenBy.OWNER, no("other"))).isEqualTo(FactsOnRecord.NONE);
        assertThat(counted(GivenBy.OWNER, no("owner"))).isEqualTo(refused());
    }

    @Test
    void everyone_concerned_has_to_agree_and_one_of_them_can_refuse() {
        assertThat(counted(GivenBy.CONCERNED, yes("owner"))).isEqualTo(FactsOnRecord.NONE);
        assertThat(counted(GivenBy.CONCERNED, yes("other"))).isEqualTo(FactsOnRecord.NONE);
        assertThat(counted(GivenBy.CONCERNED, yes("owner"), yes("stranger"))).isEqualTo(FactsOnRecord.NONE);
        assertThat(counted(GivenBy.CONCERNED, yes("owner"), yes("other"))).isEqualTo(given());
        assertThat(counted(GivenBy.CONCERNED, yes("owner"), no("other"))).isEqualTo(refused());
        assertThat(counted(GivenBy.CONCERNED, no("other"))).isEqualTo(refused());
        assertThat(counted(GivenBy.CONCERNED, yes("owner"), yes("other"), no("stranger")))
                .isEqualTo(given());
    }

    @Test
    void whoever_receives_does_not_speak_for_who_sends() {
        assertThat(counted(GivenBy.SENDER, yes("sender"))).isEqualTo(given());
        assertThat(counted(GivenBy.SENDER, yes("owner"))).isEqualTo(given());
        assertThat(counted(GivenBy.SENDER, yes("receiver"))).isEqualTo(FactsOnRecord.NONE);
        assertThat(counted(GivenBy.SENDER, no("receiver"))).isEqualTo(FactsOnRecord.NONE);
        assertThat(counted(GivenBy.SENDER, yes("owner"), no("sender")).refused())
                .containsExactly("word");
    }

    @Test
    void in_a_question_about_an_audience_any_sender_speaks() {
        CountedFacts question = new CountedFacts(
                "owner", Set.of("owner"), Optional.empty(), "partner", Optional.empty(), Optional.empty(), NOW);
        assertThat(question.of(kind(GivenBy.SENDER), List.of(yes("anybody")), Set.of()))
                .isEqualTo(given());
    }

    @ParameterizedTest
    @EnumSource(
            value = GivenBy.class,
            names = {"ANYONE", "RECIPIENT", "COORDINATOR"})
    void elsewhere_one_word_is_enough_and_one_refusal_is_kept_beside_it(GivenBy by) {
        assertThat(counted(by, yes("somebody"))).isEqualTo(given());
        assertThat(counted(by, no("somebody"))).isEqualTo(refused());
        assertThat(counted(by, yes("somebody"), no("another")))
                .isEqualTo(new FactsOnRecord(Set.of("word"), Set.of("word")));
    }

    @Test
    void of_two_words_of_one_organisation_the_later_counts_in_whatever_order_they_come() {
        Fact first = word("owner", true, Fact.Scope.ALL, BEFORE);
        Fact later = word("owner", false, Fact.Scope.ALL, BEFORE.plus(MILLI));
        assertThat(counted(GivenBy.OWNER, first, later)).isEqualTo(refused());
        assertThat(counted(GivenBy.OWNER, later, first)).isEqualTo(refused());
        Fact again = word("owner", true, Fact.Scope.ALL, BEFORE.plus(MILLI).plus(MILLI));
        assertThat(counted(GivenBy.OWNER, again, later, first)).isEqualTo(given());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            partner |      |          | yes
            members |      |          | no
                    | desk |          | yes
                    | bo   |          | no
                    |      | planning | yes
                    |      | Planning | no
            partner | desk | planning | yes
            partner | desk | another  | no
            """)
    void a_fact_counts_for_what_it_was_given_for(String audience, String recipient, String purpose, String counts) {
        Fact fact = word(
                "owner",
                true,
                new Fact.Scope(
                        Optional.ofNullable(audience), Optional.ofNullable(recipient), Optional.ofNullable(purpose)),
                BEFORE);
        assertThat(counted(GivenBy.OWNER, fact)).isEqualTo(counts.equals("yes") ? given() : FactsOnRecord.NONE);
    }

    @Test
    void what_was_given_for_one_recipient_does_not_count_for_an_audience() {
        CountedFacts question = new CountedFacts(
                "owner", Set.of("owner"), Optional.empty(), "partner", Optional.empty(), Optional.empty(), NOW);
        Fact.Scope one = new Fact.Scope(Optional.empty(), Optional.of("desk"), Optional.empty());
        Fact.Scope once = new Fact.Scope(Optional.empty(), Optional.empty(), Optional.of("planning"));
        for (Fact.Scope scope : List.of(one, once)) {
            assertThat(question.of(kind(GivenBy.OWNER), List.of(word("owner", true, scope, BEFORE)), Set.of()))
                    .isEqualTo(FactsOnRecord.NONE);
        }
    }

    @Test
    void what_follows_from_deposits_is_given_and_a_refusal_stands_beside_it() {
        assertThat(question().of(kind(GivenBy.COORDINATOR), List.of(), Set.of("word")))
                .isEqualTo(given());
        assertThat(question().of(kind(GivenBy.COORDINATOR), List.of(no("cora")), Set.of("word")))
                .isEqualTo(new FactsOnRecord(Set.of("word"), Set.of("word")));
    }

    @Test
    void a_kind_that_no_protocol_in_force_knows_counts_nothing() {
        assertThat(question().of(Map.of(), List.of(yes("owner"), no("other")), Set.of()))
                .isEqualTo(FactsOnRecord.NONE);
    }

    private static FactsOnRecord counted(GivenBy by, Fact... facts) {
        return question().of(kind(by), List.of(facts), Set.of());
    }

    private static CountedFacts question() {
        return new CountedFacts(
                "owner",
                Set.of("owner", "other"),
                Optional.of("sender"),
                "partner",
                Optional.of("desk"),
                Optional.of("planning"),
                NOW);
    }

    private static Map<String, FactKind> kind(GivenBy by) {
        return Map.of(
                "word",
                new FactKind(
                        "word",
                        FactKind.About.DEPOSIT,
                        new Titles(Map.of("en", "A word")),
                        by,
                        Optional.empty(),
                        Set.of()));
    }

    private static Fact yes(String by) {
        return word(by, true, Fact.Scope.ALL, BEFORE);
    }

    private static Fact no(String by) {
        return word(by, false, Fact.Scope.ALL, BEFORE);
    }

    private static Fact word(String by, boolean given, Fact.Scope scope, Instant recorded) {
        return new Fact(
                "f-" + by,
                "word",
                Fact.About.DEPOSIT,
                "d",
                by,
                given,
                scope,
                BEFORE,
                Optional.empty(),
                Optional.empty(),
                "host",
                recorded,
                Optional.empty(),
                Optional.empty());
    }

    private static FactsOnRecord given() {
        return FactsOnRecord.given(Set.of("word"));
    }

    private static FactsOnRecord refused() {
        return new FactsOnRecord(Set.of(), Set.of("word"));
    }
}
