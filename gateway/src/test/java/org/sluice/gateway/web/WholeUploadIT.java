package org.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.WireReceipt;

/** A file in one PUT, by the real curl as a nightly job would, and by a line that breaks. */
final class WholeUploadIT {
    private static final String FOLDER = "/uploads/restricted/4w-monthly-inputs/";

    @TempDir
    Path folder;

    private UploadFixture uploads = new UploadFixture(Duration.ofSeconds(30));
    private Curl curl;

    @BeforeEach
    void open() {
        Curl.require("curl");
        curl = new Curl(folder, uploads.web.ca());
    }

    @AfterEach
    void close() {
        uploads.close();
    }

    private Curl.Got put(String file, String to, String... more) {
        List<String> words = new ArrayList<>(List.of("-T", folder.resolve(file).toString()));
        words.addAll(List.of("-H", "Authorization: " + uploads.bearer()));
        words.addAll(List.of(more));
        words.add(uploads.web.url() + to);
        return curl.run(words.toArray(String[]::new));
    }

    private byte[] written(String name, int size) {
        byte[] content = WebFixture.content(size);
        try {
            Files.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return content;
    }

    private static void await(String what, BooleanSupplier so) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.sleep(20);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 5_000_000})
    void curl_deposits_a_file_and_is_told_what_it_became(int size) {
        byte[] content = written("a.csv", size);
        Curl.Got got = put("a.csv", FOLDER);
        assertThat(got.status()).isEqualTo(201);
        Deposit deposit = uploads.files().getFirst();
        assertThat(got.body())
                .contains(
                        "\"deposit\" : \"" + deposit.id() + "\"",
                        "\"sha256\" : \"" + UploadFixture.sha256(content) + "\"",
                        "\"decisions\" : [");
        assertThat(deposit.state()).isEqualTo(DepositState.DEPOSITED);
        assertThat(deposit.name()).isEqualTo("a.csv");
        try (var visit = uploads.web.gateway.visit("dina")) {
            assertThat(GatewayFixture.read(
                            uploads.web.gateway.inside.own.read(visit, deposit).orThrow()))
                    .isEqualTo(content);
        }
    }

    @Test
    void the_receipt_in_the_answer_holds_for_an_outsider_and_no_changed_one_does() {
        written("a.csv", 70_000);
        String said = put("a.csv", FOLDER).body();
        WireReceipt.assertThatItHolds(
                WireReceipt.inAnswer(said), uploads.web.gateway, uploads.files().getFirst());
    }

    @Test
    void a_chunked_body_with_label_and_digest_is_taken() {
        byte[] content = written("a.csv", 300_000);
        String digest = Base64.getEncoder().encodeToString(UploadFixture.digest("SHA-256", content));
        Curl.Got got = put(
                "a.csv",
                FOLDER + "%D8%AA%D9%82%D9%8A%D9%8A%D9%85.csv",
                "-H",
                "Transfer-Encoding: chunked",
                "-H",
                "Repr-Digest: sha-256=:" + digest + ":",
                "-H",
                "Sluice-Label: organizations=coded; purpose=planning%20of%20the%20round");
        assertThat(got.status()).isEqualTo(201);
        Deposit deposit = uploads.files().getFirst();
        assertThat(deposit.name()).isEqualTo("تقييم.csv");
        assertThat(deposit.label().purpose()).contains("planning of the round");
    }

    @Test
    void bytes_that_are_not_those_of_the_digest_leave_nothing() {
        written("a.csv", 300_000);
        Curl.Got got = put(
                "a.csv",
                FOLDER,
                "-H",
                "Content-Digest: sha-256=:" + Base64.getEncoder().encodeToString(new byte[32]) + ":");
        assertThat(got.status()).isEqualTo(400);
        assertThat(got.body()).contains("\"code\" : \"digest\"");
        assertThat(uploads.files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/uploads/confidential/4w-monthly-inputs/", "/uploads/restricted/no-such-type/"})
    void what_is_refused_is_refused_before_curl_sends_its_first_byte(String where) throws IOException {
        written("a.csv", 5_000_000);
        Path sent = folder.resolve("sent");
        Curl.Got got = put(
                "a.csv", where, "-H", "Expect: 100-continue", "--expect100-timeout", "20", "--trace", sent.toString());
        assertThat(got.status()).isIn(403, 404);
        assertThat(got.headers()).doesNotContain("100 Continue");
        assertThat(got.body()).contains("\"message\" : \"");
        assertThat(Files.readString(sent, StandardCharsets.ISO_8859_1)).doesNotContain("=> Send data");
        assertThat(uploads.files()).isEmpty();
    }

    @Test
    void who_may_go_on_hears_it_first() {
        written("a.csv", 100_000);
        Curl.Got got = put("a.csv", FOLDER, "-H", "Expect: 100-continue", "--expect100-timeout", "20");
        assertThat(got.headers()).contains("100 Continue");
        assertThat(got.status()).isEqualTo(201);
    }

    @Test
    void a_large_file_with_a_wrong_token_is_answered_and_not_swallowed() {
        written("a.csv", 40_000_000);
        Curl.Got got = curl.run(
                "-T",
                folder.resolve("a.csv").toString(),
                "-H",
                "Expect:",
                "-H",
                "Authorization: Bearer sluice_dep_" + "A".repeat(43),
                uploads.web.url() + FOLDER);
        assertThat(got.status()).isEqualTo(401);
        assertThat(got.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(uploads.files()).isEmpty();
    }

    /** Sends a head and some of the body, by hand, and gives the open line back. */
    private SSLSocket half(int length, int sent) throws IOException {
        SSLSocket line =
                (SSLSocket) uploads.trusting().getSocketFactory().createSocket("localhost", uploads.web.server.port());
        OutputStream out = line.getOutputStream();
        out.write(("PUT " + FOLDER + "half.csv HTTP/1.1\r\nHost: localhost:" + uploads.web.server.port()
                        + "\r\nAuthorization: " + uploads.bearer() + "\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(WebFixture.content(sent));
        out.flush();
        return line;
    }

    private boolean receiving() {
        return uploads.files().stream().anyMatch(deposit -> deposit.state() == DepositState.RECEIVING);
    }

    @Test
    void a_broken_line_leaves_nothing() throws Exception {
        try (SSLSocket line = half(200_000, 150_000)) {
            await("it is being received", this::receiving);
            line.setSoLinger(true, 0);
        }
        await("it is gone", () -> uploads.files().isEmpty());
    }

    @Test
    void a_line_on_which_nothing_comes_is_ended() throws Exception {
        uploads.close();
        uploads = new UploadFixture(Duration.ofSeconds(2));
        try (SSLSocket line = half(200_000, 150_000)) {
            await("it is being received", this::receiving);
            assertThat(line.getInputStream().read()).isNegative();
            await("it is gone", () -> uploads.files().isEmpty());
        }
    }

    @Test
    void a_withdrawal_ends_an_upload() throws Exception {
        try (SSLSocket line = half(200_000, 150_000)) {
            await("it is being received", this::receiving);
            uploads.web
                    .gateway
                    .inside
                    .cut
                    .withdrawNow(GatewayFixture.HOST, "amal", "it leaves")
                    .orThrow();
            assertThatEndsSoon(line);
            await("it is gone", () -> !receiving());
            assertThat(uploads.web.gateway.audited(EventKind.DEPOSIT_COMPLETED)).isEmpty();
        }
    }

    @Test
    void a_revoked_token_ends_an_upload() throws Exception {
        try (SSLSocket line = half(200_000, 150_000)) {
            await("it is being received", this::receiving);
            uploads.tokens
                    .revoke(GatewayFixture.HOST, uploads.made.token().id())
                    .orThrow();
            assertThatEndsSoon(line);
        }
    }

    /** Long before a line on which nothing comes would be ended anyway; with or without a farewell. */
    private static void assertThatEndsSoon(SSLSocket line) throws IOException {
        line.setSoTimeout(10_000);
        try {
            assertThat(line.getInputStream().read()).isNegative();
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }
}
