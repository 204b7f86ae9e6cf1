package org.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.link.LinkFile;
import org.sluice.gateway.domain.link.LinkState;
import org.sluice.gateway.store.AuditLog;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.usecase.ReleaseMade;

/** A recipient's whole way with the real curl. */
class RecipientWalkIT {
    /** Who fetches addresses that somebody pastes, by their user agents. */
    private static final List<String> PREVIEWERS = List.of(
            "WhatsApp/2.23.20.0",
            "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
            "TelegramBot (like TwitterBot)",
            "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
            "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
            "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
            "Viber/13.3.0",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 10_0 like Mac OS X) AppleWebKit/600 facebookexternalhit/1.1 Twitterbot/1.0",
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "Mozilla/5.0 (Windows NT 10.0) Microsoft Office SafeLinks");

    private static final String NAME = "تقييم \"شمال\" 2026.xlsx";

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
    void password_list_claim_broken_and_resumed_download_receipt_and_the_link_is_closed() throws Exception {
        byte[] content = WebFixture.content(3_000_000);
        Deposit deposit = web.assessment(NAME, content);
        ReleaseMade.HandOver link = web.release(deposit, 1);

        Curl.Got page = curl.run(link.url());
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("type=\"password\"").doesNotContain("amal", "imo", "xlsx");

        Curl.Got opened = curl.open(link.url(), link.password().reveal());
        assertThat(opened.status()).isEqualTo(303);
        assertThat(opened.header("Location")).isEqualTo("/r/" + link.link().id());
        assertThat(opened.header("Set-Cookie"))
                .startsWith("__Host-sluice-" + link.link().id() + "=")
                .contains("; Path=/; Secure; HttpOnly; SameSite=Strict");

        String list = web.url() + "/r/" + link.link().id();
        Curl.Got listed = curl.run(list);
        assertThat(listed.status()).isEqualTo(200);
        assertThat(listed.body())
                .contains(deposit.sha256().orElseThrow(), "3.0 MB")
                .doesNotContain("/receipt\"");

        Curl.Got claimed = curl.run("--data", listed.form(), list + "/f/" + deposit.id());
        assertThat(claimed.status()).isEqualTo(303);
        String file = web.url() + claimed.header("Location");
        Path target = folder.resolve("arrived");
        Files.write(target, java.util.Arrays.copyOf(content, 1_000_000));
        Curl.Got rest = curl.run("-C", "-", "-o", target.toString(), file);
        assertThat(rest.status()).isEqualTo(206);
        assertThat(rest.header("Content-Range")).isEqualTo("bytes 1000000-2999999/3000000");
        assertThat(Files.readAllBytes(target)).isEqualTo(content);
        // The rest alone is not the whole: the first part never left through this claim.
        assertThat(file(link, deposit).completed()).isEmpty();

        Path whole = folder.resolve("whole");
        Curl.Got got = curl.run("-o", whole.toString(), file);
        assertThat(got.status()).isEqualTo(200);
        assertThat(Files.readAllBytes(whole)).isEqualTo(content);
        assertThat(got.header("Content-Disposition"))
                .startsWith("attachment; filename=\"")
                .contains("filename*=UTF-8''%D8%AA%D9%82");
        assertThat(got.header("Repr-Digest")).startsWith("sha-256=:").endsWith(":");
        assertThat(got.header("ETag")).isEqualTo("\"" + deposit.sha256().orElseThrow() + "\"");
        assertThat(got.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(got.header("Content-Security-Policy")).startsWith("sandbox");

        Curl.Got again = untilReceipt(list);
        assertThat(file(link, deposit).claims()).isEqualTo(1);
        Curl.Got thanks = curl.run("--data", again.form(), list + "/receipt");
        assertThat(thanks.status()).isEqualTo(200);
        assertThat(thanks.body()).contains("Thank you");
        assertThat(state(link)).isEqualTo(LinkState.CONFIRMED);
        Curl.Got closed = curl.open(link.url(), link.password().reveal());
        assertThat(closed.status()).isEqualTo(409);
        assertThat(closed.body()).contains("which closed this link");
    }

    private Curl.Got untilReceipt(String list) throws InterruptedException {
        Curl.Got got = curl.run(list);
        for (int i = 0; i < 40 && !got.body().contains("/receipt\""); i++) {
            Thread.sleep(50);
            got = curl.run(list);
        }
        assertThat(got.body()).contains("/receipt\"");
        return got;
    }

    @Test
    void a_download_that_goes_on_after_a_break_completes_its_claim() throws Exception {
        byte[] content = WebFixture.content(1_000_000);
        Deposit deposit = web.assessment("a.csv", content);
        ReleaseMade.HandOver link = web.release(deposit, 1);
        String file = claim(link, deposit);
        assertThat(curl.run("-r", "0-399999", file).status()).isEqualTo(206);
        assertThat(eventuallyDelivered(link, deposit, 400_000)).isEqualTo(400_000);
        assertThat(curl.run("-r", "400000-", file).status()).isEqualTo(206);
        eventuallyDelivered(link, deposit, 1_000_000);
        assertThat(file(link, deposit).completed()).isPresent();
        assertThat(curl.run(file).status()).isEqualTo(403);
    }

    private long eventuallyDelivered(ReleaseMade.HandOver link, Deposit deposit, long bytes)
            throws InterruptedException {
        for (int i = 0; i < 40 && file(link, deposit).delivered() < bytes; i++) {
            Thread.sleep(50);
        }
        return file(link, deposit).delivered();
    }

    @Test
    void gets_and_heads_and_previews_change_and_count_nothing() throws Exception {
        Deposit deposit = web.assessment("a.csv", WebFixture.content(1000));
        ReleaseMade.HandOver link = web.release(deposit, 1);
        String file = claim(link, deposit);
        long before = records();
        for (String url : List.of(link.url(), web.url() + "/r/" + link.link().id())) {
            assertThat(curl.run(url).status()).isEqualTo(200);
            assertThat(curl.run("-I", url).status()).isEqualTo(200);
            for (String previewer : PREVIEWERS) {
                assertThat(curl.run("-A", previewer, url).status())
                        .as(previewer)
                        .isEqualTo(200);
            }
        }
        for (String previewer : PREVIEWERS) {
            // Without the cookie, as a messenger's server comes.
            assertThat(curl.run("-A", previewer, "-b", "none=1", link.url()).status())
                    .as(previewer)
                    .isEqualTo(200);
        }
        Curl.Got head = curl.run("-I", file);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo("1000");
        assertThat(curl.run(web.url() + "/r/" + link.link().id() + "/f/" + deposit.id())
                        .status())
                .isEqualTo(405);
        assertThat(records()).isEqualTo(before);
        assertThat(file(link, deposit).claims()).isEqualTo(1);
        assertThat(file(link, deposit).delivered()).isZero();
    }

    @Test
    void fifty_claims_at_once_on_a_one_download_link_give_one() throws Exception {
        Deposit deposit = web.assessment("a.csv", WebFixture.content(1000));
        ReleaseMade.HandOver link = web.release(deposit, 1);
        Curl.Got list = opened(link);
        String url = web.url() + "/r/" + link.link().id() + "/f/" + deposit.id();
        List<Callable<Integer>> tries = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            tries.add(() -> curl.frozen().run("--data", list.form(), url).status());
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(16)) {
            for (Future<Integer> status : pool.invokeAll(tries)) {
                // A claim that is open is not counted again, so that a second click is no error.
                assertThat(status.get()).isEqualTo(303);
            }
        }
        assertThat(file(link, deposit).claims()).isEqualTo(1);
        assertThat(curl.run(url + "/a.csv").status()).isEqualTo(200);
        eventuallyDelivered(link, deposit, 1000);
        assertThat(curl.run("--data", list.form(), url).status()).isEqualTo(409);
    }

    @Test
    void wrong_passwords_lock_at_the_fifth_and_only_the_right_one_is_told() {
        Deposit deposit = web.assessment("a.csv", WebFixture.content(10));
        ReleaseMade.HandOver link = web.release(deposit, 1);
        String unknown = web.url() + "/l/" + "A".repeat(43);
        Curl.Got never = curl.open(unknown, "wrong");
        for (int i = 0; i < 5; i++) {
            Curl.Got wrong = curl.open(link.url(), "wrong");
            assertThat(wrong.status()).isEqualTo(403).isEqualTo(never.status());
            assertThat(sameForm(wrong, link.url())).isEqualTo(sameForm(never, unknown));
        }
        assertThat(state(link)).isEqualTo(LinkState.LOCKED);
        Curl.Got locked = curl.open(link.url(), link.password().reveal());
        assertThat(locked.status()).isEqualTo(409);
        assertThat(locked.body()).contains("locked for a while");
        assertThat(sameForm(curl.open(link.url(), "wrong"), link.url())).isEqualTo(sameForm(never, unknown));
        web.gateway.clock.advance(Duration.ofMinutes(2));
        assertThat(curl.open(link.url(), link.password().reveal()).status()).isEqualTo(303);
    }

    @Test
    void the_page_before_the_password_is_the_same_for_every_token() {
        Deposit deposit = web.assessment("a.csv", WebFixture.content(10));
        ReleaseMade.HandOver link = web.release(deposit, 1);
        String unknown = web.url() + "/l/" + "B".repeat(43);
        assertThat(sameForm(curl.run(link.url()), link.url())).isEqualTo(sameForm(curl.run(unknown), unknown));
        web.gateway.clock.advance(Duration.ofDays(100));
        assertThat(sameForm(curl.run(link.url()), link.url())).isEqualTo(sameForm(curl.run(unknown), unknown));
    }

    private static String sameForm(Curl.Got got, String url) {
        return got.body().replace(url.substring(url.lastIndexOf('/') + 1), "TOKEN");
    }

    @Test
    void another_links_cookie_opens_nothing() throws Exception {
        Deposit deposit = web.assessment("a.csv", WebFixture.content(10));
        ReleaseMade.HandOver mine = web.release(deposit, 1);
        ReleaseMade.HandOver other = web.release(deposit, 1);
        opened(mine);
        String token = Files.readString(folder.resolve("jar"))
                .lines()
                .filter(line -> line.contains(mine.link().id()))
                .map(line -> line.substring(line.lastIndexOf('\t') + 1))
                .findFirst()
                .orElseThrow();
        Curl.Got got = curl.run(
                "-b",
                "__Host-sluice-" + other.link().id() + "=" + token,
                web.url() + "/r/" + other.link().id());
        assertThat(got.status()).isEqualTo(403);
        assertThat(got.body()).contains("Open the link again").doesNotContain("a.csv");
    }

    @Test
    void a_form_without_the_nonce_or_from_another_site_does_nothing() throws Exception {
        Deposit deposit = web.assessment("a.csv", WebFixture.content(10));
        ReleaseMade.HandOver link = web.release(deposit, 1);
        Curl.Got list = opened(link);
        String url = web.url() + "/r/" + link.link().id() + "/f/" + deposit.id();
        assertThat(curl.run("--data", "", url).status()).isEqualTo(403);
        assertThat(curl.run("--data", "nonce=00", url).status()).isEqualTo(403);
        assertThat(curl.run("-H", "Sec-Fetch-Site: cross-site", "--data", list.form(), url)
                        .status())
                .isEqualTo(403);
        assertThat(curl.run("-H", "Origin: https://evil.example", "--data", list.form(), url)
                        .status())
                .isEqualTo(403);
        assertThat(file(link, deposit).claims()).isZero();
        assertThat(curl.run("-H", "Origin: null", "--data", list.form(), url).status())
                .isEqualTo(303);
    }

    @Test
    void a_session_ends_after_fifteen_minutes_and_with_its_participant() throws Exception {
        Deposit deposit = web.assessment("a.csv", WebFixture.content(10));
        ReleaseMade.HandOver link = web.release(deposit, 1);
        String list = web.url() + "/r/" + link.link().id();
        opened(link);
        web.gateway.clock.advance(Duration.ofMinutes(14));
        assertThat(curl.run(list).status()).isEqualTo(200);
        web.gateway.clock.advance(Duration.ofMinutes(14));
        assertThat(curl.run(list).status()).isEqualTo(200);
        web.gateway.inside.cut.suspend(GatewayFixture.HOST, "ocha", "test").orThrow();
        assertThat(curl.run(list).status()).isEqualTo(409);
        web.gateway.inside.cut.resume(GatewayFixture.HOST, "ocha").orThrow();
        assertThat(curl.run(list).status()).isEqualTo(403);
        opened(link);
        web.gateway.clock.advance(Duration.ofMinutes(15));
        assertThat(curl.run(list).status()).isEqualTo(403);
    }

    @Test
    void an_empty_file_arrives_and_a_range_beyond_the_end_is_refused() throws Exception {
        Deposit empty = web.assessment("empty.csv", new byte[0]);
        ReleaseMade.HandOver link = web.release(empty, 1);
        String file = claim(link, empty);
        assertThat(curl.run("-r", "5-", file).status()).isEqualTo(416);
        Curl.Got got = curl.run(file);
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.body()).isEmpty();
        for (int i = 0; i < 40 && file(link, empty).completed().isEmpty(); i++) {
            Thread.sleep(50);
        }
        assertThat(file(link, empty).completed()).isPresent();
    }

    private Curl.Got opened(ReleaseMade.HandOver link) {
        assertThat(curl.open(link.url(), link.password().reveal()).status()).isEqualTo(303);
        return curl.run(web.url() + "/r/" + link.link().id());
    }

    private String claim(ReleaseMade.HandOver link, Deposit deposit) {
        Curl.Got list = opened(link);
        Curl.Got claimed =
                curl.run("--data", list.form(), web.url() + "/r/" + link.link().id() + "/f/" + deposit.id());
        assertThat(claimed.status()).isEqualTo(303);
        return web.url() + claimed.header("Location");
    }

    private LinkFile file(ReleaseMade.HandOver link, Deposit deposit) {
        return web.gateway
                .inside
                .ledger
                .read(sql -> Links.file(sql, link.link().id(), deposit.id()))
                .orElseThrow();
    }

    private LinkState state(ReleaseMade.HandOver link) {
        return web.gateway
                .inside
                .ledger
                .read(sql -> Links.find(sql, link.link().id()))
                .orElseThrow()
                .state(web.gateway.clock.instant());
    }

    private long records() throws IOException {
        return web.gateway.inside.ledger.read(sql -> AuditLog.head(sql).seq());
    }
}
