package org.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.balancer.Balancers;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.participant.AllowedNetworks;
import org.sluice.gateway.domain.participant.Cidr;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.usecase.Networks;

/** The HTTPS port for balancers: who may speak there, what must come first, and whose address then counts. */
final class BalancerIT {
    private static final String LINE = "PROXY TCP4 192.0.2.77 198.51.100.2 40000 443\r\n";
    private static final String SIGNATURE = "\r\n\r\n\0\r\nQUIT\n";
    /** From 192.0.2.77, in version 2. */
    private static final String FOUR = SIGNATURE + "!\21\0\14\300\0\2M\306\63d\2\234@\1\273";
    /** The balancer's own look whether all is well. */
    private static final String LOCAL = SIGNATURE + " \0\0\0";

    private static final String FOLDER = "/uploads/restricted/4w-monthly-inputs/";

    private UploadFixture uploads = behind("127.0.0.0/8", Duration.ofMillis(700));

    private static UploadFixture behind(String network, Duration patience) {
        return new UploadFixture(
                Duration.ofSeconds(20),
                Optional.of(new Balancers(0, List.of(Cidr.of(network).orThrow()), patience)));
    }

    @AfterEach
    void close() {
        uploads.close();
    }

    /** Whose first bytes are the header's and, in the same piece, the client's; or each byte by itself. */
    private static final class Line extends Socket {
        private final byte[] header;
        private final boolean slowly;
        private boolean begun;

