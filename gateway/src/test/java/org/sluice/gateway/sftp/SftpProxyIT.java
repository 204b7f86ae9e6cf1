package org.sluice.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.LogInSettings;
import org.sluice.gateway.balancer.Balancers;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.participant.Cidr;
import org.sluice.gateway.domain.participant.KeyLimits;
import org.sluice.gateway.domain.participant.SourcePatterns;
import org.sluice.gateway.testkit.GatewayFixture;

/** The port for balancers, with a balancer of the test and OpenSSH behind it. */
final class SftpProxyIT {
    private static final String LINE = "PROXY TCP4 192.0.2.77 198.51.100.2 40000 22\r\n";
    private static final String SECOND = "\r\n\r\n\0\r\nQUIT\n!!\0$" + six("\11") + six("\1") + "\21\42\0\26";

    /** 2001:db8:: and a last byte. */
    private static String six(String last) {
        return " \1\r\270" + "\0".repeat(11) + last;
    }

    private final SftpFixture sftp = behind("127.0.0.0/8");

    private static SftpFixture behind(String balancers) {
        return new SftpFixture(
                LogInSettings.USUAL,
                settings -> settings.with(
                        Optional.empty(),
                        Optional.of(new Balancers(0, List.of(Cidr.of(balancers).orThrow()), Duration.ofMillis(700)))),
                "turkey-cross-border");
    }

    @AfterEach
    void close() throws IOException {
        sftp.close();
    }

    private SftpFixture.Ran through(Balancer balancer) {
        return through(sftp, balancer);
    }

    private static SftpFixture.Ran through(SftpFixture sftp, Balancer balancer) {
        List<String> words = new java.util.ArrayList<>(List.of("sftp", "-b", "-"));
        words.addAll(sftp.options("amal"));
        words.addAll(List.of(
                "-o",
                "HostKeyAlias=[127.0.0.1]:" + sftp.server.port(),
                "-P",
                Integer.toString(balancer.port()),
                "amal@127.0.0.1"));
        return sftp.run(words, "pwd\n");
    }

    private Balancer balancer(String header) {
        return new Balancer(sftp.server.proxyPort().orElseThrow(), header);
    }

    @Test
    void the_clients_own_network_is_on_record_by_both_versions() throws IOException {
        try (Balancer balancer = balancer(LINE)) {
            assertThat(through(balancer).status()).isZero();
            assertThat(sftp.audit(EventKind.LOGIN_ACCEPTED).getLast())
                    .contains("192.0.2.0/24")
                    .doesNotContain("127.0.0");
            balancer.says(SECOND);
            assertThat(through(balancer).status()).isZero();
            assertThat(sftp.audit(EventKind.LOGIN_ACCEPTED).getLast()).contains("2001:db8:0:0:0:0:0:0/64");
        }
    }

    @Test
    void limits_on_networks_hold_against_the_client_and_not_the_balancer() throws IOException {
        SshKey key = SshKeys.parse(sftp.read("amal.pub")).orThrow();
        sftp.gateway
                .inside
                .register
                .addKey(
                        GatewayFixture.HOST,
                        "amal",
                        key.fingerprint(),
                        key.line(),
                        new KeyLimits(
                                Optional.of(SourcePatterns.of("192.0.2.0/24").orThrow()), Optional.empty()))
                .orThrow();
        assertThat(sftp.sftp("amal", "pwd").status()).isNotZero();
        try (Balancer balancer = balancer(LINE)) {
            assertThat(through(balancer).status()).isZero();
            balancer.says("PROXY TCP4 198.51.100.9 198.51.100.2 40000 22\r\n");
            assertThat(through(balancer).status()).isNotZero();
            balancer.says("PROXY UNKNOWN\r\n");
            assertThat(through(balancer).status()).isNotZero();
        }
    }

    @Test
    void a_client_that_a_balancer_does_not_name_is_from_nowhere() throws IOException {
        try (Balancer balancer = balancer("PROXY UNKNOWN\r\n")) {
            assertThat(through(balancer).status()).isZero();
            assertThat(sftp.audit(EventKind.LOGIN_ACCEPTED).getLast()).contains("\"network\":\"unknown\"");
        }
    }

    @Test
    void without_a_header_or_with_a_wrong_one_nothing_is_answered() throws IOException {
        try (Balancer balancer = balancer("")) {
            assertThat(through(balancer).status()).isNotZero();
            balancer.says("PROXY TCP4 192.0.2.256 198.51.100.2 40000 22\r\n");
            assertThat(through(balancer).status()).isNotZero();
            balancer.says("PROXY UNKNOWN " + "a".repeat(200));
            assertThat(through(balancer).status()).isNotZero();
        }
        assertThat(sftp.audit(EventKind.LOGIN_ACCEPTED)).isEmpty();
        assertThat(sftp.sftp("amal", "pwd").status()).isZero();
    }

    @Test
    void a_balancer_that_is_late_is_closed_and_so_is_one_that_stops_in_the_middle() throws IOException {
        assertThat(closedAfter("")).isTrue();
        assertThat(closedAfter(LINE.substring(0, 20))).isTrue();
    }

    @Test
    void who_is_no_balancer_is_closed_before_it_says_a_word() throws IOException {
        try (SftpFixture strict = behind("192.0.2.0/24");
                Balancer balancer = new Balancer(strict.server.proxyPort().orElseThrow(), LINE)) {
            assertThat(through(strict, balancer).status()).isNotZero();
            assertThat(strict.audit(EventKind.LOGIN_ACCEPTED)).isEmpty();
            assertThat(strict.sftp("amal", "pwd").status()).isZero();
        }
    }

    /** Whether the gateway ends a connection that says this and no more. */
    private boolean closedAfter(String said) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.ofLiteral("127.0.0.1"), sftp.server.proxyPort().orElseThrow())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
            while (socket.getInputStream().read() >= 0) {}
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (java.net.SocketException e) {
            return true;
        }
    }
}
