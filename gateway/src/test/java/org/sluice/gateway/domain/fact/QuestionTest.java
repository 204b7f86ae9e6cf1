package org.sluice.gateway.domain.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long a question is open, and for what its answer counts. */
final class QuestionTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final Instant EXPIRES = NOW.plus(Question.LIFE);

    @Test
    void it_is_open_until_before_its_end_and_until_it_is_answered() {
        assertThat(question(Optional.empty()).open(EXPIRES.minusMillis(1))).isTrue();
        assertThat(question(Optional.empty()).open(EXPIRES)).isFalse();
        assertThat(question(Optional.of(NOW)).open(NOW)).isFalse();
    }

    @Test
    void once_counts_for_its_purpose_and_the_others_for_its_recipient_whatever_the_purpose() {
        Question question = question(Optional.empty());
        assertThat(question.scope(Question.Answer.ONCE))
                .isEqualTo(new Fact.Scope(Optional.empty(), Optional.of("desk"), Optional.of("planning")));
        for (Question.Answer answer : new Question.Answer[] {Question.Answer.STANDING, Question.Answer.NO}) {
            assertThat(question.scope(answer))
                    .isEqualTo(new Fact.Scope(Optional.empty(), Optional.of("desk"), Optional.empty()));
        }
    }

    @Test
    void an_answer_reads_back_from_its_word_and_so_does_what_a_fact_is_about() {
        for (Question.Answer answer : Question.Answer.values()) {
            assertThat(Question.Answer.of(answer.word())).contains(answer);
        }
        assertThat(Question.Answer.of("perhaps")).isEmpty();
        for (Fact.About about : Fact.About.values()) {
            assertThat(Fact.About.of(about.word())).contains(about);
        }
        assertThat(Fact.About.of("weather")).isEmpty();
    }

    private static Question question(Optional<Instant> answered) {
        return new Question(
                "q1",
                "consent",
                Fact.About.DEPOSIT,
                "d1",
                "d1",
                "desk",
                "ocha-imos",
                "planning",
                "made up",
                "relief-a",
                "amal",
                NOW,
                EXPIRES,
                answered,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
