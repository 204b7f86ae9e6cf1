package org.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.crypto.Passwords;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.MailServer;
import org.sluice.gateway.testkit.PhoneServer;
import org.sluice.gateway.testkit.TestDatabase;
import org.sluice.gateway.usecase.CodeTime;
import org.sluice.gateway.usecase.LinkWishes;
import org.sluice.gateway.usecase.ReleaseMade;
import org.sluice.gateway.usecase.ReleaseOrder;

/** What a recipient types at the real pages: passwords however they are typed, codes, and nothing for an open link. */
final class OutOfBandIT {
    private static final Pattern TICKET = Pattern.compile("name=\"ticket\" value=\"([A-Za-z0-9_-]{43})\"");
    private static final Pattern CODE = Pattern.compile("\\b([0-9]{8})\\b");

    @TempDir
    Path folder;

    private final MailServer mail = MailServer.plain();
    private final PhoneServer phones = new PhoneServer();
    private GatewayFixture gateway = new GatewayFixture(
            TestDatabase.SQLITE, mail.settings(Duration.ZERO), phones.settings(), "turkey-cross-border");
    private WebFixture web = new WebFixture(gateway, "127.0.0.1");
    private Curl curl = new Curl(Path.of("."), Path.of("."));

    @BeforeAll
    static void needs_curl() {
        Curl.require("curl");
    }

    @BeforeEach
    void open() {
        curl = new Curl(folder, web.ca());
        gateway.participant("amal", "members");
        gateway.person("dina", "amal", Role.DEPOSITOR, Role.RELEASER);
        gateway.contact("imo", Optional.empty(), "ocha-imos", "public");
    }

    @AfterEach
    void close() {
        web.close();
        gateway.close();
        mail.close();
        phones.close();
    }

    @Test
    void a_password_opens_however_a_keyboard_or_a_messenger_changed_it() {
        Deposit deposit = web.assessment("a.txt", WebFixture.content(10));
        String digits = opens(deposit, Passwords.Spelling.DIGITS);
        assertThat(digits).matches("[0-9-]{24}");
        for (Passwords.Spelling spelling : Passwords.Spelling.values()) {
            opens(deposit, spelling);
        }
    }

    /** Hands one over and opens it in each way of typing it. */
    private String opens(Deposit deposit, Passwords.Spelling spelling) {
        ReleaseMade.HandOver made = release(
                        deposit,
                        Way.MAIL,
                        Way.PHONE,
                        new LinkWishes(Optional.of(spelling), false, Optional.empty(), false))
                .links()
                .getFirst();
        String password = made.password().reveal();
        for (String typed : List.of(
                password,
                password.replace("-", ""),
                "  " + password.replace("-", " ") + " ",
                password.replace("-", "\u2013"),
                password.replace("-", "\u00a0\u2014\u200f"),
                shifted(password, 0x0660),
                shifted(password, 0x06F0),
                turkish(password))) {
            Curl.Got opened = curl.open(made.url(), typed);
            assertThat(opened.status()).as("%s typed as %s", spelling, typed).isEqualTo(303);
        }
        Curl.Got wrong = curl.open(made.url(), password.substring(1));
        assertThat(wrong.status()).isEqualTo(403);
        return password;
    }

    /** Its digits as another script has them. */
    private static String shifted(String text, int zero) {
        StringBuilder other = new StringBuilder();
        text.codePoints().forEach(c -> other.appendCodePoint(c >= '0' && c <= '9' ? zero + c - '0' : c));
        return other.toString();
    }

    /** As a Turkish telephone capitalises, and with the dotless letter that it offers beside. */
    private static String turkish(String text) {
        String capitals = text.toUpperCase(java.util.Locale.of("tr"));
        return capitals.contains("İ") ? capitals.replaceFirst("İ", "ı") : capitals;
    }

