package org.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.fact.Question;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.AuditLog;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.usecase.AskFacts;
import org.sluice.gateway.usecase.ReleaseMade;

/** A question answered on its one page, and the page of a link after the consent behind it was taken back. */
final class QuestionPageIT {
    private final WebFixture web = new WebFixture();

    @TempDir
    private Path folder;

    private Curl curl;
    private AskFacts.Asked asked;
    private Deposit deposit;

    @BeforeAll
    static void withCurl() {
        Curl.require("curl");
    }

    @BeforeEach
    void ask() {
        curl = new Curl(folder, web.ca());
        web.gateway.person("dalia", "amal", Role.RELEASER);
        deposit = web.gateway.assessment("dina", "a.txt", WebFixture.content(1000));
        asked = web.gateway
                .inside
                .questions
                .ask(HOST, "dina", deposit.id(), "imo", "planning of the next round (made up)", "made up")
                .orThrow()
                .getFirst();
    }

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void the_address_alone_answers_nothing_and_with_the_code_from_the_notice_it_answers_once() {
        assertThat(curl.run(asked.url()).body())
                .contains("name=\"code\"")
                .contains("Assessment", "The made-up organisation amal", "Made-up imo (imo)")
                .doesNotContain("a.txt");
        assertThat(curl.run("--data", "answer=once", asked.url()).status()).isEqualTo(400);
        Curl.Got wrongCode = curl.run("--data", "answer=once&code=2222-2222", asked.url());
        assertThat(wrongCode.status()).isEqualTo(400);
        assertThat(wrongCode.body()).contains("This is not the code").doesNotContain("needs a day");
        assertThat(answer()).isEmpty();
        String code = code();
        assertThat(curl.run("--data", "answer=standing", "--data-urlencode", "code=" + code, asked.url())
                        .body())
                .contains("needs a day");
        assertThat(curl.run("--data", "answer=once", "--data-urlencode", "code=" + code, asked.url())
                        .status())
                .isEqualTo(200);
        assertThat(answer()).contains(Question.Answer.ONCE);
        Curl.Got again = curl.run(asked.url());
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body()).contains("answered already").doesNotContain("not complete");
        assertThat(curl.run(asked.url() + "x").status()).isEqualTo(404);
        String token = asked.url().substring(asked.url().lastIndexOf('/') + 1);
        assertThat(web.gateway
                        .inside
                        .ledger
                        .read(sql -> AuditLog.read(sql, 1, 1000))
                        .toString())
                .doesNotContain(code, token);
    }

    @Test
    void a_page_of_a_link_says_that_what_was_fetched_over_it_was_taken_back() {
        assertThat(curl.run("--data", "answer=once", "--data-urlencode", "code=" + code(), asked.url())
                        .status())
                .isEqualTo(200);
        ReleaseMade.HandOver link = web.release(deposit, 1);
        curl.open(link.url(), link.password().reveal());
        String list = web.url() + "/r/" + link.link().id();
        Curl.Got page = curl.run(list);
        curl.run("-L", "--data", page.form(), list + "/f/" + deposit.id());
        String fact = web.gateway
                .inside
                .facts
                .list(Optional.of(deposit.id()))
                .getFirst()
                .id();
        web.gateway.inside.facts.end(HOST, "dalia", fact, "withdrawn").orThrow();
        assertThat(curl.run(list).body())
                .contains("You fetched this file before")
                .doesNotContain("a.txt");
        assertThat(web.gateway.notices("dina")).contains(Notice.Kind.FACT_ENDED);
    }

    private Optional<Question.Answer> answer() {
        return web.gateway.inside.questions.list().getFirst().answer();
    }

    private String code() {
        return web.gateway.inside.ledger.read(sql -> Notices.of(sql, "dalia")).stream()
                .filter(notice -> notice.kind() == Notice.Kind.QUESTION_ASKED)
                .map(notice -> notice.parameters().getOrDefault("code", ""))
                .findFirst()
                .orElseThrow();
    }
}