        Line(int port, String header, boolean slowly) throws IOException {
            super(InetAddress.ofLiteral("127.0.0.1"), port);
            this.header = header.getBytes(StandardCharsets.ISO_8859_1);
            this.slowly = slowly;
            setSoTimeout(20_000);
            setTcpNoDelay(true);
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(byte[] bytes, int from, int count) throws IOException {
                    byte[] first = begun ? new byte[0] : header;
                    begun = true;
                    byte[] whole = java.util.Arrays.copyOf(first, first.length + count);
                    System.arraycopy(bytes, from, whole, first.length, count);
                    for (int i = 0; slowly && i < first.length; i++) {
                        out.write(whole, i, 1);
                        out.flush();
                    }
                    int sent = slowly ? first.length : 0;
                    out.write(whole, sent, whole.length - sent);
                }
            };
        }
    }

    private int port() {
        return uploads.web.server.balancersPort().orElseThrow();
    }

    private SSLSocket secured(String header, boolean slowly) throws IOException {
        Socket line = new Line(port(), header, slowly);
        return (SSLSocket) uploads.trusting().getSocketFactory().createSocket(line, "localhost", port(), true);
    }

    private String head(String name, int length) {
        return "PUT " + FOLDER + name + " HTTP/1.1\r\nHost: localhost:" + uploads.web.server.port()
                + "\r\nConnection: close\r\nAuthorization: " + uploads.bearer() + "\r\nContent-Length: " + length
                + "\r\n\r\n";
    }

    /** The status line of a small upload. */
    private String put(String header, boolean slowly, String name) throws IOException {
        try (SSLSocket line = secured(header, slowly)) {
            line.getOutputStream().write((head(name, 3) + "abc").getBytes(StandardCharsets.US_ASCII));
            return new String(line.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    private String network() {
        return uploads.web.gateway.audited(EventKind.TOKEN_USED).getLast();
    }

    @Test
    void the_clients_own_network_is_on_record_by_version_1() throws IOException {
        assertThat(put(LINE, false, "a.csv")).contains("201");
        assertThat(network()).contains("192.0.2.0/24").doesNotContain("127.0.0");
        assertThat(uploads.files()).hasSize(1);
    }

    @Test
    void the_clients_own_network_is_on_record_by_version_2_however_slowly_it_comes() throws IOException {
        assertThat(put(FOUR, true, "a.csv")).contains("201");
        assertThat(network()).contains("192.0.2.0/24").doesNotContain("127.0.0");
    }

    @Test
    void a_client_that_a_balancer_does_not_name_is_from_nowhere() throws IOException {
        assertThat(put("PROXY UNKNOWN\r\n", false, "a.csv")).contains("201");
        assertThat(network()).contains("\"network\":\"unknown\"");
    }

    @Test
    void a_balancer_that_speaks_for_itself_is_where_it_is() throws IOException {
        assertThat(put(LOCAL, false, "a.csv")).contains("201");
        assertThat(network()).contains("127.0.0.0/24");
    }

    @Test
    void a_participants_networks_hold_against_the_client_and_not_the_balancer() throws IOException {
        new Networks(uploads.web.gateway.inside.ledger, uploads.web.gateway.inside.live)
                .set(
                        GatewayFixture.HOST,
                        "amal",
                        AllowedNetworks.of(List.of("192.0.2.0/24")).orThrow())
                .orThrow();
        assertThat(put(LOCAL, false, "a.csv")).contains("403");
        assertThat(put("PROXY TCP4 198.51.100.9 198.51.100.2 40000 443\r\n", false, "a.csv"))
                .contains("403");
        assertThat(put("PROXY UNKNOWN\r\n", false, "a.csv")).contains("403");
        assertThat(put(LINE, false, "a.csv")).contains("201");
    }

    @Test
    void what_is_no_header_or_a_wrong_or_overlong_one_is_closed_without_an_answer() throws IOException {
        assertThatThrownBy(() -> put("", false, "a.csv")).isInstanceOf(IOException.class);
        assertThat(answered("PROXY TCP4 192.0.2.256 198.51.100.2 40000 443\r\n"))
                .isEmpty();
        assertThat(answered("PROXY UNKNOWN " + "a".repeat(200))).isEmpty();
        assertThat(answered("PROXY \r\r\r\r\r\r\r\r")).isEmpty();
        assertThat(answered(SIGNATURE + "!\21\20\0")).as("4,096 bytes to come").isEmpty();
        assertThat(answered("GET / HTTP/1.1\r\n\r\n")).isEmpty();
        assertThat(uploads.web.gateway.audited(EventKind.TOKEN_USED)).isEmpty();
        assertThat(put(LINE, false, "a.csv")).as("the next one").contains("201");
    }

    @Test
    void a_balancer_that_is_late_is_closed_and_so_is_one_that_stops_in_the_middle() throws IOException {
        assertThat(answered("")).isEmpty();
        assertThat(answered(LINE.substring(0, 20))).isEmpty();
    }

    @Test
    void who_is_no_balancer_is_closed_before_it_says_a_word_and_the_usual_port_goes_on() throws IOException {
        uploads.close();
        // Who is closed by its address is closed long before this patience ends.
        uploads = behind("192.0.2.0/24", Duration.ofMinutes(5));
        assertThat(answered("")).isEmpty();
        assertThat(answered(LINE)).isEmpty();
        assertThatThrownBy(() -> put(LINE, false, "a.csv")).isInstanceOf(IOException.class);
        assertThat(uploads.send("GET", "/", null).status()).isPositive();
    }

    @Test
    void a_header_on_the_usual_port_says_nothing() throws IOException {
        try (Socket line = new Socket(InetAddress.ofLiteral("127.0.0.1"), uploads.web.server.port())) {
            line.setSoTimeout(20_000);
            line.getOutputStream().write(LINE.getBytes(StandardCharsets.US_ASCII));
            assertThat(line.getInputStream().readAllBytes()).hasSizeLessThan(16);
        } catch (SocketException e) {
            // Reset is as good as closed.
        }
        assertThat(uploads.web.gateway.audited(EventKind.TOKEN_USED)).isEmpty();
    }

    @Test
    void older_tls_is_not_spoken_here_either() throws IOException {
        try (SSLSocket line = secured(LINE, false)) {
            line.setEnabledProtocols(new String[] {"TLSv1.2"});
            assertThatThrownBy(line::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void a_revoked_token_ends_an_upload_behind_a_balancer_too() throws Exception {
        try (SSLSocket line = secured(LINE, false)) {
            line.getOutputStream().write((head("a.csv", 1000) + "abc").getBytes(StandardCharsets.US_ASCII));
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (uploads.files().isEmpty()) {
                assertThat(System.nanoTime()).as("it is being received").isLessThan(end);
                Thread.sleep(20);
            }
            uploads.tokens
                    .revoke(GatewayFixture.HOST, uploads.made.token().id())
                    .orThrow();
            assertThat(line.getInputStream().read()).isNegative();
        }
    }

    /** What the gateway answers, without TLS, to a connection that says this and waits until it is closed. */
    private String answered(String said) {
        try (Socket line = new Socket(InetAddress.ofLiteral("127.0.0.1"), port())) {
            line.setSoTimeout(20_000);
            line.getOutputStream().write(said.getBytes(StandardCharsets.ISO_8859_1));
            return new String(line.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketTimeoutException e) {
            return "nothing, and it stays open";
        } catch (SocketException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
