package org.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
            browser.run("document.getElementById('type').value = '" + UploadFixture.TYPE
                    + "'; document.getElementById('organizations').value = 'coded';"
                    + "document.querySelector('#deposit button').click()");
            browser.await("Object.keys(localStorage).length === 1");
            browser.offline(true);
            browser.await("document.getElementById('said').textContent === "
                    + "document.getElementById('deposit').dataset.waiting"
                    + " || document.getElementById('said').textContent.indexOf('d0') > 0"
                    + " || Object.keys(localStorage).length === 0");
            browser.offline(false);
            if (uploads.files().getFirst().state() == DepositState.RECEIVING) {
                browser.open(uploads.web.url() + "/deposit?lang=ar");
                browser.await("document.getElementById('said').textContent === "
                        + "document.getElementById('deposit').dataset.again");
                browser.choose(file);
                browser.run("document.querySelector('#deposit button').click()");
            }
            browser.await("Object.keys(localStorage).length === 0");
            Deposit deposit = arrived(content);
            assertThat(browser.run("document.getElementById('said').textContent")
                            .asText())
                    .contains(deposit.id());
            assertThat(deposit.name()).isEqualTo("تقييم.csv");
            assertThat(deposit.label().canonical()).contains("organizations: coded");
        }
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
