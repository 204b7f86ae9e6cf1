package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.fact.Question;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.Facts;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** A missing fact is asked of whoever can give it, and nobody answers their own question. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class AskFactsTest {
    private static final String PURPOSE = "planning of the next round (made up)";

    private final TestDatabase kind;
    private GatewayFixture gateway;
    private Deposit deposit;

    AskFactsTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void deposited() {
        gateway = new GatewayFixture(kind);
        gateway.participant("relief-a", "members");
        gateway.participant("relief-b", "members");
        gateway.person("amal", "relief-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("aida", "relief-a", Role.RELEASER);
        gateway.person("bo", "relief-b", Role.RELEASER);
        gateway.contact("desk", Optional.empty(), "ocha-imos");
        gateway.contact("other", Optional.empty(), "ocha-imos");
        deposit = gateway.assessment("amal", "a.txt", "made up".getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void every_organisation_concerned_is_asked_and_the_last_yes_opens_it() {
        gateway.label(deposit.id(), "concerns=relief-b");
        List<AskFacts.Asked> asked = ask();
        assertThat(asked).extracting(one -> one.question().participantId()).containsExactly("relief-a", "relief-b");
        assertThat(gateway.notices("aida")).contains(Notice.Kind.QUESTION_ASKED);
        assertThat(gateway.notices("bo")).contains(Notice.Kind.QUESTION_ASKED);
        assertThat(gateway.notices("amal")).doesNotContain(Notice.Kind.QUESTION_ASKED);
        answer("bo", asked.get(1), Question.Answer.ONCE).orThrow();
        assertThat(refusal(gateway.release("amal", deposit.id(), "desk")).code())
                .isEqualTo("fact-needed");
        answer("aida", asked.get(0), Question.Answer.ONCE).orThrow();
        gateway.release("amal", deposit.id(), "desk").orThrow();
        assertThat(gateway.notices("amal")).contains(Notice.Kind.QUESTION_ANSWERED);
    }

    @Test
    void nobody_answers_their_own_question_nor_one_that_was_put_to_others() {
        AskFacts.Asked asked = ask().getFirst();
        assertThat(refusal(answer("amal", asked, Question.Answer.ONCE)).code()).isEqualTo("own-question");
        assertThat(refusal(answer("bo", asked, Question.Answer.ONCE)).code()).isEqualTo("not-asked");
    }

    @Test
    void a_yes_for_once_counts_for_this_recipient_and_this_purpose_only() {
        answer("aida", ask().getFirst(), Question.Answer.ONCE).orThrow();
        gateway.release("amal", deposit.id(), "desk").orThrow();
        assertThat(refusal(gateway.release("amal", deposit.id(), "other")).code())
                .isEqualTo("fact-needed");
    }

    @Test
    void a_no_is_kept_and_turns_the_need_into_a_refusal() {
        answer("aida", ask().getFirst(), Question.Answer.NO).orThrow();
        assertThat(refusal(gateway.release("amal", deposit.id(), "desk")).code())
                .isEqualTo("refused-by-protocol");
        assertThat(refusal(gateway.inside.questions.ask(HOST, "amal", deposit.id(), "desk", PURPOSE, "again"))
                        .code())
                .isEqualTo("nothing-to-ask");
    }

    @Test
    void a_standing_yes_ends_at_its_instant_and_closes_links_that_rest_on_it() {
        AskFacts.Asked asked = ask().getFirst();
        assertThat(refusal(gateway.inside.questions.answer(
                                HOST, "aida", asked.question().id(), Question.Answer.STANDING, Optional.empty()))
                        .code())
                .isEqualTo("until-missing");
        gateway.inside
                .questions
                .answer(
                        HOST,
                        "aida",
                        asked.question().id(),
                        Question.Answer.STANDING,
                        Optional.of(gateway.clock.instant().plus(Duration.ofHours(2))))
                .orThrow();
        LinkSteps recipient = LinkSteps.of(
                gateway.inside, gateway.release("amal", deposit.id(), "desk").orThrow());
        Map<String, Long> epochs = recipient.epochs();
        gateway.clock.advance(Duration.ofHours(2).minusMillis(1));
        Claims.claim(gateway.inside, recipient.linkId, epochs, deposit.id()).orThrow();
        gateway.clock.advance(Duration.ofMillis(1));
        assertThat(refusal(Claims.claim(gateway.inside, recipient.linkId, epochs, deposit.id()))
                        .code())
                .isEqualTo("no-longer-permitted");
    }

    @Test
    void the_page_answers_once_and_not_after_its_time() {
        AskFacts.Asked asked = ask().getFirst();
        String token = asked.url().substring(asked.url().lastIndexOf('/') + 1);
        assertThat(asked.toString()).doesNotContain(token);
        assertThat(gateway.inside.questions.look(token).orThrow().question().why())
                .isEqualTo("made up");
        gateway.inside
                .questions
                .answerByPage(token, code("aida"), Question.Answer.ONCE, Optional.empty())
                .orThrow();
        assertThat(refusal(gateway.inside.questions.answerByPage(
                                token, code("aida"), Question.Answer.NO, Optional.empty()))
                        .code())
                .isEqualTo("answered");
        AskFacts.Asked late = gateway.inside
                .questions
                .ask(HOST, "amal", deposit.id(), "other", PURPOSE, "made up")
                .orThrow()
                .getFirst();
        gateway.clock.advance(Question.LIFE);
        String lateToken = late.url().substring(late.url().lastIndexOf('/') + 1);
        assertThat(refusal(gateway.inside.questions.look(lateToken)).code()).isEqualTo("question-over");
    }

    @Test
    void a_consent_that_is_taken_back_closes_what_rests_on_it_and_tells_whoever_released_it() {
        answer("aida", ask().getFirst(), Question.Answer.ONCE).orThrow();
        LinkSteps recipient = LinkSteps.of(
                gateway.inside, gateway.release("amal", deposit.id(), "desk").orThrow());
        Map<String, Long> epochs = recipient.epochs();
        String fact = gateway.inside
                .ledger
                .read(sql -> Facts.of(sql, deposit.id()))
                .getFirst()
                .id();
        assertThat(refusal(gateway.inside.facts.end(HOST, "bo", fact, "made up"))
                        .code())
                .isEqualTo("not-its-word");
        assertThat(available(recipient)).isTrue();
        gateway.inside.facts.end(HOST, "aida", fact, "consent withdrawn").orThrow();
        assertThat(available(recipient)).isFalse();
        assertThat(refusal(Claims.claim(gateway.inside, recipient.linkId, epochs, deposit.id()))
                        .code())
                .isEqualTo("no-longer-permitted");
        assertThat(gateway.notices("amal")).contains(Notice.Kind.FACT_ENDED);
    }

    @Test
    void who_asked_holds_the_address_of_the_page_and_not_its_code_so_nobody_answers_their_own_question_there() {
        AskFacts.Asked asked = ask().getFirst();
        String token = asked.url().substring(asked.url().lastIndexOf('/') + 1);
        assertThat(gateway.inside.ledger.read(sql -> Notices.of(sql, "amal")).toString())
                .doesNotContain(code("aida"));
        for (int i = 0; i < AnswerCode.MOST_WRONG; i++) {
            assertThat(refusal(gateway.inside.questions.answerByPage(
                                    token, "2222-2222", Question.Answer.ONCE, Optional.empty()))
                            .code())
                    .isEqualTo("wrong-code");
        }
        assertThat(refusal(gateway.inside.questions.answerByPage(
                                token, code("aida"), Question.Answer.ONCE, Optional.empty()))
                        .code())
                .isEqualTo("question-locked");
        answer("aida", asked, Question.Answer.ONCE).orThrow();
    }

    @Test
    void a_code_is_read_however_it_is_typed_and_opens_its_own_question_only() {
        AnswerCode code = new AnswerCode("ab2c-d3ef");
        assertThat(AnswerCode.fits(code.hash("q1"), "q1", " AB2CD3EF ")).isTrue();
        assertThat(AnswerCode.fits(code.hash("q1"), "q2", "ab2c-d3ef")).isFalse();
        assertThat(AnswerCode.fits(code.hash("q1"), "q1", "")).isFalse();
        assertThat(code.toString()).doesNotContain("ab2c");
    }

    @Test
    void nobody_is_asked_who_has_nobody_but_the_asker() {
        gateway.participant("alone", "members");
        gateway.person("ana", "alone", Role.DEPOSITOR, Role.RELEASER);
        Deposit own = gateway.assessment("ana", "b.txt", "made up".getBytes(StandardCharsets.UTF_8));
        assertThat(refusal(gateway.inside.questions.ask(HOST, "ana", own.id(), "desk", PURPOSE, "made up"))
                        .code())
                .isEqualTo("nobody-to-ask");
    }

    @Test
    void what_a_coordinator_alone_can_give_is_asked_of_coordinators_alone() {
        gateway.participant("lead", "coordinators");
        gateway.person("cora", "lead", Role.COORDINATOR);
        gateway.person("lea", "lead", Role.DEPOSITOR, Role.RELEASER);
        gateway.contact("desk-b", Optional.of("relief-b"), "members");
        Deposit minutes = gateway.deposit(
                "amal",
                Channel.CONFIDENTIAL,
                "meeting-minutes",
                "minutes.txt",
                "made up".getBytes(StandardCharsets.UTF_8));
        gateway.label(
                minutes.id(),
                "organizations=none",
                "location=district",
                "population=aggregated",
                "activity=broad",
                "persons=none");
        assertThat(gateway.inside
                        .questions
                        .ask(HOST, "amal", minutes.id(), "desk-b", PURPOSE, "made up")
                        .orThrow())
                .extracting(asked -> asked.question().kind())
                .contains("active-member", "attends-meetings");
        assertThat(gateway.notices("cora")).contains(Notice.Kind.QUESTION_ASKED);
        assertThat(gateway.notices("lea")).doesNotContain(Notice.Kind.QUESTION_ASKED);
    }

    @Test
    void a_release_that_needs_a_fact_says_the_command_that_asks_for_it() {
        assertThat(refusal(gateway.release("amal", deposit.id(), "desk")).details())
                .contains("Ask for it: sluice question ask --as=amal --deposit " + deposit.id()
                        + " --to desk:ocha-imos --purpose '" + PURPOSE + "' --why 'WHY'");
    }

    private boolean available(LinkSteps recipient) {
        return new Overview(gateway.inside.ledger, gateway.inside.rules)
                .link(recipient.linkId, Optional.empty())
                .orThrow()
                .files()
                .getFirst()
                .available();
    }

    private String code(String person) {
        return gateway.inside.ledger.read(sql -> Notices.of(sql, person)).stream()
                .filter(notice -> notice.kind() == Notice.Kind.QUESTION_ASKED)
                .map(notice -> notice.parameters().getOrDefault("code", ""))
                .findFirst()
                .orElseThrow();
    }

    private List<AskFacts.Asked> ask() {
        return gateway.inside
                .questions
                .ask(HOST, "amal", deposit.id(), "desk", PURPOSE, "made up")
                .orThrow();
    }

    private Answer<Question> answer(String person, AskFacts.Asked asked, Question.Answer answer) {
        return gateway.inside.questions.answer(HOST, person, asked.question().id(), answer, Optional.empty());
    }
}