    @Test
    void where_the_channel_asks_for_it_a_code_comes_another_way_than_the_link() {
        ReleaseMade.HandOver made = withCode();

        Curl.Got asked = curl.open(made.url(), made.password().reveal());
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.body()).contains("name=\"code\"").doesNotContain("<script");
        assertThat(asked.header("Set-Cookie")).isEmpty();
        assertThat(row(made).opened()).isEmpty();
        assertThat(mail.taken).isEmpty();
        String code = found(CODE, phones.got.getLast().body());

        Curl.Got wrong = give(made, asked, code.equals("00000000") ? "00000001" : "00000000");
        assertThat(wrong.status()).isEqualTo(403);
        for (String language : List.of("fr", "ar", "tr")) {
            assertThat(give(made, asked, "none", "-H", "Accept-Language: " + language)
                            .body())
                    .contains("<html lang=\"" + language + "\" dir=\"" + (language.equals("ar") ? "rtl" : "ltr") + "\"")
                    .contains("name=\"code\"");
        }
        assertThat(give(made, asked, shifted(code, 0x0660)).status()).isEqualTo(303);
        assertThat(row(made).opened()).isPresent();
        assertThat(give(made, asked, code).status()).as("it is spent").isEqualTo(403);
        assertThat(gateway.audited(EventKind.LINK_CODE_SENT))
                .singleElement()
                .asString()
                .doesNotContain(code);
    }

    @Test
    void a_new_password_ends_the_code_that_was_asked_for_with_the_old_one() {
        ReleaseMade.HandOver made = withCode();
        Curl.Got asked = curl.open(made.url(), made.password().reveal());
        String code = found(CODE, phones.got.getLast().body());
        gateway.inside
                .link
                .travel()
                .password()
                .make(HOST, made.link().id(), Optional.empty(), LinkWishes.USUAL)
                .orThrow();
        assertThat(give(made, asked, code).status()).isEqualTo(403);
    }

    @Test
    void five_tries_or_ten_minutes_end_a_code_and_three_an_hour_are_sent() {
        ReleaseMade.HandOver made = withCode();
        Curl.Got first = curl.open(made.url(), made.password().reveal());
        String code = found(CODE, phones.got.getLast().body());
        for (int i = 0; i < 5; i++) {
            assertThat(give(made, first, "x").status()).isEqualTo(403);
        }
        assertThat(give(made, first, code).status()).as("after five tries").isEqualTo(403);

        Curl.Got second = curl.open(made.url(), made.password().reveal());
        String late = found(CODE, phones.got.getLast().body());
        gateway.clock.advance(Duration.ofMinutes(10).minusMillis(1));
        assertThat(give(made, second, late).status()).isEqualTo(303);

        Curl.Got third = curl.open(made.url(), made.password().reveal());
        String over = found(CODE, phones.got.getLast().body());
        gateway.clock.advance(Duration.ofMinutes(10));
        assertThat(give(made, third, over).status()).as("at the very instant").isEqualTo(403);

        Curl.Got fourth = curl.open(made.url(), made.password().reveal());
        assertThat(fourth.status()).isEqualTo(409);
        assertThat(fourth.body()).contains("too many codes");
        assertThat(phones.got).hasSize(3);
        gateway.clock.advance(Duration.ofHours(1));
        assertThat(curl.open(made.url(), made.password().reveal()).status()).isEqualTo(200);
        assertThat(phones.got).hasSize(4);
    }

    @Test
    void a_code_that_cannot_be_sent_opens_nothing_and_the_releaser_is_told() {
        CodeTime.asked(gateway);
        phones.answers(500);
        Deposit deposit = web.assessment("a.txt", WebFixture.content(10));
        ReleaseMade.HandOver made =
                release(deposit, Way.MAIL, Way.PHONE, LinkWishes.USUAL).links().getFirst();

        Curl.Got refused = curl.open(made.url(), made.password().reveal());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("could not be sent").doesNotContain("name=\"code\"");
        assertThat(row(made).opened()).isEmpty();
        assertThat(gateway.notices("dina")).contains(Notice.Kind.CODE_NOT_SENT);
        // A wrong password learns nothing of codes.
        int before = phones.got.size();
        assertThat(curl.open(made.url(), "wrong-wrong-wrong").status()).isEqualTo(403);
        assertThat(phones.got).hasSize(before);
    }

    @Test
    void what_is_public_may_go_by_a_link_that_a_button_opens() {
        Deposit deposit = gateway.deposit(
                "dina", Channel.PUBLIC, "protection-dashboard", "d.txt", GatewayFixture.bytes("made up"));
        gateway.label(deposit.id(), "organizations=none", "location=national", "population=aggregated", "persons=none");
        ReleaseMade.HandOver made = release(
                        deposit, Way.MAIL, Way.PHONE, new LinkWishes(Optional.empty(), false, Optional.empty(), true))
                .links()
                .getFirst();
        assertThat(made.url()).contains("/o/");
        assertThat(row(made).passwordHash()).isEmpty();

        Curl.Got page = curl.run(made.url());
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("type=\"password\"", "d.txt");
        assertThat(row(made).opened()).as("a look counts nothing").isEmpty();
        Curl.Got opened = curl.run("--data", "", made.url());
        assertThat(opened.status()).isEqualTo(303);
        assertThat(curl.run(web.url() + "/r/" + made.link().id()).body()).contains("d.txt");
        // Neither way of opening leads to the other kind of link.
        assertThat(curl.open(made.url().replace("/o/", "/l/"), "").status()).isEqualTo(403);
        Deposit closed = web.assessment("a.txt", WebFixture.content(10));
        ReleaseMade.HandOver other =
                release(closed, Way.MAIL, Way.PHONE, LinkWishes.USUAL).links().getFirst();
        assertThat(curl.run("--data", "", other.url().replace("/l/", "/o/")).status())
                .isEqualTo(404);
        assertThat(GatewayFixture.refusal(gateway.inside.release.create(
                                HOST,
                                "dina",
                                order(
                                        closed,
                                        Way.MAIL,
                                        Way.PHONE,
                                        new LinkWishes(Optional.empty(), false, Optional.empty(), true))))
                        .code())
                .isEqualTo("open-link");
    }

    private ReleaseMade.HandOver withCode() {
        CodeTime.asked(gateway);
        return release(web.assessment("a.txt", WebFixture.content(10)), Way.MAIL, Way.PHONE, LinkWishes.USUAL)
                .links()
                .getFirst();
    }

    private Curl.Got give(ReleaseMade.HandOver made, Curl.Got page, String code, String... more) {
        List<String> words = new ArrayList<>(List.of(more));
        words.addAll(List.of(
                "--data-urlencode",
                "ticket=" + found(TICKET, page.body()),
                "--data-urlencode",
                "code=" + code,
                made.url()));
        return curl.run(words.toArray(String[]::new));
    }

    private static String found(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return found.group(1);
    }

    private Link row(ReleaseMade.HandOver made) {
        Optional<Link> row =
                gateway.inside.ledger.read(sql -> Links.find(sql, made.link().id()));
        return row.orElseThrow();
    }

    private ReleaseMade release(Deposit deposit, Way link, Way password, LinkWishes wishes) {
        return gateway.inside
                .release
                .create(HOST, "dina", order(deposit, link, password, wishes))
                .orThrow();
    }

    private static ReleaseOrder order(Deposit deposit, Way link, Way password, LinkWishes wishes) {
        return new ReleaseOrder(
                List.of(deposit.id()),
                List.of(deposit.channel() == Channel.PUBLIC ? "imo:public" : "imo:ocha-imos"),
                "planning (made up)",
                Optional.empty(),
                Optional.empty(),
                Optional.of(link),
                Optional.of(password),
                wishes);
    }
}
