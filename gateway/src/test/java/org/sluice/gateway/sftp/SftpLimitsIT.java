package org.sluice.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.LogInSettings;
import org.sluice.gateway.domain.audit.EventKind;

/** Every limit bites, and says so; and the rest of the office still gets in. */
final class SftpLimitsIT {
    private final SftpFixture sftp = new SftpFixture(
            LogInSettings.USUAL,
            usual -> new SftpSettings(
                    usual.host(),
                    usual.port(),
                    usual.hostKeyFile(),
                    Optional.of("Welcome to a test.\r\n"),
                    Optional.empty(),
                    8,
                    usual.mostSessions(),
                    1,
                    usual.channelsPerSession(),
                    2,
                    usual.window(),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(4)),
            "turkey-cross-border");

    @AfterEach
    void close() throws IOException {
        sftp.close();
    }

    private SftpFixture.Ran tries(String person, String key) {
        return sftp.run(sftp.sftpWords(person, key), "pwd\n");
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), sftp.server.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static String said(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (java.net.SocketException e) {
            return "";
        }
    }

    @Test
    void who_fails_again_and_again_waits_and_neither_the_person_nor_the_office_does() {
        for (String key : List.of("wrong", "wrong2", "wrong3")) {
            sftp.makeKey(key, "-t", "ed25519");
        }
        // One more than is needed: a failure counts once its connection is gone, which the client does not wait for.
        for (int i = 0; i < 12; i++) {
            assertThat(tries("amal", "wrong").said()).contains("Permission denied");
        }
        assertThat(triesThree()).contains("Too many failed log-ins").contains("try again in");
        assertThat(tries("berk", "berk").status()).as("a colleague").isZero();
        assertThat(tries("amal", "amal").status())
                .as("the person, whoever failed under the name")
                .isZero();
        assertThat(triesThree()).as("forgiven by the log-in").contains("Permission denied");
    }

    /** Three keys that are nobody's, one after another on one connection. */
    private String triesThree() {
        String[] others = {
            "-i",
            sftp.folder.resolve("wrong2").toString(),
            "-i",
            sftp.folder.resolve("wrong3").toString()
        };
        return sftp.run(sftp.sftpWords("amal", "wrong", others), "pwd\n").said();
    }

    @Test
    void a_second_session_of_one_person_is_told_why_and_a_colleague_comes_in() throws Exception {
        Process first = sftp.start(sftp.sftpWords("amal", "amal"));
        try (var to = first.outputWriter(StandardCharsets.UTF_8)) {
            to.write("pwd\n");
            to.flush();
            SftpFixture.await(
                    "a session", () -> !sftp.audit(EventKind.LOGIN_ACCEPTED).isEmpty());
            assertThat(tries("amal", "amal").said()).contains("Too many concurrent connections");
            assertThat(tries("berk", "berk").status()).isZero();
        }
        assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(tries("amal", "amal").status()).isZero();
    }

    @Test
    void strangers_from_one_network_take_half_the_places_and_are_told_so() throws IOException {
        List<Socket> strangers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            strangers.add(connect());
        }
        try (Socket fifth = connect()) {
            assertThat(said(fifth)).contains("Too many connections from your network");
        } finally {
            for (Socket stranger : strangers) {
                stranger.close();
            }
        }
        SftpFixture.await("places again", () -> tries("amal", "amal").status() == 0);
    }

    @Test
    void who_does_not_log_in_in_time_is_closed() throws IOException {
        try (Socket idle = connect()) {
            assertThat(said(idle)).startsWith("SSH-2.0-Sluice\r\n");
        }
    }

    @Test
    void a_session_without_traffic_ends() throws Exception {
        Process idle = sftp.start(sftp.sftpWords("amal", "amal"));
        try (var to = idle.outputWriter(StandardCharsets.UTF_8)) {
            to.write("pwd\n");
            to.flush();
            SftpFixture.await(
                    "a session", () -> !sftp.audit(EventKind.LOGIN_ACCEPTED).isEmpty());
            SftpFixture.await("its end", () -> sftp.gateway.inside.live.count() == 0);
            assertThat(idle.isAlive()).isTrue();
        } finally {
            idle.destroyForcibly();
        }
    }

    @Test
    void the_banner_is_shown_before_log_in_with_the_words_of_the_protocols_in_force() {
        assertThat(tries("nobody", "amal").said())
                .containsSubsequence(
                        "Welcome to a test.",
                        "as its label and the protocol allow",
                        "étiquette",
                        "etiketinin",
                        "denied");
    }
}
