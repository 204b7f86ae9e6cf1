package org.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no decent client sends, over a real TLS connection. */
class HostileRequestsIT {
    private static final List<String> STRICT = List.of(
            "Content-Security-Policy: default-src 'none'",
            "Strict-Transport-Security: max-age=",
            "X-Content-Type-Options: nosniff",
            "Referrer-Policy: no-referrer",
            "X-Frame-Options: DENY",
            "Cache-Control: no-store");

    private final WebFixture web = new WebFixture();

    @AfterEach
    void close() {
        web.close();
    }

    private String answer(String request) throws Exception {
        try (RawClient client = new RawClient(web.ca(), web.server.port())) {
            client.send(request);
            return client.rest();
        }
    }

    private String host() {
        return "Host: localhost:" + web.server.port() + "\r\nConnection: close\r\n";
    }

    @Test
    void tls_1_3_with_aes_256_gcm_is_what_is_spoken() throws Exception {
        try (RawClient client = new RawClient(web.ca(), web.server.port())) {
            assertThat(client.cipher()).isEqualTo("TLSv1.3 TLS_AES_256_GCM_SHA384");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/l/abc", "/", "/r/k1", "/l/..%2f..%2fetc", "/nothing", "/l/a%00b", "/%2e%2e/", "/l/a/b"})
    void every_answer_has_the_strict_headers_and_no_server_name(String path) throws Exception {
        String answer = answer("GET " + path + " HTTP/1.1\r\n" + host() + "\r\n");
        assertThat(answer).contains(STRICT).doesNotContainIgnoringCase("\nServer:", "undertow", "Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost", "localhost:1", "127.0.0.1.evil.example", "[::1", ""})
    void a_foreign_host_gets_no_page(String host) throws Exception {
        assertThat(answer("GET /l/abc HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .matches("(?s)HTTP/1.1 4(00|21) .*")
                .doesNotContain("password");
    }

    @Test
    void a_configured_name_is_answered_on_any_port_and_two_hosts_never() throws Exception {
        assertThat(answer("GET /l/abc HTTP/1.1\r\nHost: gateway.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(answer("GET /l/abc HTTP/1.1\r\n" + host() + "Host: gateway.example\r\n\r\n"))
                .matches("(?s)HTTP/1.1 4(00|21) .*");
        assertThat(answer("GET https://evil.example/l/abc HTTP/1.1\r\n" + host() + "\r\n"))
                .matches("(?s)HTTP/1.1 4(00|21) .*");
    }

    @Test
    void headers_that_two_servers_could_read_differently_are_refused() throws Exception {
        String post = "POST /l/abc HTTP/1.1\r\n" + host() + "Content-Type: application/x-www-form-urlencoded\r\n";
        for (String twisted : List.of(
                " Transfer-Encoding: chunked\r\nContent-Length: 10",
                "Content-Length: 10\r\nContent-Length: 11",
                "Content-Length: 10\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                "Content-Length: -1")) {
            assertThat(answer(post + twisted + "\r\n\r\n0\r\n\r\nGET /static/sluice.css HTTP/1.1\r\n\r\n"))
                    .as(twisted)
                    .doesNotContain("HTTP/1.1 200");
        }
    }

    @Test
    void a_long_form_is_refused_unread() throws Exception {
        String post = "POST /l/abc HTTP/1.1\r\n" + host() + "Content-Type: application/x-www-form-urlencoded\r\n";
        assertThat(answer(post + "Content-Length: 100000\r\n\r\n")).startsWith("HTTP/1.1 413");
        assertThat(answer(post + "Transfer-Encoding: chunked\r\n\r\n1388\r\n" + "a".repeat(5000) + "\r\n0\r\n\r\n"))
                .doesNotContain("HTTP/1.1 200", "HTTP/1.1 303");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "TRACE", "OPTIONS", "PROPFIND"})
    void other_methods_are_refused(String method) throws Exception {
        assertThat(answer(method + " /l/abc HTTP/1.1\r\n" + host() + "\r\n")).startsWith("HTTP/1.1 405");
    }
}
