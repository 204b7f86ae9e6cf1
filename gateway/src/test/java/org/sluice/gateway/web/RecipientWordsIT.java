package org.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.link.LinkState;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.usecase.AskFacts;
import org.sluice.gateway.usecase.ReleaseMade;

/** What people say over the pages, with the real curl: not for me, I passed it on, yes and no to a question. */
class RecipientWordsIT {
    @TempDir
    Path folder;

    private final WebFixture web = new WebFixture();
    private Curl curl = new Curl(Path.of("."), Path.of("."));

    @BeforeAll
    static void needs_curl() {
        Curl.require("curl");
    }

    @BeforeEach
    void browser() {
        curl = new Curl(folder, web.ca());
    }

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void not_for_me_asks_again_then_closes_the_link_and_opens_an_incident() throws Exception {
        ReleaseMade.HandOver link = web.release(web.assessment("a.txt", WebFixture.content(1000)), 1);
        String list = web.url() + "/r/" + link.link().id();
        assertThat(curl.run(list + "/not-for-me").status()).isEqualTo(403);
        curl.open(link.url(), link.password().reveal());
        Curl.Got asked = curl.run(list + "/not-for-me");
        assertThat(asked.status()).isEqualTo(200);
        assertThat(state(link)).isEqualTo(LinkState.LIVE);
        assertThat(curl.run("--data", "nonce=wrong", list + "/not-for-me").status())
                .isEqualTo(403);
        Curl.Got done = curl.run("--data", "nonce=" + asked.nonce(), list + "/not-for-me");
        assertThat(done.status()).isEqualTo(200);
        assertThat(state(link)).isEqualTo(LinkState.REVOKED);
        assertThat(web.gateway.inside.incidents.list()).hasSize(1);
        assertThat(web.gateway.notices("dina")).contains(Notice.Kind.NOT_FOR_ME);
    }

    @Test
    void a_report_of_passing_on_is_told_to_the_releaser_and_permits_nothing() throws Exception {
        ReleaseMade.HandOver link = web.release(web.assessment("a.txt", WebFixture.content(1000)), 1);
        String list = web.url() + "/r/" + link.link().id();
        curl.open(link.url(), link.password().reveal());
        Curl.Got form = curl.run(list + "/passed-on?lang=ar");
        assertThat(form.body()).contains("dir=\"rtl\"");
        assertThat(curl.run("--data", "nonce=" + form.nonce(), list + "/passed-on")
                        .status())
                .isEqualTo(400);
        Curl.Got done = curl.run(
                "--data",
                "nonce=" + form.nonce(),
                "--data-urlencode",
                "to=the made-up ministry",
                "--data-urlencode",
                "why=a made-up reason",
                list + "/passed-on");
        assertThat(done.status()).isEqualTo(200);
        assertThat(web.gateway.notices("dina")).contains(Notice.Kind.PASSED_ON);
        assertThat(state(link)).isEqualTo(LinkState.LIVE);
    }

    @Test
    void a_question_is_answered_on_one_page_and_once() throws Exception {
        web.gateway.person("dalia", "amal", Role.RELEASER);
        Deposit deposit = web.gateway.assessment("dina", "b.txt", WebFixture.content(10));
        AskFacts.Asked asked = web.gateway
                .inside
                .questions
                .ask(GatewayFixture.HOST, "dina", deposit.id(), "imo", "planning", "a made-up why")
                .orThrow()
                .getFirst();
        Curl.Got page = curl.run(asked.url());
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("a made-up why", deposit.id())
                .doesNotContain("b.txt")
                .hasSizeLessThan(20_000);
        for (String language : List.of("fr", "ar", "tr")) {
            assertThat(curl.run(asked.url() + "?lang=" + language).status()).isEqualTo(200);
        }
        String code = "code="
                + web.gateway.inside.ledger.read(sql -> Notices.of(sql, "dalia")).stream()
                        .filter(notice -> notice.kind() == Notice.Kind.QUESTION_ASKED)
                        .map(notice -> notice.parameters().getOrDefault("code", ""))
                        .findFirst()
                        .orElseThrow();
        assertThat(curl.run("--data", "answer=standing", "--data", code, asked.url())
                        .status())
                .isEqualTo(400);
        assertThat(curl.run("--data", "answer=once", "--data", code, asked.url())
                        .status())
                .isEqualTo(200);
        assertThat(curl.run(asked.url()).status()).as("answered already").isEqualTo(409);
        assertThat(curl.run("--data", "answer=no", "--data", code, asked.url()).status())
                .isEqualTo(409);
    }

    private LinkState state(ReleaseMade.HandOver link) {
        return web.gateway
                .inside
                .ledger
                .read(sql -> Links.find(sql, link.link().id()))
                .orElseThrow()
                .state(web.gateway.clock.instant());
    }
}
