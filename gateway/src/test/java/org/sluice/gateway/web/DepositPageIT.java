package org.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.testkit.GatewayFixture;

/** The deposit page in a real browser, with its script and without, and the public JavaScript client of tus beside it. */
final class DepositPageIT {
    @TempDir
    Path folder;

    private final UploadFixture uploads = new UploadFixture();

    @AfterEach
    void close() {
        uploads.close();
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private void enter(Browser browser, String language) {
        browser.open(uploads.web.url() + "/deposit?lang=" + language);
        browser.run(
                "document.getElementById('token').value = '" + uploads.made.reveal() + "'; document.forms[0].submit()");
        browser.await("!!document.getElementById('file')");
    }

    private Deposit arrived(byte[] content) {
        assertThat(uploads.files()).hasSize(1);
        Deposit deposit = uploads.files().getFirst();
        assertThat(deposit.state()).isEqualTo(DepositState.DEPOSITED);
        assertThat(deposit.sha256()).contains(UploadFixture.sha256(content));
        return deposit;
    }

    @Test
    void the_script_sends_in_parts_and_goes_on_after_a_break_and_a_reload() throws Exception {
        Curl.require("chromium");
        byte[] content = WebFixture.content(9_000_000);
        Path file = file("تقييم.csv", content);
        try (Browser browser = new Browser(folder)) {
            enter(browser, "ar");
            assertThat(browser.run("document.documentElement.dir").asText()).isEqualTo("rtl");
            browser.choose(file);
            browser.slow(1_500_000);
            browser.run("document.getElementById('type').value = '" + UploadFixture.TYPE
                    + "'; document.getElementById('organizations').value = 'coded';"
                    + "document.querySelector('#deposit button').click()");
            broken(browser, content.length);
            // Whoever gives up and comes again later is told that a part is there, and goes on with the same file.
            browser.open(uploads.web.url() + "/deposit?lang=ar");
            browser.await("document.getElementById('said').textContent === "
                    + "document.getElementById('deposit').dataset.again");
            long kept = uploads.web.gateway.arrived(uploads.files().getFirst());
            assertThat(kept).isPositive().isLessThan(content.length);
            browser.choose(file);
            browser.run(RECORDING);
            browser.run("document.querySelector('#deposit button').click()");
            browser.await("Object.keys(localStorage).length === 0");
            Deposit deposit = arrived(content);
            assertThat(browser.run("document.getElementById('said').textContent")
                            .asText())
                    .contains(deposit.id());
            assertThat(deposit.name()).isEqualTo("تقييم.csv");
            assertThat(deposit.label().canonical()).contains("organizations: coded");
            assertThat(sent(browser, 204).stream().mapToLong(Long::longValue).sum())
                    .as("what had arrived is not sent again")
                    .isLessThanOrEqualTo(content.length - kept);
        }
    }

    /** Notes each part with the status that answered it, 0 for a line that broke. */
    private static final String RECORDING = "window.parts = []; (function () {"
            + " var send = XMLHttpRequest.prototype.send;"
            + " XMLHttpRequest.prototype.send = function (body) {"
            + "  if (body) { this.addEventListener('loadend', function () { parts.push([this.status, body.size]); }); }"
            + "  return send.call(this, body); }; }()); 0";

    private static List<Long> sent(Browser browser, int status) {
        List<Long> sizes = new ArrayList<>();
        browser.run("parts.filter(p => p[0] === " + status + ").map(p => p[1]).join(' ')")
                .asText()
                .lines()
                .flatMap(line -> Stream.of(line.split(" ")))
                .filter(word -> !word.isEmpty())
                .forEach(word -> sizes.add(Long.valueOf(word)));
        return sizes;
    }

    /** Waits for some bytes of it, breaks the line, and sees that they stay and are no file. */
    private void broken(Browser browser, long size) throws InterruptedException {
        await(
                "something has arrived",
                () -> !uploads.files().isEmpty()
                        && uploads.web.gateway.arrived(uploads.files().getFirst()) > 0);
        browser.offline(true);
        browser.await("document.getElementById('said').textContent === "
                + "document.getElementById('deposit').dataset.waiting");
        Deposit half = uploads.files().getFirst();
        assertThat(half.state()).isEqualTo(DepositState.RECEIVING);
        assertThat(uploads.web.gateway.arrived(half)).isPositive().isLessThan(size);
        browser.offline(false);
    }

    private static void await(String what, BooleanSupplier so) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.sleep(100);
        }
    }

    @Test
    void on_a_slow_line_parts_get_smaller_and_after_a_break_smaller_still_until_it_is_quick_again() throws Exception {
        Curl.require("chromium");
        byte[] content = WebFixture.content(700_000);
        Path file = file("slow.csv", content);
        try (Browser browser = new Browser(folder)) {
            enter(browser, "en");
            browser.run(RECORDING);
            browser.choose(file);
            // A first part of 256 KiB takes more than five seconds, though some of it goes at once into buffers.
            browser.slow(24_000);
            browser.run("document.getElementById('type').value = '" + UploadFixture.TYPE
                    + "'; document.querySelector('#deposit button').click()");
            await(
                    "the second part is on its way",
                    () -> !uploads.files().isEmpty()
                            && uploads.web.gateway.arrived(uploads.files().getFirst()) > 262_144);
            broken(browser, content.length);
            browser.await("Object.keys(localStorage).length === 0");
            arrived(content);
            assertThat(sent(browser, 0)).as("the part that broke").containsExactly(131_072L);
            List<Long> taken = sent(browser, 204);
            assertThat(taken.getFirst()).isEqualTo(262_144L);
            assertThat(taken).as("after the break").contains(65_536L);
            assertThat(taken.subList(taken.indexOf(65_536L), taken.size()))
                    .as("once the line is quick again")
                    .contains(131_072L);
        }
    }

    @Test
    void a_gateway_that_takes_no_more_uploads_for_a_while_is_asked_again() throws Exception {
        Curl.require("chromium");
        byte[] content = WebFixture.content(1_000);
        Path file = file("busy.csv", content);
        int most = 512;
        String template = uploads.create("template.csv", 5).header("Location").substring("/uploads/".length());
        uploads.web.gateway.inside.ledger.write(tx -> {
            for (int i = 1; i < most; i++) {
                tx.sql()
                        .execute(
                                "INSERT INTO web_upload SELECT ? || id, token_id, person_id, deposit_id, length, expires_at,"
                                        + " ended_at FROM web_upload WHERE id = ?",
                                "u" + i,
                                template);
            }
            return most;
        });
        try (Browser browser = new Browser(folder)) {
            enter(browser, "en");
            browser.choose(file);
            browser.run("document.getElementById('type').value = '" + UploadFixture.TYPE
                    + "'; document.querySelector('#deposit button').click()");
            browser.await("document.getElementById('said').textContent === "
                    + "document.getElementById('deposit').dataset.waiting");
            assertThat(uploads.tus("DELETE", "/uploads/" + template, null).status())
                    .isEqualTo(204);
            await(
                    "it is deposited",
                    () -> uploads.files().stream().anyMatch(deposit -> deposit.state() == DepositState.DEPOSITED));
        }
        arrived(content);
    }

    @Test
    void a_session_goes_on_with_every_request_and_ends_a_quarter_of_an_hour_after_the_last() throws Exception {
        Curl.require("curl");
        Curl curl = new Curl(folder, uploads.web.ca());
        curl.run("--data-urlencode", "token=" + uploads.made.reveal(), uploads.web.url() + "/deposit");
        String nonce = curl.run(uploads.web.url() + "/deposit").nonce();

        uploads.web.gateway.clock.advance(Duration.ofMinutes(14));
        assertThat(curl.run(
                                "-I",
                                "-H",
                                "Tus-Resumable: 1.0.0",
                                "-H",
                                "Sluice-Nonce: " + nonce,
                                uploads.web.url() + "/uploads/u1")
                        .status())
                .as("of the script, for an upload that is not there")
                .isEqualTo(404);
        uploads.web.gateway.clock.advance(Duration.ofMinutes(14));
        assertThat(curl.run(uploads.web.url() + "/deposit").body())
                .as("28 minutes after it began")
                .contains("type=\"file\"");
        uploads.web.gateway.clock.advance(Duration.ofMinutes(14));
        assertThat(curl.run(uploads.web.url() + "/deposit").body()).contains("type=\"file\"");

        uploads.web.gateway.clock.advance(Duration.ofMinutes(15));
        assertThat(curl.run(uploads.web.url() + "/deposit").body())
                .contains("type=\"password\"")
                .doesNotContain("type=\"file\"");
    }

    @Test
    void without_a_script_the_form_sends_the_file() throws Exception {
        Curl.require("chromium");
        byte[] content =
                ("\r\n--not the boundary\r\n" + "x".repeat(200_000) + "\r\n-").getBytes(StandardCharsets.UTF_8);
        Path file = file("dépôt \"1\".csv", content);
        try (Browser browser = new Browser(folder)) {
            enter(browser, "fr");
            browser.scripts(false);
            browser.open(uploads.web.url() + "/deposit?lang=fr");
            browser.choose(file);
            // The page's own script is off; this only presses what a finger would.
            browser.run("document.getElementById('type').value = '" + UploadFixture.TYPE
                    + "'; document.getElementById('deposit').submit()");
            browser.await("!document.getElementById('deposit')");
            Deposit deposit = arrived(content);
            assertThat(browser.run("document.body.innerText").asText())
                    .contains(deposit.id(), UploadFixture.sha256(content), "Le fichier est arrivé");
            assertThat(deposit.name()).isEqualTo("dépôt \"1\".csv");
        }
    }

    @Test
    void the_public_javascript_client_uploads_and_resumes() throws Exception {
        Curl.require("chromium");
        String library;
        try (InputStream in = DepositPageIT.class.getResourceAsStream("tus/tus.min.js")) {
            library = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        byte[] content = new byte[3_000_001];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i % 251);
        }
        try (Browser browser = new Browser(folder)) {
            browser.open(uploads.web.url() + "/deposit");
            browser.run(library + ";0");
            String options = "{endpoint: '/uploads', chunkSize: 100001, retryDelays: null, headers: {Authorization: '"
                    + uploads.bearer() + "'}, metadata: {filename: 'a.csv', channel: 'restricted', type: '"
                    + UploadFixture.TYPE + "'}";
            String bytes = "const b = new Uint8Array(3000001); for (let i = 0; i < b.length; i++) { b[i] = i % 251; }"
                    + "window.file = new File([b], 'a.csv', {lastModified: 1});";
            browser.run(bytes
                    + "new Promise((done, no) => { const u = new tus.Upload(window.file, " + options
                    + ", onError: no, onChunkComplete: (n, at) => { if (at > 700000) { u.abort().then(done); } }});"
                    + " u.start(); })");
            assertThat(uploads.files().getFirst().state()).isEqualTo(DepositState.RECEIVING);
            // Only full frames stay, as after a restart.
            uploads.web.gateway.clock.advance(Duration.ofMinutes(11));
            uploads.web.gateway.inside.uploads.due();
            browser.run("new Promise((done, no) => { const u = new tus.Upload(window.file, " + options
                    + ", onError: no, onSuccess: () => done(1)}); u.findPreviousUploads().then(p => {"
                    + " if (p.length !== 1) { no(new Error('no previous upload')); }"
                    + " u.resumeFromPreviousUpload(p[0]); u.start(); }); })");
        }
        arrived(content);
    }

    @Test
    void the_page_weighs_little_in_every_language_and_runs_no_script_but_its_own() throws Exception {
        Curl.require("curl");
        Curl curl = new Curl(folder, uploads.web.ca());
        int more = curl.run(uploads.web.url() + "/static/sluice.css").body().length()
                + curl.run(uploads.web.url() + "/static/deposit.js").body().length();
        assertThat(curl.run("--data-urlencode", "token=" + uploads.made.reveal(), uploads.web.url() + "/deposit")
                        .status())
                .isEqualTo(303);
        for (String language : List.of("en", "fr", "ar", "tr")) {
            Curl.Got page = curl.run(uploads.web.url() + "/deposit?lang=" + language);
            assertThat(page.body()).contains("lang=\"" + language + "\"", "type=\"file\"");
            assertThat(page.body().length() + more).isLessThan(20_000);
            assertThat(page.body()).doesNotContain("style=\"", "http://", "https://", "deposit.title");
            assertThat(page.header("Content-Security-Policy"))
                    .contains("default-src 'none'", "script-src 'self'")
                    .doesNotContain("unsafe");
        }
    }

    @Test
    void a_wrong_token_opens_no_page_and_a_session_without_its_nonce_changes_nothing() throws Exception {
        Curl.require("curl");
        Curl curl = new Curl(folder, uploads.web.ca());
        Curl.Got wrong = curl.run("--data-urlencode", "token=sluice_dep_x", uploads.web.url() + "/deposit");
        assertThat(wrong.status()).isEqualTo(403);
        assertThat(wrong.body()).contains("type=\"password\"").doesNotContain("type=\"file\"");
        Curl.Got right = curl.run("--data-urlencode", "token=" + uploads.made.reveal(), uploads.web.url() + "/deposit");
        assertThat(right.header("Set-Cookie"))
                .contains("__Host-sluice-deposit=", "Secure", "HttpOnly", "SameSite=Strict", "Max-Age=900")
                .doesNotContain(uploads.made.reveal());
        Path file = file("a.csv", GatewayFixture.bytes("a"));
        assertThat(curl.run(
                                "-F",
                                "channel=restricted",
                                "-F",
                                "type=" + UploadFixture.TYPE,
                                "-F",
                                "file=@" + file,
                                uploads.web.url() + "/deposit/file")
                        .status())
                .isEqualTo(400);
        assertThat(curl.run(
                                "-X",
                                "POST",
                                "-H",
                                "Tus-Resumable: 1.0.0",
                                "-H",
                                "Upload-Length: 1",
                                uploads.web.url() + "/uploads")
                        .status())
                .isEqualTo(401);
        String nonce = curl.run(uploads.web.url() + "/deposit").nonce();
        assertThat(curl.run(
                                "-F",
                                "nonce=" + nonce,
                                "-F",
                                "channel=restricted",
                                "-F",
                                "type=" + UploadFixture.TYPE,
                                "-F",
                                "file=@" + file,
                                uploads.web.url() + "/deposit/file")
                        .status())
                .isEqualTo(201);
        assertThat(uploads.files()).hasSize(1);
        uploads.tokens.revoke(GatewayFixture.HOST, uploads.made.token().id()).orThrow();
        assertThat(curl.run(uploads.web.url() + "/deposit").body()).contains("type=\"password\"");
    }
}
