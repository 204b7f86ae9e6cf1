package org.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.crypto.age.AgeSecretKey;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.participant.RecipientKey;
import org.sluice.gateway.store.RecipientKeys;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.Gpg;
import org.sluice.gateway.usecase.Visit;

/** The page that seals, in a real browser; the real age opens what it deposited. */
final class SealPageIT {
    private static final String MARK = "no server is to read this";
    private static final String SAID = "document.getElementById('said').textContent";

    @TempDir
    Path folder;

    private final UploadFixture uploads = new UploadFixture();
    private final AgeSecretKey secret = AgeSecretKey.generate(new SecureRandom());

    @BeforeEach
    void register() {
        register("imo", RecipientKey.Kind.AGE, secret.publicKey().spelled());
    }

    @AfterEach
    void close() {
        uploads.close();
    }

    private void register(String contact, RecipientKey.Kind kind, String spelled) {
        GatewayFixture gateway = uploads.web.gateway;
        String id = gateway.inside.ledger.newId("pk");
        gateway.inside.ledger.write(tx -> {
            RecipientKeys.add(
                    tx,
                    new RecipientKey(
                            id,
                            new RecipientKey.OfContact(contact),
                            kind,
                            "the desk",
                            spelled,
                            "what the gateway says of " + id,
                            "host",
                            gateway.clock.instant(),
                            Optional.empty(),
                            Optional.empty()));
            return RecipientKeys.confirm(tx, id, "dina", gateway.clock.instant());
        });
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private void enter(Browser browser, String language) {
        browser.open(uploads.web.url() + "/deposit?lang=" + language);
        browser.run(
                "document.getElementById('token').value = '" + uploads.made.reveal() + "'; document.forms[0].submit()");
        browser.await("!!document.getElementById('deposit')");
        browser.run("document.querySelector('a[href^=\"/seal\"]').click()");
        browser.await("!document.getElementById('lock').disabled");
    }

    private static void ask(Browser browser, String recipient) {
        browser.run(
                "document.getElementById('to').value = '" + recipient + "'; document.getElementById('ask').click()");
        browser.await("!document.getElementById('lock').disabled");
    }

    private static void tick(Browser browser) {
        browser.run("document.querySelectorAll('#keys input').forEach((box) => box.click())");
    }

    private static void send(Browser browser) {
        browser.run("document.getElementById('type').value = '" + UploadFixture.TYPE
                + "'; document.querySelector('#seal button[type=submit]').click()");
    }

    /** Waits until the page says one of its words, as its form carries it. */
    private static void says(Browser browser, String word, String... values) {
        browser.await(Arrays.stream(values)
                        .map(value -> "'\\u2068" + value + "\\u2069'")
                        .reduce(
                                "document.getElementById('seal').dataset." + word,
                                (text, value) -> text + ".replace('{0}', " + value + ")")
                + " === " + SAID);
    }

    private byte[] stored(String name) {
        Deposit deposit = uploads.files().stream()
                .filter(one -> one.name().equals(name) && one.state() == DepositState.DEPOSITED)
                .findFirst()
                .orElseThrow();
        try (Visit visit = uploads.web.gateway.visit("dina")) {
            return GatewayFixture.read(
                    uploads.web.gateway.inside.own.read(visit, deposit).orThrow());
        }
    }

    private byte[] opened(String name) throws Exception {
        Path sealed = file("sealed", stored(name));
        Path identity = file("identity", secret.reveal().getBytes(StandardCharsets.US_ASCII));
        Path out = folder.resolve("opened-" + name);
        Process age = new ProcessBuilder(
                        "age", "-d", "-i", identity.toString(), "-o", out.toString(), sealed.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(age.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(age.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(age.exitValue()).as(said).isZero();
        // For an empty file age makes none.
        return Files.exists(out) ? Files.readAllBytes(out) : new byte[0];
    }

    @Test
    void real_age_opens_what_the_page_sealed_and_no_plain_byte_left_the_browser() throws Exception {
        Curl.require("chromium");
        Curl.require("age");
        byte[] content = (MARK + "\n").repeat(10_000).getBytes(StandardCharsets.UTF_8);
        try (Browser browser = new Browser(folder)) {
            enter(browser, "ar");
            assertThat(browser.run("document.documentElement.dir").asText()).isEqualTo("rtl");
            browser.run("window.bodies = []; { const ask = window.fetch; window.fetch = (to, with_) => {"
                    + " if (with_.body) { bodies.push(with_.body); } return ask(to, with_); }; } 0");
            browser.choose(
                    file("تقييم.csv", content), file("empty.csv", new byte[0]), file("full.bin", new byte[65_536]));
            send(browser);
            says(browser, "nobody");
            ask(browser, "imo");
            assertThat(browser.run("document.querySelector('#keys code').textContent")
                            .asText())
                    .as("made in the browser from the key, whatever the gateway says of it")
                    .isEqualTo(secret.publicKey().fingerprint());
            send(browser);
            says(browser, "untick");
            assertThat(uploads.files()).isEmpty();
            tick(browser);
            browser.run("document.getElementById('organizations').value = 'coded'");
            send(browser);
            browser.await("document.querySelectorAll('#sent li').length === 3");
            String sent = browser.run("Promise.all(bodies.map((body) => body.text())).then((all) => all.join(''))")
                    .asText();
            assertThat(sent).startsWith("age-encryption.org/v1\n-> X25519 ").doesNotContain(MARK);
            assertThat(browser.run("document.getElementById('sent').innerText").asText())
                    .contains("تقييم.csv.age", uploads.files().getFirst().id());
        }
        assertThat(opened("تقييم.csv.age")).isEqualTo(content);
        assertThat(opened("empty.csv.age")).isEmpty();
        assertThat(opened("full.bin.age")).isEqualTo(new byte[65_536]);
        assertThat(uploads.files()).hasSize(3).allSatisfy(deposit -> {
            assertThat(deposit.label().canonical()).contains("organizations: coded");
            assertThat(deposit.type()).isEqualTo(UploadFixture.TYPE);
        });
    }

    @Test
    void after_a_break_it_goes_on_and_seals_no_chunk_twice() throws Exception {
        Curl.require("chromium");
        Curl.require("age");
        byte[] content = WebFixture.content(5_000_000);
        try (Browser browser = new Browser(folder)) {
            enter(browser, "en");
            browser.run("window.used = []; { const seal = ChaChaPoly.seal; ChaChaPoly.seal = (key, nonce, plain) => {"
                    + " used.push(key.join() + ' ' + nonce.join()); return seal(key, nonce, plain); }; } 0");
            ask(browser, "imo");
            tick(browser);
            browser.choose(file("long.bin", content));
            browser.slow(1_500_000);
            send(browser);
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (uploads.files().isEmpty()
                    || uploads.web.gateway.arrived(uploads.files().getFirst()) < 1_000_000) {
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.sleep(50);
            }
            browser.offline(true);
            says(browser, "waiting");
            assertThat(uploads.files().getFirst().state()).isEqualTo(DepositState.RECEIVING);
            browser.offline(false);
            browser.await("document.querySelectorAll('#sent li').length === 1");
            assertThat(browser.run("used.length").asInt()).isEqualTo(1 + 77);
            assertThat(browser.run("new Set(used).size").asInt()).isEqualTo(1 + 77);
        }
        assertThat(opened("long.bin.age")).isEqualTo(content);
    }

    @Test
    void for_an_openpgp_key_the_page_sends_people_to_the_command() throws Exception {
        Curl.require("chromium");
        try (Gpg gpg = new Gpg();
                Browser browser = new Browser(folder)) {
            uploads.web.gateway.contact("pgp", Optional.of("ocha"), "ocha-imos");
            register("pgp", RecipientKey.Kind.OPENPGP, gpg.curve("20260101T000000", "desk"));
            enter(browser, "en");
            ask(browser, "pgp");
            says(browser, "otherkey", "pgp");
            assertThat(browser.run("document.querySelectorAll('#keys input').length")
                            .asInt())
                    .isZero();
        }
    }

    @Test
    void what_the_page_can_t_do_it_says_and_nothing_is_deposited() throws Exception {
        Curl.require("chromium");
        Path file = file("survey.csv", MARK.getBytes(StandardCharsets.UTF_8));
        GatewayFixture gateway = uploads.web.gateway;
        gateway.contact("hybrid", Optional.of("ocha"), "ocha-imos");
        String postQuantum =
                AgeSecretKey.generatePostQuantum(new SecureRandom()).publicKey().spelled();
        register("hybrid", RecipientKey.Kind.AGE, postQuantum);
        try (Browser browser = new Browser(folder)) {
            enter(browser, "fr");
            ask(browser, "hybrid");
            says(browser, "otherkey", "hybrid");
            assertThat(browser.run(SAID).asText()).contains("sluice send");
            ask(browser, "nobody-here");
            says(browser, "nokey", "nobody-here");
            assertThat(browser.run("document.querySelectorAll('#keys input').length")
                            .asInt())
                    .isZero();
            ask(browser, "imo");
            tick(browser);
            browser.choose(file);
            Files.writeString(file, "another text that is longer than the one before");
            send(browser);
            says(browser, "changed", "survey.csv");
            assertThat(uploads.files()).noneMatch(deposit -> deposit.state() == DepositState.DEPOSITED);
            gateway.clock.advance(Duration.ofMinutes(16));
            ask(browser, "imo");
            says(browser, "over");
        }
    }

    @Test
    void without_a_script_or_without_x25519_the_page_is_locked_and_names_the_other_way() {
        Curl.require("chromium");
        String locked = "document.getElementById('lock').disabled && document.getElementById('unable').innerText";
        try (Browser browser = new Browser(folder)) {
            enter(browser, "en");
            assertThat(browser.run("document.getElementById('unable') === null").asBoolean())
                    .isTrue();
            browser.scripts(false);
            browser.open(uploads.web.url() + "/seal?lang=en");
            assertThat(browser.run(locked).asText()).contains("sluice send");
            browser.scripts(true);
            browser.ask("Page.enable", Browser.object());
            browser.ask(
                    "Page.addScriptToEvaluateOnNewDocument",
                    Browser.object()
                            .put(
                                    "source",
                                    "SubtleCrypto.prototype.generateKey = () => Promise.reject(new Error('no'))"));
            browser.open(uploads.web.url() + "/seal?lang=en");
            assertThat(browser.run("Age.possible()").asBoolean()).isFalse();
            assertThat(browser.run(locked).asText()).contains("sluice send");
        }
    }

    @Test
    void it_says_first_that_it_is_weaker_and_lets_nothing_out_but_to_this_gateway() {
        Curl.require("curl");
        Curl curl = new Curl(folder, uploads.web.ca());
        Curl.Got before = curl.run(uploads.web.url() + "/seal?lang=tr");
        assertThat(before.status()).isEqualTo(303);
        assertThat(before.header("Location")).isEqualTo("/deposit?lang=tr");
        curl.run("--data-urlencode", "token=" + uploads.made.reveal(), uploads.web.url() + "/deposit");
        int scripts = 0;
        for (String name : List.of("chacha", "age", "seal")) {
            Curl.Got script = curl.run(uploads.web.url() + "/static/" + name + ".js");
            assertThat(script.header("Cache-Control")).contains("immutable");
            scripts += script.body().getBytes(StandardCharsets.UTF_8).length;
        }
        assertThat(curl.run(uploads.web.url() + "/static/other.js").status()).isEqualTo(404);
        for (String language : List.of("en", "fr", "ar", "tr")) {
            Curl.Got page = curl.run(uploads.web.url() + "/seal?lang=" + language);
            assertThat(page.status()).isEqualTo(200);
            String main = page.body().substring(page.body().indexOf("</h1>"));
            assertThat(main.substring(0, main.indexOf("<form"))).contains("sluice send", "class=\"alert\"");
            assertThat(main.indexOf("sluice send")).isLessThan(150);
            assertThat(page.body())
                    .contains("lang=\"" + language + "\"", "<fieldset id=\"lock\" disabled>")
                    .doesNotContain("style=\"", "http://", "https://", "seal.title", "name=\"file\"", "action=");
            assertThat(page.body().getBytes(StandardCharsets.UTF_8).length + scripts)
                    .isLessThan(40_000);
            assertThat(page.header("Content-Security-Policy").split("; "))
                    .containsExactlyInAnyOrder(
                            "default-src 'none'",
                            "style-src 'self'",
                            "script-src 'self'",
                            "connect-src 'self'",
                            "form-action 'none'",
                            "base-uri 'none'",
                            "frame-ancestors 'none'",
                            "require-trusted-types-for 'script'",
                            "trusted-types 'none'");
            for (String script : List.of("chacha", "age", "seal")) {
                assertThat(page.body()).containsPattern("/static/" + script + "\\.js\\?v=[0-9a-f]{12}");
            }
        }
        assertThat(curl.run("-X", "POST", "-d", "a=b", uploads.web.url() + "/seal")
                        .status())
                .isEqualTo(405);
    }
}
